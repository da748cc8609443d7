"""A question goes to the trainers of the course, and to nobody else."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page

from cms_site.operations import let_trainers_write, set_up_groups
from courses.exceptions import AlreadyAnswered, TooMany
from courses.models import FrequentQuestion, TrainerQuestion
from courses.trainer_questions.operations import (
    MOST_IN_A_DAY,
    answer_question,
    ask,
)
from lms.accounts.enums import PlatformGroup
from lms.xapi.models import StoredStatement
from tests.courses.player import join, text_of
from tests.factories.accounts import UserFactory
from tests.factories.courses import a_course, a_text, lessons_of

pytestmark = pytest.mark.django_db

SECRET = "Mag ik die fles wijn houden?"


@pytest.fixture
def lesson(learner, course):
    join(learner, course)
    return lessons_of(course)[0]


@pytest.fixture
def trainer(course):
    set_up_groups()
    let_trainers_write(Page.objects.get(pk=course.pk))
    person = UserFactory()
    person.groups.add(Group.objects.get(name=PlatformGroup.TRAINERS))
    return person


@pytest.fixture
def asked(reader, lesson):
    reader.post(reverse("courses:ask_trainer", args=[lesson.pk]), {"text": SECRET})
    return TrainerQuestion.objects.get()


@pytest.fixture
def desk(client, asked, trainer):
    """The trainer's browser."""
    client.force_login(trainer)
    return client


def question_page(asked):
    return reverse("courses_question", args=[asked.pk])


def test_a_question_is_asked_answered_mailed_and_read(
    client, learner, lesson, asked, trainer, mailoutbox
):
    client.force_login(trainer)
    assert SECRET in text_of(client.get(reverse("courses_inbox")))
    assert str(learner) in text_of(client.get(question_page(asked)))
    client.post(question_page(asked), {"answer": "Neen, geef ze terug."})

    (mail,) = mailoutbox
    assert mail.to == [learner.email]
    assert reverse("courses:own_questions") in mail.body
    for told in (SECRET, "geef ze terug"):  # sent mails are read in the admin
        assert told not in mail.body + mail.subject

    client.force_login(learner)
    for url in (lesson.url, reverse("courses:own_questions")):
        page = text_of(client.get(url))
        assert SECRET in page
        assert "Neen, geef ze terug." in page
    assert not StoredStatement.objects.filter(payload__icontains="fles").exists()


def test_only_who_may_edit_the_course_reads_it(client, asked, trainer):
    for person, status in ((UserFactory(), 302), (trainer, 200)):
        client.force_login(person)
        assert client.get(question_page(asked)).status_code == status
    trainer.groups.clear()
    client.force_login(trainer)
    assert SECRET not in text_of(client.get(reverse("courses_inbox")))


def test_a_trainer_of_another_course_does_not_read_it(client, asked):
    set_up_groups()
    other = a_course([a_text()], slug="andere")
    let_trainers_write(Page.objects.get(pk=other.pk))
    stranger = UserFactory()
    stranger.groups.add(Group.objects.get(name=PlatformGroup.TRAINERS))
    client.force_login(stranger)
    assert SECRET not in text_of(client.get(reverse("courses_inbox")))
    assert client.get(question_page(asked)).status_code == 404
    answer = client.post(question_page(asked), {"answer": "Ja."})
    assert answer.status_code == 404
    assert not TrainerQuestion.objects.answered().exists()


def test_two_trainers_do_not_answer_over_one_another(asked, trainer, mailoutbox):
    answer_question(asked.pk, "Neen.", by=trainer, address="https://x/")
    with pytest.raises(AlreadyAnswered):
        answer_question(asked.pk, "Ja.", by=UserFactory(), address="https://x/")
    asked.refresh_from_db()
    assert asked.answer == "Neen."
    assert len(mailoutbox) == 1


def test_an_empty_answer_is_refused_at_its_field(desk, asked):
    page = desk.post(question_page(asked), {"answer": " "})
    assert page.status_code == 400
    assert not TrainerQuestion.objects.answered().exists()


def test_what_everyone_reads_is_written_anew_and_linked_to_nobody(
    desk, client, learner, lesson, asked, trainer
):
    answer_question(asked.pk, "Neen.", by=trainer, address="https://x/")
    page = text_of(desk.get(question_page(asked)))
    assert 'name="question"' in page
    publish = reverse("courses_question_publish", args=[asked.pk])
    assert desk.post(publish, {"question": "", "answer": "x"}).status_code == 400
    desk.post(publish, {"question": "Mag je wijn aannemen?", "answer": "Neen."})

    published = FrequentQuestion.objects.get()
    assert {field.name for field in FrequentQuestion._meta.get_fields()} == {
        *("id", "lesson", "question", "answer"),
    }
    other = UserFactory()
    join(other, lesson.get_parent().get_parent())
    client.force_login(other)
    shown = text_of(client.get(lesson.url))
    assert "Mag je wijn aannemen?" in shown
    assert SECRET not in shown

    client.force_login(trainer)
    desk.post(reverse("courses_question_remove", args=[asked.pk, published.pk]))
    assert not FrequentQuestion.objects.exists()


def test_a_person_asks_so_many_a_day(learner, lesson, reader):
    reader.get(lesson.url)
    part = learner.participations.get(activity__key=lesson.translation_key)
    for number in range(MOST_IN_A_DAY):
        ask(part.pk, f"Vraag {number}")
    assert ask(part.pk, "Vraag 0").text == "Vraag 0"  # again is the same
    assert TrainerQuestion.objects.count() == MOST_IN_A_DAY
    with pytest.raises(TooMany):
        ask(part.pk, "Nog een")
    page = reader.post(
        reverse("courses:ask_trainer", args=[lesson.pk]), {"text": "Nog een vraag"}
    )
    assert page.status_code == 400
    assert "Nog een vraag</textarea>" in text_of(page)


def test_who_asked_can_take_it_back_and_nobody_else(client, learner, asked):
    address = reverse("courses:withdraw_question", args=[asked.pk])
    client.force_login(UserFactory())
    assert client.post(address).status_code == 404
    client.force_login(learner)
    client.post(address)
    assert not TrainerQuestion.objects.exists()


def test_the_inbox_costs_the_same_for_one_and_for_many(
    desk, learner, lesson, django_assert_max_num_queries
):
    costs = []
    for _size in range(2):
        desk.get(reverse("courses_inbox"))
        with django_assert_max_num_queries(60) as captured:
            desk.get(reverse("courses_inbox"))
        costs.append(len(captured))
        for number in range(4):
            part = learner.participations.get(activity__key=lesson.translation_key)
            TrainerQuestion.objects.create(
                participation=part, text=f"Vraag {number}", asked_at=part.registered_at
            )
    assert costs[0] == costs[1]
