"""Meeting the conditions that complete a lesson."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import BigIntegerField
from django.utils.translation import gettext as _

from courses.demands import Done, progress
from courses.enums import DERIVED, Condition
from courses.exceptions import CourseError
from courses.models import Answer, Attempt, Fulfilment, LessonPage
from lms.accounts.models import User
from lms.common import clock
from lms.common.compiled import Compiled
from lms.learning.models import Participation
from lms.learning.operations import advance
from lms.learning.operations.ledger import lock
from lms.xapi.statements import Statement


@transaction.atomic
def meet(
    participation_id: int,
    lesson: LessonPage,
    condition: Condition,
    *,
    part: UUID | None = None,
    by: User | None = None,
    at: datetime | None = None,
    also: tuple[Statement, ...] = (),
) -> Participation:
    """Record that somebody met a condition, and complete what is complete by it.

    ``part`` is the block that it is about, nothing for the whole lesson; ``by`` the
    trainer who says so, nobody when the learner did it. Of what follows from other
    records (opened, answered, activities) only the consequences are drawn. A condition
    that the lesson does not demand today is kept too: it may tomorrow. Meeting it
    again changes nothing. Raises ``NotOpen`` for who left.
    """
    participation = lock(participation_id)
    moment = at or clock.now()
    if condition not in DERIVED:
        Fulfilment.objects.get_or_create(
            participation=participation,
            condition=condition,
            part=part,
            defaults={"met_at": moment, "by": by},
        )
    return advance(
        participation,
        own_progress(participation_id, lesson),
        at=at,
        by=by,
        also=also,
    )


_answered: Compiled[tuple[UUID]] = Compiled(
    lambda participation: (
        Answer.objects.in_lesson(participation).outside_attempts().answered_questions()
    ),
    participation=BigIntegerField(),
)


def answered_in(participation_id: int, lesson: LessonPage) -> set[UUID]:
    """The questions of a lesson that were answered, and its quizzes that were handed in."""
    answered = {question for (question,) in _answered(participation=participation_id)}
    if lesson.quizzes:
        attempts = Attempt.objects.of_participation(participation_id)
        answered |= attempts.handed_in_quizzes()
    return answered


def own_progress(participation_id: int, lesson: LessonPage) -> int:
    """How far somebody is in the own part, 0 to 100, by what is recorded of them.

    Of one who takes part in the lesson: it is opened by what calls this.
    """
    demands = lesson.demands
    chosen = {demand.condition for demand in demands}
    fulfilments = Fulfilment.objects.in_lesson(participation_id)
    return progress(
        demands,
        Done(
            answered=(
                answered_in(participation_id, lesson)
                if Condition.ANSWERED in chosen
                else frozenset()
            ),
            fulfilled=fulfilments.met() if chosen - set(DERIVED) else frozenset(),
        ),
    )


@transaction.atomic
def confirm(participation_id: int, lesson: LessonPage, *, by: User) -> Participation:
    """Let a trainer say that somebody did what a lesson asks.

    Raises ``CourseError`` for who confirms their own work, ``NotOpen`` for who left.
    """
    if lock(participation_id).learner_id == by.pk:
        raise CourseError(_("Somebody else has to confirm your own work."))
    return meet(participation_id, lesson, Condition.CONFIRMED, by=by)
