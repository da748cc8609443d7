"""How an answer reads as xAPI. The only file here that knows verbs."""

from uuid import UUID

from django.conf import settings

from lms.common import ids
from lms.learning.enums import ActivityKind
from lms.learning.models import LearningActivity, Participation
from lms.learning.statements import actor, as_object
from lms.xapi import vocabulary
from lms.xapi.statements import Activity, Result, Statement, id_of_event

from .models import Answer, Attempt
from .questions import Question

NAME_LENGTH = 500


def statement_id(answer: Answer) -> UUID:
    """The same for the same answer, so that recording it again changes nothing."""
    return id_of_event(
        answer.participation.registration,
        vocabulary.ANSWERED,
        answer.question,
        answer.form_key,
    )


def answered(
    answer: Answer, question: Question, course: LearningActivity | None
) -> Statement:
    """What somebody answered to a question of a lesson: no text that they wrote themselves."""
    participation = answer.participation
    lesson = participation.activity
    return Statement(
        id=statement_id(answer),
        actor=actor(participation.learner),
        verb=vocabulary.ANSWERED,
        activity=Activity(
            iri=ids.iri("activities", lesson.key, "questions", question.id),
            type=vocabulary.CMI_INTERACTION,
            name=question.prompt[:NAME_LENGTH],
            interaction=question.interaction(),
        ),
        timestamp=answer.answered_at,
        registration=participation.registration,
        result=Result(
            success=answer.correct,
            response=question.pattern(answer.response) or None,
        ),
        parents=(as_object(lesson),),
        groupings=(as_object(course),) if course else (),
        language=settings.LANGUAGE_CODE,
    )


def judged(
    attempt: Attempt, participation: Participation, course: LearningActivity | None
) -> Statement:
    """That an attempt passed or failed, with its score, under the participation.

    The object is the test; of a quiz in a lesson, a part of that lesson.
    """
    verb = vocabulary.PASSED if attempt.passed else vocabulary.FAILED
    activity = participation.activity
    around = (as_object(course),) if course else ()
    is_test = activity.kind == ActivityKind.TEST
    return Statement(
        id=id_of_event(participation.registration, verb, attempt.quiz, attempt.number),
        actor=actor(participation.learner),
        verb=verb,
        activity=as_object(activity)
        if is_test
        else Activity(
            iri=ids.iri("activities", activity.key, "quizzes", attempt.quiz),
            type=vocabulary.ASSESSMENT,
            name=attempt.by_rules.title[:NAME_LENGTH],
        ),
        timestamp=attempt.closed_at or attempt.opened_at,
        registration=participation.registration,
        result=Result(success=bool(attempt.passed), score=_scaled(attempt)),
        parents=around if is_test else (as_object(activity),),
        groupings=() if is_test else around,
        language=settings.LANGUAGE_CODE,
    )


def _scaled(attempt: Attempt) -> float:
    return round(attempt.score or 0.0, 4)
