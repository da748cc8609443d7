"""That somebody answered a question."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from courses.models import Answer
from courses.questions import Question
from lms.common import ids
from lms.learning.models import LearningActivity
from lms.learning.statements import actor, as_object
from lms.xapi import vocabulary
from lms.xapi.statements import Activity, Result, Statement, id_of_event

from .naming import NAME_LENGTH


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
