"""Answering a question of a lesson."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import BigIntegerField, CharField, UUIDField
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses import statements
from courses.asking import refusal
from courses.exceptions import NotAnAnswer, UnknownQuestion
from courses.models import (
    Answer,
    Attempt,
    LessonPage,
    TestPage,
)
from courses.questions import (
    Incomplete,
    NotOfThisQuestion,
    Question,
    Response,
    ResponseError,
    Sent,
)
from lms.common import clock
from lms.common.compiled import Compiled
from lms.learning.models import LearningActivity, Participation
from lms.learning.operations import advance
from lms.learning.operations.ledger import lock

from .conditions import own_progress
from .places import place_at


@transaction.atomic
def answer(
    participation_id: int,
    lesson: LessonPage,
    *,
    question: UUID,
    sent: Sent,
    form_key: UUID,
    at: datetime | None = None,
) -> Answer:
    """Store an answer, its statement and the progress that it brings, all or nothing.

    The same form with the same answer, sent again, is the same answer; with another one
    (after going back) it is a new answer. Raises ``NotAnAnswer`` and
    ``UnknownQuestion``; ``NotOpen`` for who left.
    """
    asked = lesson.questions.get(question)
    if asked is None:
        raise UnknownQuestion(_has_changed())
    response = read(asked, sent)
    participation = lock(participation_id)
    # One for all of it: what is so already is not written again.
    moment = at or clock.now()
    stored, created = store(
        participation,
        asked,
        response,
        form_key=form_key,
        version=lesson.version_of(question),
        at=moment,
    )
    if created:
        advance(
            participation,
            own_progress(participation_id, lesson),
            at=moment,
            also=(statements.answered(stored, asked, course_of(lesson)),),
        )
    place_at(participation, question, at=moment)
    return stored


def read(asked: Question, sent: Sent, *, half: bool = False) -> Response:
    """The response in what a form sent; with ``half`` also as far as it goes.

    Raises ``NotAnAnswer`` with a sentence for who sent it, and ``UnknownQuestion`` when
    it answers the question as it was before.
    """
    try:
        return asked.read(sent)
    except NotOfThisQuestion:
        raise UnknownQuestion(_has_changed()) from None
    except ResponseError as error:
        if half and isinstance(error, Incomplete) and error.given:
            return error.given
        raise NotAnAnswer(refusal(asked, error), parts=error.parts) from None


_in_lesson: Compiled[tuple[UUID, int]] = Compiled(
    lambda participation, question: (
        Answer.objects.in_lesson(participation)
        .outside_attempts()
        .filter(question=question)
        .order_by("pk")
        .values_list("form_key", "pk")
    ),
    participation=BigIntegerField(),
    question=UUIDField(),
)
_in_attempt: Compiled[tuple[UUID, int]] = Compiled(
    lambda attempt, question: (
        Answer.objects.in_attempt(attempt)
        .filter(question=question)
        .order_by("pk")
        .values_list("form_key", "pk")
    ),
    attempt=BigIntegerField(),
    question=UUIDField(),
)


def store(
    participation: Participation,
    asked: Question,
    response: Response,
    *,
    form_key: UUID,
    attempt: Attempt | None = None,
    version: int | None = None,
    at: datetime | None = None,
) -> tuple[Answer, bool]:
    """Store a response with how good it is; the answer, and whether it is a new one.

    The caller holds the learner. Who changes an answer back, in the same form, gives a
    new one: the newest counts.
    """
    earlier = dict(
        _in_lesson(participation=participation.pk, question=asked.id)
        if attempt is None
        else _in_attempt(attempt=attempt.pk, question=asked.id)
    )
    newest = next(reversed(earlier), None)
    key = uuid5(form_key, json.dumps(response))
    if attempt is not None:
        key = uuid5(key, str(attempt.pk))
    while key in earlier and key != newest:
        key = uuid5(key, "again")
    if key == newest:
        return Answer.objects.get(pk=earlier[key]), False
    verdict = asked.judge(response)
    stored = Answer.objects.create(
        participation=participation,
        attempt=attempt,
        question=asked.id,
        version_id=version,
        form_key=key,
        response=response,
        correct=verdict.right,
        score=verdict.score,
        lesson_version=participation.activity.version,
        answered_at=at or clock.now(),
    )
    return stored, True


_activity_at: Compiled[LearningActivity] = Compiled(
    lambda path: LearningActivity.objects.filter(
        key__in=Page.objects.filter(path=path).values("translation_key")
    ).order_by(),
    path=CharField(),
)


def course_of(lesson: LessonPage | TestPage) -> LearningActivity | None:
    """The course that a lesson or a test is part of."""
    return _activity_at.first(path=lesson.course_path)


def _has_changed() -> str:
    return _("This question has changed in the meantime. Answer it as it is now.")
