"""Attempts against the clock, and open answers that wait for a trainer."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction

from courses import operations
from courses.exceptions import (
    AttemptOver,
    NotReviewed,
)
from courses.models import AnswerReview, ExtraTime
from courses.models.attempts import GRACE
from courses.operations import Judgement
from lms.common import clock
from lms.xapi.models import StoredStatement
from tests.courses.player import in_
from tests.courses.quizzing import (
    a_course_with_a_test,
    begin,
    give,
    opened,
)
from tests.factories.accounts import UserFactory
from tests.factories.bank import (
    a_bank_question,
    a_quiz_value,
    an_open_question,
    in_the_bank,
    key_of,
)
from tests.xapi.profile.matching import faults_of

pytestmark = pytest.mark.django_db


def told(verb):
    rows = StoredStatement.objects.filter(verb__endswith=f"/{verb}").order_by("seq")
    return [json.loads(row.payload) for row in rows]


@pytest.fixture
def two():
    return [a_bank_question("een"), a_bank_question("twee", right=("b",))]


def a_test_of(*questions, **rules):
    return a_course_with_a_test(a_quiz_value(*questions, **rules))


def later(minutes):
    return clock.now() + timedelta(minutes=minutes)


# Time


def test_time_is_up_after_a_grace_for_what_was_on_its_way(learner, two):
    course, test = a_test_of(*two, minutes=10, pass_mark=50)
    participation = opened(learner, course, test)
    attempt = begin(participation, test)
    assert attempt.deadline_at - attempt.opened_at == timedelta(minutes=10)

    just = attempt.deadline_at + GRACE - timedelta(seconds=1)
    give(participation, test, attempt, "een", "a", at=just)
    with pytest.raises(AttemptOver):
        give(
            participation,
            test,
            attempt,
            "twee",
            "b",
            at=attempt.deadline_at + GRACE + timedelta(seconds=1),
        )


def test_what_was_left_behind_is_handed_in_by_the_tick_with_what_was_stored(
    learner, two
):
    course, test = a_test_of(*two, minutes=10, pass_mark=50)
    participation = opened(learner, course, test)
    attempt = begin(participation, test)
    give(participation, test, attempt, "een", "a")

    assert operations.hand_in_overdue(later(9)) == 0
    assert operations.hand_in_overdue(later(12)) == 1
    assert operations.hand_in_overdue(later(12)) == 0

    attempt.refresh_from_db()
    assert attempt.handed_in_at == attempt.deadline_at
    assert (attempt.score, attempt.passed) == (0.5, True)
    assert in_(learner, test).is_completed


def test_beginning_after_the_time_of_the_last_one_begins_a_new_one(learner, two):
    course, test = a_test_of(*two, minutes=10)
    participation = opened(learner, course, test)
    first = begin(participation, test)

    second = begin(participation, test, at=later(20))

    assert (first.number, second.number) == (1, 2)
    first.refresh_from_db()
    assert first.closed_at


def test_extra_time_is_of_a_person_and_more_can_be_given_on_the_way(learner, two):
    course, test = a_test_of(*two, minutes=30)
    ExtraTime.objects.create(person=learner, per_cent=50)
    attempt = begin(opened(learner, course, test), test)
    assert attempt.deadline_at - attempt.opened_at == timedelta(minutes=45)

    more = operations.give_more_time(attempt.pk, 10)
    assert more.deadline_at - attempt.deadline_at == timedelta(minutes=10)

    late = more.deadline_at + timedelta(hours=1)
    again = operations.give_more_time(attempt.pk, 10, at=late)
    assert again.deadline_at == late + timedelta(minutes=10)

    operations.hand_in(attempt.participation_id, test, attempt.pk)
    with pytest.raises(AttemptOver):
        operations.give_more_time(attempt.pk, 10)


# Open answers


@pytest.fixture
def waiting(learner):
    """A test with an open question, handed in; participation, page and attempt."""
    value = a_quiz_value(a_bank_question("een"), an_open_question(), pass_mark=80)
    course, test = a_course_with_a_test(value)
    participation = opened(learner, course, test)
    attempt = begin(participation, test)
    give(participation, test, attempt, "een", "a")
    words = {"answer": ["Dat bespreek ik met mijn chef."]}
    give(participation, test, attempt, "open", sent=words)
    return participation, test, operations.hand_in(participation, test, attempt.pk)


def test_an_open_answer_waits_for_a_trainer_whose_score_closes_it(learner, waiting):
    participation, test, attempt = waiting
    assert attempt.waits_for_review
    assert begin(participation, test) == attempt
    trainer = UserFactory()

    with pytest.raises(NotReviewed), transaction.atomic():
        operations.review_attempt(attempt.pk, {}, by=trainer)
    with pytest.raises(NotReviewed), transaction.atomic():
        operations.review_attempt(
            attempt.pk, {key_of("open"): Judgement(per_cent=101)}, by=trainer
        )
    done = operations.review_attempt(
        attempt.pk,
        {key_of("open"): Judgement(per_cent=70, feedback="Goed gezien.")},
        by=trainer,
    )

    assert (done.per_cent, done.passed) == (85, True)
    assert AnswerReview.objects.get().feedback == "Goed gezien."
    assert in_(learner, test).is_completed
    assert [one.to for one in mail.outbox] == [[learner.email]]
    assert "85" not in mail.outbox[0].body
    with pytest.raises(AttemptOver):
        operations.review_attempt(
            attempt.pk, {key_of("open"): Judgement(per_cent=0)}, by=trainer
        )


def test_what_somebody_wrote_enters_no_statement(waiting):
    said = StoredStatement.objects.filter(payload__contains="bespreek ik met")
    assert not said.exists()
    open_answer = told("answered")[-1]
    assert faults_of(open_answer) == []
    assert "response" not in open_answer.get("result", {})


def test_an_open_question_that_was_left_empty_needs_no_trainer(learner):
    value = a_quiz_value(a_bank_question("een"), an_open_question(), pass_mark=50)
    course, test = a_course_with_a_test(value)
    participation = opened(learner, course, test)
    attempt = begin(participation, test)
    give(participation, test, attempt, "een", "a")

    done = operations.hand_in(participation, test, attempt.pk)

    assert (done.per_cent, done.passed) == (50, True)


def test_what_nobody_judges_does_not_count(learner):
    likert = in_the_bank(
        "mening",
        {
            "type": "likert",
            "value": {"prompt": "Ik durf nee zeggen.", "scale": ["Nee", "Wat", "Ja"]},
        },
    )
    course, test = a_test_of(a_bank_question("een"), likert, pass_mark=100)
    participation = opened(learner, course, test)
    attempt = begin(participation, test)
    give(participation, test, attempt, "een", "a")

    assert operations.hand_in(participation, test, attempt.pk).passed
