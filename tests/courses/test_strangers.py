"""Forms that come from elsewhere: another tab, another person, an address made up."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from courses import kept, operations
from courses.exceptions import CourseError
from courses.models import Answer, Attempt, CoursePage, ModulePage
from courses.operations import Judgement
from lms.common import clock
from lms.learning.models import Participation
from tests.courses.player import activity_of, give, join, text_of
from tests.courses.quizzing import a_course_with_a_test, begin, chosen, opened
from tests.courses.quizzing import give as give_in
from tests.courses.test_quiz_pages import at, send
from tests.factories.accounts import UserFactory
from tests.factories.bank import (
    a_bank_question,
    a_quiz_value,
    a_test,
    an_open_question,
    key_of,
)
from tests.factories.courses import a_course, a_question, a_text, lessons_of, publish

pytestmark = pytest.mark.django_db

ANY_BLOCK = UUID("7d1c3c0e-52d5-4a2f-9d0e-0c2a4f6b8d11")  # the same for every process

HUGE = "9" * 30


@pytest.fixture
def page(reader, learner):
    """A test that the learner opened."""
    course, page = a_course_with_a_test(a_quiz_value(a_bank_question("een")))
    join(learner, course)
    reader.get(page.url)
    return page


@pytest.fixture
def boss():
    return UserFactory(is_superuser=True, is_staff=True)


def an_attempt(client, page):
    client.post(at("begin", page))
    return Attempt.objects.latest("pk")


def test_a_test_of_a_course_in_order_is_closed_until_what_comes_first_is_done(
    reader, learner
):
    course = a_course([a_question()], in_order=True)
    page = a_test(
        ModulePage.objects.child_of(course).get(), a_quiz_value(a_bank_question("een"))
    )
    publish(CoursePage.objects.get(pk=course.pk))
    join(learner, course)

    response = reader.get(page.url)

    assert response.status_code == 200
    assert at("begin", page) not in text_of(response)
    assert lessons_of(course)[0].title in text_of(response)
    assert reader.post(at("begin", page)).status_code == 302
    mine = Participation.objects.filter(learner=learner)
    assert not mine.filter(activity=activity_of(page)).exists()


def test_a_test_of_a_course_that_waits_says_for_what(reader, learner):
    other = a_course([a_text()], slug="eerst", title="Eerst deze")
    course, page = a_course_with_a_test(a_quiz_value(a_bank_question("een")))
    join(learner, course)
    course = CoursePage.objects.get(pk=course.pk)
    course.prerequisites = [activity_of(other)]
    publish(course)

    response = reader.get(page.url)

    assert response.status_code == 200
    assert "Eerst deze" in text_of(response)


def test_a_tab_on_an_earlier_attempt_neither_answers_nor_hands_in_the_next(
    reader, page
):
    old = an_attempt(reader, page)
    assert f'name="attempt" value="{old.number}"' in text_of(reader.get(page.url))
    reader.post(at("close", page), {"sure": "1", "attempt": old.number})
    new = an_attempt(reader, page)

    reader.post(at("close", page), {"sure": "1", "attempt": old.number})
    send(reader, page, "een", "a", attempt=old.number)

    new.refresh_from_db()
    assert new.is_open
    assert not new.answers.exists()
    for made_up in ("99", HUGE):
        assert send(reader, page, "een", "a", attempt=made_up).status_code == 404
    assert send(reader, page, "een", "a", attempt="²").status_code == 302
    assert new.answers.count() == 1


def test_the_clock_of_a_page_hands_in_nothing_before_the_time_is_really_over(
    reader, learner, page
):
    attempt = an_attempt(reader, page)
    over = {"over": "1", "attempt": attempt.number}
    soon = clock.now() + timedelta(minutes=1)
    Attempt.objects.filter(pk=attempt.pk).update(deadline_at=soon)

    assert reader.post(at("close", page), over).status_code == 302
    attempt.refresh_from_db()
    assert attempt.is_open

    Attempt.objects.filter(pk=attempt.pk).update(
        deadline_at=clock.now() - timedelta(seconds=1)
    )
    reader.post(at("close", page), over)
    attempt.refresh_from_db()
    assert not attempt.is_open


def test_what_somebody_filled_in_is_not_stored_for_who_signed_in_after_them(
    reader, learner, course, page
):
    join(learner, course)
    mark = kept.mark_of(UserFactory())
    an_attempt(reader, page)

    in_a_lesson = give(reader, lessons_of(course)[0], "a", **{"for": mark})
    in_a_test = send(reader, page, "een", "a", **{"for": mark})
    watched = reader.post(
        reverse("courses:watch", args=[page.pk, uuid4()]), {"for": mark}
    )

    assert not Answer.objects.exists()
    assert in_a_lesson.status_code == in_a_test.status_code == 302
    assert "iemand anders" in text_of(reader.get(page.url))
    assert watched.status_code == 401
    send(reader, page, "een", "a", **{"for": kept.mark_of(learner)})
    assert Answer.objects.count() == 1


def test_nothing_is_begun_in_a_module_that_left_the_course(reader, page):
    page.get_parent().specific.unpublish()

    reader.post(at("begin", page))

    assert not Attempt.objects.exists()


def test_nobody_reviews_their_own_answers(client, boss):
    course, page = a_course_with_a_test(a_quiz_value(an_open_question("o")))
    part = opened(boss, course, page)
    attempt = begin(part, page)
    give_in(part, page, attempt, "o", sent={"answer": ["Zo."]})
    operations.hand_in(part, page, attempt.pk)
    client.force_login(boss)

    assert client.get(reverse("courses_review", args=[attempt.pk])).status_code == 404
    with pytest.raises(CourseError):
        operations.review_attempt(
            attempt.pk, {key_of("o"): Judgement(per_cent=100)}, by=boss
        )
    attempt.refresh_from_db()
    assert attempt.waits_for_review


def test_a_printed_course_leaves_out_the_lessons_that_are_closed_to_its_reader(
    reader, learner
):
    course = a_course([a_text("<p>Voor allen.</p>")], [a_text("<p>Voor wie mag.</p>")])
    PageViewRestriction.objects.create(
        page=lessons_of(course)[1], restriction_type="password", password="x"
    )
    join(learner, course)

    html = text_of(reader.get(reverse("courses:printable", args=[course.pk])))

    assert "Voor allen." in html
    assert "Voor wie mag." not in html


@pytest.mark.parametrize(
    "place",
    [
        f"antwoord/{ANY_BLOCK}",
        f"plaats/{ANY_BLOCK}",
        f"toets/{ANY_BLOCK}/begin",
        f"gezien/{ANY_BLOCK}",
        "voltooien",
        "bevraging",
        "afdrukken",
    ],
)
def test_a_page_with_a_number_beyond_all_pages_is_not_found(reader, place):
    address = f"/leren/{HUGE}/{place}/"

    assert reader.post(address).status_code == 404
    assert reader.get(address).status_code == 404


@pytest.mark.parametrize("place", ["lessen-bevestigen/{}/", "cursussen/{}/opbouw/"])
def test_nor_is_one_in_the_admin(client, boss, place):
    client.force_login(boss)

    assert client.get(f"/beheer/{place.format(HUGE)}").status_code == 404


@pytest.mark.parametrize("sent", ["²", "9" * 400, "\x00", "-1", "x", ""])
def test_confirming_somebody_made_up_confirms_nobody(client, boss, sent):
    course = a_course([a_text()])
    (lesson,) = lessons_of(course)
    lesson.conditions = ["confirmed"]
    publish(lesson)
    client.force_login(boss)

    address = reverse("courses_confirm_lesson", args=[lesson.pk])
    assert client.post(address, {"participation": sent}).status_code == 302


@pytest.mark.parametrize("odd", ["", "\x00", "x" * 20_000, "²", "9" * 400, "\ufffd"])
def test_odd_input_is_no_accident(reader, page, odd):
    address = at("answer", page, key_of("een"))
    an_attempt(reader, page)

    for data in (
        {"answer": odd},
        {"answer": [odd] * 300},
        chosen("een", "a") | {"key": odd, "for": odd, "to": odd, "attempt": odd},
    ):
        for told in ({}, {"headers": {"accept": "application/json"}}):
            assert reader.post(address, data, **told).status_code < 500
    assert reader.post(at("mark", page, uuid4()), {"marked": odd}).status_code == 302


@pytest.mark.parametrize("odd", ["9" * 5000, "²", "\u0661", "-1"])
def test_the_tree_of_a_course_takes_any_number_for_a_page_that_is_not_there(
    client, boss, odd
):
    course = a_course([a_text()])
    client.force_login(boss)

    tree = reverse("courses_tree", args=[course.pk])
    assert client.get(tree, {"verplaatst": odd, "langs": "up"}).status_code == 200
    move = reverse("courses_move", args=[course.pk])
    assert client.post(move, {"move": f"{odd}:up"}).status_code == 302
    tasks = client.post(reverse("content_reviewing"), {"task": odd, "action": "reject"})
    assert tasks.status_code < 500
