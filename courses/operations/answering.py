"""Answering a question of a lesson."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from courses import statements
from courses.exceptions import NothingChosen, UnknownQuestion
from courses.models import Answer, CoursePage, LessonPage
from lms.common import clock
from lms.learning.models import LearningActivity
from lms.learning.operations import report_progress
from lms.learning.operations.ledger import lock

from .conditions import own_progress
from .places import keep_place


@transaction.atomic
def answer(
    participation_id: int,
    lesson: LessonPage,
    *,
    question: UUID,
    chosen: Collection[str],
    form_key: UUID,
    at: datetime | None = None,
) -> Answer:
    """Store an answer, its statement and the progress that it brings, all or nothing.

    The same form with the same choice, sent again, is the same answer; with another
    choice (after going back) it is a new attempt. Raises ``NothingChosen`` and
    ``UnknownQuestion``; ``NotOpen`` for who left.
    """
    asked = lesson.questions.get(question)
    if asked is None or not asked.knows(chosen):
        raise UnknownQuestion(
            _("This question has changed in the meantime. Answer it as it is now.")
        )
    if not chosen:
        raise NothingChosen(_("Choose an answer first."))
    participation = lock(participation_id)
    response = [option.id for option in asked.options if option.id in chosen]
    stored, created = Answer.objects.get_or_create(
        participation=participation,
        question=question,
        form_key=uuid5(form_key, ",".join(response)),
        defaults={
            "response": response,
            "correct": asked.is_right(response),
            "lesson_version": participation.activity.version,
            "answered_at": at or clock.now(),
        },
    )
    if created:
        report_progress(
            participation_id,
            own_progress(participation_id, lesson),
            at=at,
            also=(statements.answered(stored, asked, _course_of(lesson)),),
        )
    keep_place(participation, question, at=at)
    return stored


def _course_of(lesson: LessonPage) -> LearningActivity | None:
    key = CoursePage.objects.filter(path=lesson.course_path).values("translation_key")
    return LearningActivity.objects.filter(key__in=key).first()
