"""Attempts: begun once, every answer kept, closed with a score and what it completes."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from courses import operations
from courses.enums import Condition
from courses.exceptions import (
    AnswerStands,
    AttemptOver,
    NoAttemptsLeft,
    NotAnAnswer,
    NothingToAsk,
    UnknownQuestion,
)
from courses.models import Answer, Attempt, Fulfilment
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.exceptions import NotOpen
from lms.learning.models import Participation, Transition
from lms.xapi.models import StoredStatement
from tests.courses.player import activity_of, in_
from tests.courses.quizzing import (
    a_course_with_a_test,
    asked_in,
    begin,
    give,
    opened,
    quiz_of,
)
from tests.factories.accounts import UserFactory
from tests.factories.bank import (
    a_bank_question,
    a_quiz,
    a_quiz_value,
    a_topic,
    key_of,
    version_of,
)
from tests.factories.courses import a_course, lessons_of
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


# Beginning


def test_an_attempt_is_pinned_to_its_versions_and_its_rules(learner, two):
    course, test = a_test_of(*two, pass_mark=50)
    participation = opened(learner, course, test)
    attempt = begin(participation, test)

    stored = two[0].body.raw_data[0]
    stored["value"] = {**stored["value"], "prompt": "Anders gevraagd"}
    two[0].body = two[0].body.stream_block.to_python([stored])
    two[0].save_revision().publish()
    test.body[0].value["pass_mark"] = 100
    test.save_revision().publish()
    two[1].unpublish()
    test = type(test).objects.get(pk=test.pk)

    attempt.refresh_from_db()
    assert attempt.by_rules.pass_mark == 50
    assert attempt.pinned[key_of("een")] != version_of("een").pk
    give(participation, test, attempt, "een", "a")
    give(participation, test, attempt, "twee", "b")
    assert operations.hand_in(participation, test, attempt.pk).passed
    assert asked_in(begin(participation, test)) == [key_of("een")]


def test_beginning_again_goes_on_with_the_open_attempt(learner, two):
    course, test = a_test_of(*two)
    participation = opened(learner, course, test)

    first = begin(participation, test)

    assert begin(participation, test) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(
            participation_id=participation,
            quiz=quiz_of(test).id,
            number=2,
            seed=1,
            drawn=[],
            rules=first.rules,
            opened_at=clock.now(),
        )


def test_attempts_run_out(learner, two):
    course, test = a_test_of(*two, attempts=2)
    participation = opened(learner, course, test)
    for _ in range(2):
        operations.hand_in(participation, test, begin(participation, test).pk)

    with pytest.raises(NoAttemptsLeft):
        begin(participation, test)


def test_every_attempt_draws_anew_from_the_pool(learner):
    topic = a_topic()
    for number in range(12):
        a_bank_question(f"v{number}", topic=topic)
    course, test = a_course_with_a_test(a_quiz_value(draws=[(topic, 4)]))
    participation = opened(learner, course, test)

    drawn = []
    for _ in range(4):
        attempt = begin(participation, test)
        drawn.append(frozenset(asked_in(attempt)))
        operations.hand_in(participation, test, attempt.pk)

    assert all(len(one) == 4 for one in drawn)
    assert len(set(drawn)) > 1


def test_nothing_can_be_begun_when_nothing_is_published_or_who_left(learner, two):
    course, test = a_test_of(two[0])
    participation = opened(learner, course, test)
    two[0].unpublish()
    with pytest.raises(NothingToAsk):
        begin(participation, test)

    learning.withdraw(participation)
    with pytest.raises(NotOpen):
        begin(participation, test)


# Answering


def test_every_answer_is_stored_and_told_and_the_last_one_counts(learner, two):
    course, test = a_test_of(*two, pass_mark=100)
    participation = opened(learner, course, test)
    attempt = begin(participation, test)
    key = uuid4()

    for letter in "baba":  # the same form, after going back
        give(participation, test, attempt, "een", letter, key=key)
    give(participation, test, attempt, "een", "a", key=key)  # sent twice
    give(participation, test, attempt, "twee", "b")

    given = Answer.objects.filter(question=key_of("een")).order_by("pk")
    assert [one.correct for one in given] == [False, True, False, True]
    statements = told("answered")
    assert len(statements) == Answer.objects.count() == 5
    assert [faults_of(one) for one in statements] == [[]] * 5
    assert len({one["id"] for one in statements}) == 5
    parent = statements[0]["context"]["contextActivities"]["parent"][0]
    assert parent["id"] == activity_of(test).iri
    assert operations.hand_in(participation, test, attempt.pk).passed


def test_where_feedback_follows_each_answer_the_first_one_stands(learner, two):
    course, test = a_test_of(*two, feedback="each")
    participation = opened(learner, course, test)
    attempt = begin(participation, test)
    first = give(participation, test, attempt, "een", "b")

    assert give(participation, test, attempt, "een", "b") == first
    with pytest.raises(AnswerStands):
        give(participation, test, attempt, "een", "a")
    assert Answer.objects.count() == 1


def test_what_is_no_answer_is_refused_and_nothing_is_stored(learner, two):
    course, test = a_test_of(two[0])
    participation = opened(learner, course, test)
    attempt = begin(participation, test)

    with pytest.raises(NotAnAnswer):
        give(participation, test, attempt, "een")
    with pytest.raises(UnknownQuestion):
        give(participation, test, attempt, "een", "z")
    with pytest.raises(UnknownQuestion):
        give(participation, test, attempt, "twee", "a")  # not drawn
    other = opened(UserFactory(), course, test)
    with pytest.raises(Attempt.DoesNotExist):
        give(other, test, attempt, "een", "a")
    assert not Answer.objects.exists()


def test_nothing_is_answered_after_handing_in(learner, two):
    course, test = a_test_of(*two)
    participation = opened(learner, course, test)
    attempt = begin(participation, test)
    give(participation, test, attempt, "een", "a")
    done = operations.hand_in(participation, test, attempt.pk)

    with pytest.raises(AttemptOver):
        give(participation, test, attempt, "twee", "b")
    assert operations.hand_in(participation, test, attempt.pk) == done
    assert (done.score, done.passed, done.per_cent) == (0.5, None, 50)


# Results


def test_passing_completes_the_test_and_its_course_and_tells_the_score(learner, two):
    course, test = a_test_of(*two, pass_mark=100)
    participation = opened(learner, course, test)
    attempt = begin(participation, test)
    give(participation, test, attempt, "een", "a")
    failed = operations.hand_in(participation, test, attempt.pk)
    assert failed.passed is False
    assert not in_(learner, test).is_completed

    again = begin(participation, test)
    for name, letter in (("een", "a"), ("twee", "b")):
        give(participation, test, again, name, letter)
    operations.hand_in(participation, test, again.pk)

    assert in_(learner, test).is_completed
    assert in_(learner, course).is_completed
    (no,), (yes,) = told("failed"), told("passed")
    assert [faults_of(one) for one in (no, yes)] == [[], []]
    assert no["result"] == {"success": False, "score": {"scaled": 0.5}}
    assert yes["result"] == {"success": True, "score": {"scaled": 1.0}}
    assert yes["object"]["id"] == activity_of(test).iri
    registration = str(Participation.objects.get(pk=participation).registration)
    assert yes["context"]["registration"] == registration


def test_no_score_reaches_the_records_of_hr(learner, two):
    course, test = a_test_of(*two, pass_mark=100)
    participation = opened(learner, course, test)
    attempt = begin(participation, test)
    operations.hand_in(participation, test, attempt.pk)

    assert not Transition.objects.filter(participation=participation).exists()
    noted = Transition.objects.filter(participation=in_(learner, course))
    assert set(noted.values_list("change", flat=True)) == {"registered", "started"}


def test_practice_is_done_when_it_is_handed_in(learner, two):
    course, test = a_test_of(*two)
    participation = opened(learner, course, test)

    operations.hand_in(participation, test, begin(participation, test).pk)

    assert in_(learner, test).is_completed
    assert told("passed") == told("failed") == []


def test_a_lesson_waits_for_its_quiz_to_be_passed(learner, two):
    quiz = a_quiz("q", *two, pass_mark=50)
    course = a_course([quiz])
    (lesson,) = lessons_of(course)
    lesson.conditions = [Condition.PASSED]
    lesson.save_revision().publish()
    (lesson,) = lessons_of(course)
    participation = opened(learner, course, lesson)

    operations.hand_in(participation, lesson, begin(participation, lesson).pk)
    assert not in_(learner, lesson).is_completed

    attempt = begin(participation, lesson)
    give(participation, lesson, attempt, "een", "a")
    operations.hand_in(participation, lesson, attempt.pk)

    assert in_(learner, lesson).is_completed
    assert in_(learner, course).is_completed
    assert Fulfilment.objects.get().part == quiz_of(lesson).id
    (yes,) = told("passed")
    assert faults_of(yes) == []
    assert yes["object"]["id"].endswith(f"/quizzes/{quiz_of(lesson).id}")


def test_whoever_left_keeps_the_result_and_completes_nothing(learner, two):
    course, test = a_test_of(*two, pass_mark=50, minutes=10)
    participation = opened(learner, course, test)
    attempt = begin(participation, test)
    give(participation, test, attempt, "een", "a")
    learning.withdraw(participation)

    assert operations.hand_in_overdue(later(11)) == 1

    attempt.refresh_from_db()
    assert attempt.passed
    assert not Participation.objects.get(pk=participation).is_completed
    assert len(told("passed")) == 1
