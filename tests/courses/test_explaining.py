"""“Waarom ben ik nog niet klaar?” names the conditions of a lesson that are left."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses import operations
from courses.enums import Condition
from courses.explaining import missing_in_lessons
from tests.courses.player import activity_of, join
from tests.courses.test_conditions import give, opened, ruled
from tests.factories.accounts import UserFactory
from tests.factories.courses import a_course, a_question, a_text, lessons_of

pytestmark = pytest.mark.django_db


def left(participation) -> list[str]:
    return list(missing_in_lessons([participation.pk]).get(participation.pk, ()))


@pytest.fixture
def two_questions():
    return a_course([a_text(), a_question("een"), a_question("twee")], [a_text()])


def test_it_says_how_many_questions_are_left(two_questions):
    lesson, participation = opened(UserFactory(), two_questions)
    lesson = ruled(lesson, Condition.ANSWERED, Condition.CONFIRMED)
    give(participation, lesson)

    answers, confirming = left(participation)

    assert "2 vragen" in answers
    assert "1 beantwoord" in answers
    assert "trainer" in confirming


def test_what_is_met_is_not_asked_again(two_questions):
    lesson, participation = opened(UserFactory(), two_questions)
    lesson = ruled(lesson, Condition.ANSWERED, Condition.CONFIRMED)
    operations.confirm(participation.pk, lesson, by=UserFactory())

    (answers,) = left(participation)

    assert "2 vragen" in answers


def test_the_learner_reads_it_on_the_page_of_the_course(client, two_questions):
    learner = UserFactory()
    opened(learner, two_questions)
    client.force_login(learner)
    key = activity_of(two_questions).key

    page = client.get(reverse("learning:why", args=[key])).content.decode()

    assert "2 vragen" in page


@pytest.mark.parametrize("number", [1, 6])
def test_it_costs_the_same_however_many_lessons(number):
    learner = UserFactory()
    course = a_course(*[[a_text(), a_question(f"v{n}")] for n in range(number)])
    whole = join(learner, course)
    begun = [
        operations.open_lesson(whole.pk, activity_of(lesson)).pk
        for lesson in lessons_of(course)
    ]

    with CaptureQueriesContext(connection) as queries:
        found = missing_in_lessons(begun)

    assert len(found) == number
    assert len(queries) == 5
