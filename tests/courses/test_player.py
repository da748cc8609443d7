"""The pages of the player and their forms, as a browser without scripts meets them."""

import re
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupPagePermission

from courses.models import Answer, ReflectionNote
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind, Status
from lms.learning.models import Participation, Transition
from lms.learning.visibility import Sight
from lms.xapi.models import StoredStatement
from tests.courses.player import activity_of, answer_to, give, in_, join, text_of
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    a_course,
    a_question,
    a_text,
    an_embedded,
    an_id,
    lessons_of,
)
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db


# The course


def test_anyone_can_read_what_a_course_is_for_and_is_led_to_joining(client, course):
    page = client.get(course.url)

    html = text_of(page)
    assert page.status_code == 200
    assert "Je bespreekt een geschenk met je team." in html
    assert reverse("learning:join", args=[course.translation_key]) in html
    assert "Les 1" in html
    assert lessons_of(course)[0].url not in html


def test_the_one_button_begins_goes_on_and_looks_back(reader, learner, course):
    first, second = lessons_of(course)
    join(learner, course)
    assert f'button--primary" href="{first.url}"' in text_of(reader.get(course.url))

    reader.get(first.url)
    reader.get(second.url)
    html = text_of(reader.get(course.url))
    assert f'button--primary" href="{second.url}#hier"' in html

    give(reader, first, "a")
    for page in (first, second):
        reader.post(reverse("courses:complete", args=[page.pk]))
    html = text_of(reader.get(course.url))
    assert in_(learner, course).is_completed
    assert 'button--primary" href="/mijn-leren/"' in html
    assert f'class="button" href="{first.url}"' in html


def test_a_module_leads_to_its_course(client, course):
    response = client.get(course.get_first_child().url)

    assert (response.status_code, response.url) == (302, course.url)


def test_what_was_asked_cannot_be_unshared_and_own_choice_can_be_shared(
    reader, learner, course
):
    mandate = MandateFactory(person=learner)
    learning.register(learner, activity_of(course), mandate=mandate)
    share = reverse("learning:share", args=[course.translation_key])
    assert share in text_of(reader.get(course.url))

    Participation.objects.filter(learner=learner).update(assigned=True)
    assert share not in text_of(reader.get(course.url))


def test_who_has_no_entity_is_not_asked_to_share(reader, learner, course):
    join(learner, course)

    assert "/delen/" not in text_of(reader.get(course.url))


@pytest.mark.parametrize("follows", [True, False])
def test_the_page_says_before_joining_whether_hr_will_see_it(
    client, learner, course, follows
):
    if follows:
        trajectory = an_activity(
            ActivityKind.TRAJECTORY, requires=[activity_of(course)]
        )
        learning.register(learner, trajectory)
    join_address = reverse("learning:join", args=[course.translation_key])
    assert client.get(course.url).context["sight"] == Sight.UNKNOWN

    client.force_login(learner)
    expected = Sight.ASKED if follows else Sight.OWN
    assert client.get(course.url).context["sight"] == expected
    assert client.get(join_address).context["sight"] == expected
    assert join(learner, course).is_visible_to_hr == follows


def test_what_a_trajectory_asks_for_is_joined_with_one_press_in_its_capacity(
    reader, learner, course
):
    followed = MandateFactory(person=learner)
    MandateFactory(person=learner)
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[activity_of(course)])
    learning.register(learner, trajectory, mandate=followed)
    join_address = reverse("learning:join", args=[course.translation_key])
    assert f'action="{join_address}"' in text_of(reader.get(course.url))

    reader.post(join_address, {"as": "trajectory"})

    assert in_(learner, course).mandate == followed


def test_a_completed_course_leads_on_to_what_it_counts_for(reader, learner, course):
    trajectory = an_activity(
        ActivityKind.TRAJECTORY,
        requires=[activity_of(course), an_activity()],
        address="/aanbod/traject/",
    )
    learning.register(learner, trajectory)
    for lesson in lessons_of(course):
        part = learning.register(learner, activity_of(lesson))
        join(learner, course)
        learning.report_progress(part.pk, 100)

    page = text_of(reader.get(course.url))

    assert in_(learner, course).is_completed
    assert 'href="/aanbod/traject/"' in page


# Opening a lesson


def test_a_lesson_asks_to_sign_in_and_comes_back(client, course):
    lesson = lessons_of(course)[0]

    response = client.get(lesson.url)

    assert response.url == f"{reverse('account_login')}?next={lesson.url}"


def test_who_does_not_take_part_is_led_to_the_course(reader, course):
    response = reader.get(lessons_of(course)[0].url, follow=True)

    assert response.request["PATH_INFO"] == course.url
    assert "message--info" in text_of(response)


def test_opening_a_lesson_begins_it_and_the_course_and_a_reload_writes_nothing(
    reader, learner, course, django_assert_num_queries
):
    first, second = lessons_of(course)
    join(learner, course)

    reader.get(first.url)
    assert in_(learner, course).status == Status.STARTED
    assert in_(learner, first).status == Status.STARTED
    assert in_(learner, course).current_part == activity_of(first)

    before = StoredStatement.objects.count(), Transition.objects.count()
    moment = in_(learner, course).last_activity_at
    reader.get(first.url)
    assert (StoredStatement.objects.count(), Transition.objects.count()) == before
    assert in_(learner, course).last_activity_at == moment

    reader.get(second.url)
    assert in_(learner, course).current_part == activity_of(second)


def test_looking_ahead_by_a_browser_opens_nothing(reader, learner, course):
    lesson = lessons_of(course)[0]
    join(learner, course)

    reader.get(lesson.url, headers={"Sec-Purpose": "prefetch"})
    reader.head(lesson.url)

    assert in_(learner, course).status == Status.REGISTERED


def test_an_editor_reads_without_a_trace(client, course):
    trainers = Group.objects.create(name="Trainers")
    GroupPagePermission.objects.create(
        group=trainers, page=course.get_parent(), permission_type="change"
    )
    trainer = UserFactory()
    trainer.groups.add(trainers)
    client.force_login(trainer)
    lesson = lessons_of(course)[0]

    response = client.get(lesson.url)

    assert response.status_code == 200
    assert answer_to(lesson) not in text_of(response)
    assert not Participation.objects.exists()


# Questions


def test_an_answer_shows_its_feedback_and_the_explanation(reader, learner, course):
    lesson = lessons_of(course)[0]
    join(learner, course)
    assert "Zo zit het." not in text_of(reader.get(lesson.url))

    response = give(reader, lesson, "b")

    assert response.url == f"{lesson.url}#vraag-{an_id('vraag')}"
    html = text_of(reader.get(lesson.url))
    assert "Over b." in html
    assert "Over c." not in html
    assert "Zo zit het." in html
    assert not Answer.objects.get().correct
    assert in_(learner, lesson).own_progress == 90


def test_answering_again_keeps_both_and_shows_the_last(reader, learner, course):
    lesson = lessons_of(course)[0]
    join(learner, course)

    give(reader, lesson, "b")
    give(reader, lesson, "a")

    assert list(Answer.objects.values_list("correct", flat=True)) == [False, True]
    assert "Over a." in text_of(reader.get(lesson.url))


def test_the_same_form_sent_twice_is_one_answer(reader, learner, course):
    lesson = lessons_of(course)[0]
    join(learner, course)
    key = uuid4()

    give(reader, lesson, "b", key=key)
    give(reader, lesson, "b", key=key)
    assert Answer.objects.count() == 1
    assert answered().count() == 1

    give(reader, lesson, "a", key=key)  # went back and chose another
    assert Answer.objects.count() == 2


def answered():
    return StoredStatement.objects.filter(verb__endswith="/answered")


def test_an_empty_answer_is_refused_at_the_question(reader, learner, course):
    lesson = lessons_of(course)[0]
    join(learner, course)

    response = give(reader, lesson)

    html = text_of(response)
    assert response.status_code == 400
    assert re.search(rf'id="fout-{an_id("vraag")}" role="alert"', html)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("letters", [("d",), ("a", "b")])
def test_what_cannot_be_chosen_is_not_stored(reader, learner, course, letters):
    join(learner, course)

    response = give(reader, lessons_of(course)[0], *letters)

    assert response.status_code == 302
    assert not Answer.objects.exists()


def test_nobody_answers_in_a_course_that_they_left(reader, learner, course):
    lesson = lessons_of(course)[0]
    participation = join(learner, course)
    reader.get(lesson.url)
    learning.withdraw(participation.pk)

    response = give(reader, lesson, "a")

    assert response.url == course.url
    assert not Answer.objects.exists()


def test_the_address_of_a_form_leads_back_to_the_lesson(reader, course):
    lesson = lessons_of(course)[0]

    assert reader.get(answer_to(lesson)).url == lesson.url


# Completing


def test_every_question_that_is_still_open_says_so_at_its_place(reader, learner):
    course = a_course([a_question("een"), a_question("twee"), a_question("drie")])
    (lesson,) = lessons_of(course)
    join(learner, course)
    reader.get(lesson.url)
    give(reader, lesson, "b", name="een")

    page = text_of(reader.post(reverse("courses:complete", args=[lesson.pk])))

    told = [name for name in ("een", "twee", "drie") if f"fout-{an_id(name)}" in page]
    assert told == ["twee", "drie"]
    assert f"#vraag-{an_id('twee')}" in page


def test_a_lesson_is_complete_when_all_is_answered_and_read(reader, learner, course):
    first, second = lessons_of(course)
    join(learner, course)
    complete = reverse("courses:complete", args=[first.pk])

    response = reader.post(complete)
    assert response.status_code == 400
    assert f'id="fout-{an_id("vraag")}"' in response.content.decode()
    assert not in_(learner, first).is_completed

    give(reader, first, "b")
    assert reader.post(complete).url == second.url
    assert in_(learner, first).is_completed
    assert in_(learner, course).progress == 50


def test_an_embedded_activity_is_part_of_the_lesson(reader, learner):
    dilemma = an_activity(
        ActivityKind.DILEMMA, title="De mand", address="/dilemmas/de-mand/"
    )
    course = a_course([a_text(), an_embedded(dilemma)], slug="met-dilemma")
    (lesson,) = lessons_of(course)
    join(learner, course)
    html = text_of(reader.get(lesson.url))
    assert "De mand" in html
    assert f"/dilemmas/de-mand/?terug={lesson.url}" in html

    response = reader.post(reverse("courses:complete", args=[lesson.pk]))
    assert response.url == f"{lesson.url}#zo-voltooi-je-deze-les"
    assert not in_(learner, lesson).is_completed

    played = learning.register(learner, dilemma)
    learning.report_progress(played.pk, 100)
    assert in_(learner, lesson).is_completed
    assert in_(learner, course).is_completed


# Notes


def test_a_note_is_kept_shown_and_replaced(reader, learner, course):
    lesson = lessons_of(course)[1]
    join(learner, course)
    note = reverse("courses:note", args=[lesson.pk, an_id("eigen-dienst")])

    response = reader.post(note, {"text": "Ik bel eerst <b>zelf</b>."})
    assert response.url == f"{lesson.url}#nota-{an_id('eigen-dienst')}"
    html = text_of(reader.get(lesson.url))
    assert "Ik bel eerst &lt;b&gt;zelf&lt;/b&gt;." in html
    assert re.search(r"\d\d\.\d\d", html)

    reader.post(note, {"text": "Anders."})
    assert ReflectionNote.objects.get().text == "Anders."

    reader.post(note, {"text": "  "})
    assert not ReflectionNote.objects.exists()


def test_a_note_that_is_too_long_is_refused_and_not_lost(reader, learner, course):
    lesson = lessons_of(course)[1]
    join(learner, course)
    text = "veel " * 1200

    response = reader.post(
        reverse("courses:note", args=[lesson.pk, an_id("eigen-dienst")]), {"text": text}
    )

    assert response.status_code == 400
    assert text.strip() in text_of(response)
    assert not ReflectionNote.objects.exists()


def test_nobody_else_sees_a_note_and_no_statement_holds_it(
    client, reader, learner, course
):
    lesson = lessons_of(course)[1]
    join(learner, course)
    reader.post(
        reverse("courses:note", args=[lesson.pk, an_id("eigen-dienst")]),
        {"text": "Dit is van mij alleen"},
    )
    reader.post(reverse("courses:complete", args=[lesson.pk]))
    assert not StoredStatement.objects.filter(payload__contains="van mij").exists()

    other = UserFactory()
    join(other, course)
    client.force_login(other)
    assert "Dit is van mij alleen" not in text_of(client.get(lesson.url))
