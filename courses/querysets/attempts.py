"""How the rest asks about attempts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from courses.models import Attempt  # noqa: F401


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Attempts at quizzes."""

    def at(self, participation_id: int, quiz: UUID) -> Self:
        return self.filter(participation_id=participation_id, quiz=quiz)

    def of_participation(self, participation_id: int) -> Self:
        return self.filter(participation_id=participation_id)

    def unfinished(self) -> Self:
        """Those without a result: being answered, or waiting for a trainer."""
        return self.filter(closed_at=None)

    def handed_in_quizzes(self) -> set[UUID]:
        """The quizzes that were handed in at least once."""
        done = self.filter(handed_in_at__isnull=False).order_by()
        return set(done.values_list("quiz", flat=True).distinct())

    def being_answered(self) -> Self:
        return self.filter(handed_in_at=None)

    def to_review(self) -> Self:
        """Handed in, with open answers that a trainer has not judged yet."""
        return self.filter(closed_at=None, handed_in_at__isnull=False)

    def overdue(self, moment: datetime) -> Self:
        """Those whose time ended before a moment and that nobody handed in."""
        return self.filter(handed_in_at=None, deadline_at__lt=moment)
