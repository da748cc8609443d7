"""How the rest asks about what was handed in for assignments."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from lms.learning.enums import OPEN_STATUSES

if TYPE_CHECKING:
    from courses.models import Submission  # noqa: F401
    from lms.accounts.models import User


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Rounds of assignments."""

    def of(self, person: User) -> Self:
        return self.filter(participation__learner_id=person.pk)

    def drafts(self) -> Self:
        return self.filter(handed_in_at=None)

    def handed_in(self) -> Self:
        return self.filter(handed_in_at__isnull=False)

    def waiting(self) -> Self:
        """What a trainer has to judge; nothing of who left or completed it otherwise."""
        return self.handed_in().filter(
            review=None, participation__status__in=OPEN_STATUSES
        )

    def reviewed(self) -> Self:
        return self.filter(review__isnull=False)

    def within(self, since: datetime | None, until: datetime) -> Self:
        """Handed in before ``until``, and not before ``since``."""
        found = self.filter(handed_in_at__lt=until)
        return found.filter(handed_in_at__gte=since) if since else found

    def at_assignments(self, keys: models.QuerySet[Any]) -> Self:
        """Those for assignments with one of these keys."""
        return self.filter(participation__activity__key__in=keys)

    def newest(self, participations: Collection[int]) -> Self:
        """The last round of each of these participations that has one."""
        later = self.model.objects.filter(
            participation=models.OuterRef("participation"),
            number__gt=models.OuterRef("number"),
        )
        return self.filter(
            ~models.Exists(later), participation__in=participations
        ).select_related("review")

    def with_names(self) -> Self:
        """Load what a line of a list names, in the same query."""
        return self.select_related(
            "participation__activity", "participation__learner", "review__by"
        )
