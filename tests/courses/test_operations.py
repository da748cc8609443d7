"""Answers, notes and completion: what is stored, recorded and rolled up."""

import json
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from courses import operations, statements
from courses.exceptions import NotAnAnswer, NotReady, TooLong, UnknownQuestion
from courses.models import Answer
from lms.learning import operations as learning
from lms.learning.enums import Status
from lms.learning.exceptions import NotOpen
from lms.learning.models import Completion, LearningActivity, Participation
from lms.xapi.models import StoredStatement
from lms.xapi.statements import check, parse
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    a_course,
    a_question,
    a_reflection,
    a_text,
    an_id,
    lessons_of,
)
from tests.xapi.profile.matching import faults_of, templates_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return a_course(
        [
            a_text(),
            a_question("een"),
            a_question("twee", right=("a", "c"), multiple=True),
            a_reflection(),
        ],
        slug="gunnen",
    )


def activity_of(page):
    return LearningActivity.objects.get(key=page.translation_key)


def opened(learner, course, number=0):
    """A lesson and the learner's participation in it."""
    lesson = lessons_of(course)[number]
    whole = learning.register(learner, activity_of(course))
    return lesson, operations.open_lesson(whole.pk, activity_of(lesson))


def give(participation, lesson, *letters, name="een", key=None):
    return operations.answer(
        participation.pk,
        lesson,
        question=an_id(name),
        sent={"answer": [str(an_id(name, letter)) for letter in letters]},
        form_key=key or uuid4(),
    )


def answered():
    return StoredStatement.objects.filter(verb__endswith="/answered").order_by("seq")


def test_several_right_answers_must_all_be_chosen(learner, course):
    lesson, participation = opened(learner, course)

    assert not give(participation, lesson, "a", name="twee").correct
    assert not give(participation, lesson, "a", "b", "c", name="twee").correct
    assert give(participation, lesson, "c", "a", name="twee").correct


def test_progress_is_the_share_answered_and_never_goes_down(learner, course):
    lesson, participation = opened(learner, course)

    give(participation, lesson, "b")
    participation.refresh_from_db()
    assert participation.own_progress == 45

    give(participation, lesson, "a")  # the same question again
    participation.refresh_from_db()
    assert participation.own_progress == 45

    give(participation, lesson, "a", name="twee")
    participation.refresh_from_db()
    assert participation.own_progress == 90


def test_a_question_added_later_takes_no_progress_away(learner, course):
    lesson, participation = opened(learner, course)
    give(participation, lesson, "a")
    give(participation, lesson, "a", name="twee")
    lesson.body.append(
        ("question", lesson.body.stream_block.to_python([a_question("drie")])[0].value)
    )
    lesson.save_revision().publish()
    lesson = type(lesson).objects.get(pk=lesson.pk)

    give(participation, lesson, "b")

    participation.refresh_from_db()
    assert len(lesson.questions) == 3
    assert participation.own_progress == 90


def test_the_statement_of_an_answer_is_valid_and_says_which_was_chosen(learner, course):
    lesson, participation = opened(learner, course)

    answer = give(participation, lesson, "c", "a", name="twee")

    stored = answered().get()
    statement = parse(stored.payload.encode())
    check(statement)
    assert faults_of(statement) == []
    assert statement["id"] == str(statements.statement_id(answer))
    assert statement["actor"]["account"]["name"] == str(learner.public_id)
    definition = statement["object"]["definition"]
    a, c = (str(an_id("twee", letter)) for letter in "ac")
    assert definition["interactionType"] == "choice"
    assert definition["correctResponsesPattern"] == [f"{a}[,]{c}"]
    assert definition["choices"][0]["id"] == a
    assert statement["result"] == {"success": True, "response": f"{a}[,]{c}"}
    assert statement["context"]["registration"] == str(participation.registration)
    context = statement["context"]["contextActivities"]
    assert context["parent"][0]["id"] == activity_of(lesson).iri
    assert context["grouping"][0]["id"] == activity_of(course).iri


def test_every_kind_of_question_is_told_as_the_profile_says(learner):
    kinds = [("een", False), ("meer", True)]
    course = a_course([a_question(name, multiple=many) for name, many in kinds])
    lesson, participation = opened(learner, course)

    for name, _ in kinds:
        give(participation, lesson, "b", name=name)

    told = [json.loads(one.payload) for one in answered()]
    assert [faults_of(one) for one in told] == [[], []]
    assert {templates_of(one)[0] for one in told} == {"answered"}


def test_sending_an_answer_again_tells_nothing_more(learner, course):
    lesson, participation = opened(learner, course)
    key = uuid4()
    give(participation, lesson, "b", key=key)
    before = StoredStatement.objects.count()

    give(participation, lesson, "b", key=key)
    operations.open_lesson(
        learning.register(learner, activity_of(course)).pk, activity_of(lesson)
    )

    assert StoredStatement.objects.count() == before


def test_an_answer_and_its_statement_are_stored_both_or_neither(
    learner, course, monkeypatch
):
    lesson, participation = opened(learner, course)

    def broken(*_args):
        raise RuntimeError

    monkeypatch.setattr("courses.statements.answered", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        give(participation, lesson, "a")

    assert not Answer.objects.exists()
    assert not answered().exists()


def test_an_answer_is_a_fact(learner, course):
    lesson, participation = opened(learner, course)
    answer = give(participation, lesson, "b")

    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(correct=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        answer.delete()


def test_what_is_not_an_answer_is_refused(learner, course):
    lesson, participation = opened(learner, course)

    with pytest.raises(NotAnAnswer):
        give(participation, lesson)
    with pytest.raises(UnknownQuestion):
        give(participation, lesson, "a", "b")  # one may be chosen
    with pytest.raises(UnknownQuestion):
        give(participation, lesson, "a", name="elders")


def test_a_lesson_waits_for_its_questions(learner, course):
    lesson, participation = opened(learner, course)
    give(participation, lesson, "b")

    with pytest.raises(NotReady):
        operations.complete_lesson(participation.pk, lesson)
    give(participation, lesson, "b", name="twee")
    done = operations.complete_lesson(participation.pk, lesson)

    assert done.is_completed
    whole = Participation.objects.get(activity=activity_of(course))
    assert whole.status == Status.COMPLETED


def test_answering_after_completion_is_kept_and_changes_nothing_else(learner, course):
    lesson, participation = opened(learner, course)
    give(participation, lesson, "b")
    give(participation, lesson, "b", name="twee")
    operations.complete_lesson(participation.pk, lesson)

    give(participation, lesson, "a")

    assert answered().count() == 3
    assert Completion.objects.count() == 2


def test_nobody_opens_a_lesson_of_a_course_that_they_left(learner, course):
    whole = learning.register(learner, activity_of(course))
    learning.withdraw(whole.pk)

    with pytest.raises(NotOpen):
        operations.open_lesson(whole.pk, activity_of(lessons_of(course)[0]))


def test_a_note_is_of_its_block_and_not_endless(learner, course):
    lesson, participation = opened(learner, course)

    with pytest.raises(UnknownQuestion):
        operations.save_note(participation.pk, lesson, block=uuid4(), text="x")
    with pytest.raises(TooLong):
        operations.save_note(
            participation.pk, lesson, block=an_id("eigen-dienst"), text="x" * 5001
        )


def at_once(times, work):
    """Do the same so many times at once, each on a connection of its own."""

    def alone(number):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(alone, range(times)))


@pytest.mark.rules
@pytest.mark.django_db(transaction=True)
def test_tabs_that_complete_the_same_last_lesson_complete_the_course_once():
    course = a_course([a_text()])
    lesson, participation = opened(UserFactory(), course)

    at_once(6, lambda _: operations.complete_lesson(participation.pk, lesson).pk)

    completed = StoredStatement.objects.filter(verb__endswith="/completed")
    assert Completion.objects.count() == 2  # the lesson and the course
    assert completed.count() == 2


@pytest.mark.rules
@pytest.mark.django_db(transaction=True)
def test_an_impatient_double_click_is_one_answer():
    course = a_course([a_question("een")])
    lesson, participation = opened(UserFactory(), course)
    key = uuid4()

    pks = at_once(6, lambda _: give(participation, lesson, "b", key=key).pk)

    assert len(set(pks)) == 1
    assert answered().count() == 1


@pytest.mark.rules
@pytest.mark.django_db(transaction=True)
def test_opening_a_lesson_in_many_tabs_begins_it_once():
    course = a_course([a_text()])
    learner = UserFactory()
    whole = learning.register(learner, activity_of(course))
    activity = activity_of(lessons_of(course)[0])

    pks = at_once(6, lambda _: operations.open_lesson(whole.pk, activity).pk)

    assert len(set(pks)) == 1
    begun = StoredStatement.objects.filter(verb__endswith="/initialized")
    assert begun.count() == 2
