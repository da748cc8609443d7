"""That somebody passed or failed a test or a quiz."""

from django.conf import settings

from courses.models import Attempt
from lms.common import ids
from lms.learning.enums import ActivityKind
from lms.learning.models import LearningActivity, Participation
from lms.learning.statements import actor, as_object
from lms.xapi import vocabulary
from lms.xapi.statements import Activity, Result, Statement, id_of_event

from .naming import NAME_LENGTH


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
