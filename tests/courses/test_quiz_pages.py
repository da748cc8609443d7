"""The page of a test and a quiz in a lesson, as a browser without scripts meets them."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupPagePermission

from courses import operations
from courses.models import Answer, Attempt, TestPage
from courses.operations import Judgement
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.models import Participation
from tests.courses.player import in_, join, text_of
from tests.courses.quizzing import (
    a_course_with_a_test,
    begin,
    chosen,
    give,
    opened,
    quiz_of,
)
from tests.factories.accounts import UserFactory
from tests.factories.bank import (
    a_bank_question,
    a_quiz,
    a_quiz_value,
    an_open_question,
    key_of,
)
from tests.factories.courses import a_course, an_id, lessons_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    return [a_bank_question(name) for name in ("een", "twee", "drie")]


@pytest.fixture
def a_test(three, reader, learner):
    """``a_test(pass_mark=50)``: a test of three questions that the learner opened."""

    def make(**rules):
        course, page = a_course_with_a_test(a_quiz_value(*three, **rules))
        join(learner, course)
        reader.get(page.url)
        return page

    return make


def at(name, page, *more):
    return reverse(f"courses:quiz_{name}", args=[page.pk, quiz_of(page).id, *more])


def send(client, page, name, *letters, **more):
    data = {**chosen(name, *letters), "key": str(uuid4())} | more
    return client.post(at("answer", page, key_of(name)), data)


def test_the_page_says_what_it_asks_before_it_begins(reader, a_test):
    page = a_test(pass_mark=60, attempts=2, minutes=20)

    html = text_of(reader.get(page.url))

    for fact in ("60\u00a0%", "20", at("begin", page)):
        assert fact in html
    assert "Wat doe je met een?" not in html
    assert not Attempt.objects.exists()


def test_a_test_is_a_step_of_the_outline_with_a_mark_of_its_own(reader, a_test):
    page = a_test()

    course = reader.get(page.get_parent().get_parent().get_url())
    assert f'href="{page.url}"' in text_of(course)
    assert 'aria-current="page"' in text_of(reader.get(page.url))


def test_one_question_at_a_time_and_saving_leads_on(reader, a_test, learner):
    page = a_test()
    assert reader.post(at("begin", page)).status_code == 302
    html = text_of(reader.get(page.url))
    assert "Wat doe je met een?" in html
    assert "Wat doe je met twee?" not in html

    response = send(reader, page, "een", "a", to="2")
    assert response.url == f"{page.url}?vraag=2#werk"
    html = text_of(reader.get(response.url))
    assert "Wat doe je met twee?" in html
    assert html.count("quiz__stop--answered") == 1

    # Nothing chosen: on to the next all the same.
    response = reader.post(at("answer", page, key_of("twee")), {"to": "3"})
    assert response.url == f"{page.url}?vraag=3#werk"
    assert Answer.objects.count() == 1


def test_an_empty_answer_is_refused_at_its_place(reader, a_test):
    page = a_test(presentation="all")
    reader.post(at("begin", page))

    response = reader.post(at("answer", page, key_of("twee")), {"key": str(uuid4())})

    assert response.status_code == 400
    assert re.search(rf'id="fout-{key_of("twee")}" role="alert"', text_of(response))


def test_a_script_hears_that_it_is_stored_or_why_not(reader, a_test, learner):
    page = a_test()
    reader.post(at("begin", page))
    mark = re.search(r'name="for" value="([^"]+)"', text_of(reader.get(page.url)))[1]
    json = {"Accept": "application/json"}

    data = {**chosen("een", "a"), "key": str(uuid4()), "for": mark}
    stored = reader.post(at("answer", page, key_of("een")), data, headers=json)
    assert stored.json().keys() == {"saved_at", "message"}

    refused = reader.post(
        at("answer", page, key_of("een")), {"for": mark}, headers=json
    )
    assert (refused.status_code, [*refused.json()]) == (400, ["error"])

    reader.logout()
    gone = reader.post(at("answer", page, key_of("een")), data, headers=json)
    assert gone.status_code == 401


def test_the_way_back_to_a_page_that_was_handed_in_changes_nothing(
    reader, a_test, learner
):
    page = a_test(pass_mark=50)
    reader.post(at("begin", page))
    send(reader, page, "een", "a")
    reader.post(at("close", page), {"sure": "1"})

    response = send(reader, page, "twee", "a")

    assert Answer.objects.count() == 1
    followed = reader.get(response.url.partition("#")[0])
    assert "message--error" in text_of(followed)


def test_handing_in_says_first_what_is_open(reader, a_test):
    page = a_test(pass_mark=50)
    reader.post(at("begin", page))
    send(reader, page, "een", "a")

    asked = reader.post(at("close", page))
    assert "sluit-af" in asked.url
    html = text_of(reader.get(asked.url.partition("#")[0]))
    assert 'name="sure"' in html
    assert Attempt.objects.get().is_open

    reader.post(at("close", page), {"sure": "1"})
    assert not Attempt.objects.get().is_open


@pytest.mark.parametrize(
    ("feedback", "review", "sees"),
    [
        ("end", "right", {"own", "told"}),
        ("end", "own", {"own", "told"}),
        ("never", "own", {"own"}),
        ("end", "nothing", set()),
    ],
)
def test_afterwards_one_sees_what_is_allowed(reader, a_test, feedback, review, sees):
    page = a_test(
        pass_mark=100,
        attempts=2,
        feedback=feedback,
        review=review,
        bands=[(0, "Bijna.")],
    )
    reader.post(at("begin", page))
    send(reader, page, "een", "b")
    reader.post(at("close", page), {"sure": "1"})

    html = text_of(reader.get(page.url))

    assert "Bijna." in html
    assert ("Antwoord b" in html) == ("own" in sees)
    assert ("Over b." in html) == ("told" in sees)
    assert "Zo zit het." not in html  # not passed, and one attempt is left


def test_right_answers_come_when_nobody_can_use_them_any_more(reader, a_test):
    page = a_test(pass_mark=100, attempts=1, review="right")
    reader.post(at("begin", page))
    send(reader, page, "een", "b")
    reader.post(at("close", page), {"sure": "1"})

    html = text_of(reader.get(page.url))

    assert "Zo zit het." in html
    assert "Antwoord a" in html
    assert at("begin", page) not in html


def test_feedback_after_each_answer_closes_that_question(reader, a_test):
    page = a_test(feedback="each", presentation="all")
    reader.post(at("begin", page))

    send(reader, page, "een", "b")

    html = text_of(reader.get(page.url))
    assert "Over b." in html
    assert html.count("<fieldset disabled") + html.count(" disabled>") >= 1


def test_a_mark_to_come_back_to_is_kept_and_taken_away(reader, a_test):
    page = a_test()
    reader.post(at("begin", page))

    reader.post(at("mark", page, key_of("twee")), {"marked": "1"})
    assert "quiz__stop--marked" in text_of(reader.get(page.url))
    reader.post(at("mark", page, key_of("twee")), {"marked": "0"})
    assert "quiz__stop--marked" not in text_of(reader.get(page.url))


def test_the_time_is_told_and_after_it_a_visit_hands_in(reader, a_test, learner):
    page = a_test(minutes=10, pass_mark=50)
    reader.post(at("begin", page))
    send(reader, page, "een", "a")
    html = text_of(reader.get(page.url))
    assert "quiz__time--short" not in html

    now = clock.now()
    with clock.at(now + timedelta(minutes=6)):
        assert "quiz__time--short" in text_of(reader.get(page.url))
    with clock.at(now + timedelta(minutes=10, seconds=10)):
        assert "data-quiz-close" in text_of(reader.get(page.url))
    with clock.at(now + timedelta(minutes=11)):
        assert "33\u00a0%" in text_of(reader.get(page.url))
    assert Attempt.objects.get().closed_at


def test_a_result_that_waits_says_so_and_a_review_is_read(reader, learner):
    value = a_quiz_value(an_open_question(), pass_mark=50, review="nothing")
    course, page = a_course_with_a_test(value)
    participation = opened(learner, course, page)
    attempt = begin(participation, page)
    give(participation, page, attempt, "open", sent={"answer": ["Ik vraag het na."]})
    reader.post(at("close", page))
    assert at("begin", page) not in text_of(reader.get(page.url))

    judged = {key_of("open"): Judgement(per_cent=80, feedback="Mooi verwoord.")}
    operations.review_attempt(attempt.pk, judged, by=UserFactory())

    html = text_of(reader.get(page.url))
    assert "Mooi verwoord." in html
    assert "80\u00a0%" in html


def test_nobody_answers_for_another_or_after_leaving_the_course(
    reader, a_test, learner, client
):
    page = a_test()
    reader.post(at("begin", page))
    stranger = UserFactory()
    client.force_login(stranger)
    assert send(client, page, "een", "a").url == page.url

    client.force_login(learner)
    course = page.get_parent().get_parent().specific
    learning.withdraw(in_(learner, course).pk)
    assert send(client, page, "een", "a").url == page.url
    assert not Answer.objects.exists()


def test_an_answer_sent_after_the_session_ended_is_shown_to_be_sent_again(
    reader, a_test, learner
):
    page = a_test()
    reader.post(at("begin", page))
    mark = re.search(r'name="for" value="([^"]+)"', text_of(reader.get(page.url)))[1]
    reader.cookies.pop("sessionid")

    sent = send(reader, page, "een", "a", **{"for": mark})
    assert reverse("account_login") in sent.url
    reader.force_login(learner)

    again = text_of(reader.get(reverse("courses:resend")))
    assert "Antwoord a" in again
    assert at("answer", page, key_of("een")) in again


def test_an_editor_looks_without_a_trace(client, three):
    _course, page = a_course_with_a_test(a_quiz_value(*three))
    trainers = Group.objects.create(name="Trainers")
    GroupPagePermission.objects.create(
        group=trainers, page=page.get_parent(), permission_type="change"
    )
    trainer = UserFactory()
    trainer.groups.add(trainers)
    client.force_login(trainer)

    assert at("begin", page) not in text_of(client.get(page.url))
    assert not Participation.objects.exists()


# In a lesson


def test_a_quiz_stands_in_its_lesson_and_the_lesson_waits_for_it(
    reader, learner, three
):
    course = a_course([a_quiz("q", *three, presentation="all", title="Even oefenen")])
    (lesson,) = lessons_of(course)
    join(learner, course)
    assert "Even oefenen" in text_of(reader.get(lesson.url))
    complete = reverse("courses:complete", args=[lesson.pk])
    assert reader.post(complete).status_code == 400

    reader.post(at("begin", lesson))
    for name in ("een", "twee", "drie"):
        send(reader, lesson, name, "a")
    reader.post(at("close", lesson))
    reader.post(complete)

    assert in_(learner, lesson).is_completed
    assert "100\u00a0%" in text_of(reader.get(lesson.url))


def test_a_question_of_the_bank_in_a_lesson_is_asked_as_it_was_published_last(
    reader, learner
):
    question = a_bank_question("een")
    block = {
        "type": "bank_question",
        "id": str(an_id("blok")),
        "value": {"question": question.pk},
    }
    course = a_course([block])
    (lesson,) = lessons_of(course)
    join(learner, course)
    reader.get(lesson.url)
    answer = reverse("courses:answer", args=[lesson.pk, key_of("een")])
    reader.post(answer, {**chosen("een", "b"), "key": str(uuid4())})
    assert Answer.objects.get().version.number == 1
    assert "Over b." in text_of(reader.get(lesson.url))

    stored = question.body.raw_data[0]
    stored["value"] = {**stored["value"], "prompt": "Nieuw gevraagd"}
    question.body = question.body.stream_block.to_python([stored])
    question.save_revision().publish()
    assert "Nieuw gevraagd" in text_of(reader.get(lesson.url))

    question.unpublish()
    assert "Nieuw gevraagd" not in text_of(reader.get(lesson.url))
    reader.post(reverse("courses:complete", args=[lesson.pk]))
    assert in_(learner, lesson).is_completed


def test_a_new_test_begins_with_the_defaults_of_a_quiz():
    page = TestPage(title="Nieuw", slug="nieuw")
    ((name, value),) = [(one.block_type, one.value) for one in page.body]

    assert name == "quiz"
    assert set(value) == set(value.block.child_blocks)
    assert (value["feedback"], value["review"]) == ("end", "own")
    assert page.quiz.size == 0
