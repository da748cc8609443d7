"""How the rest asks about questions to trainers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from courses.models import TrainerQuestion  # noqa: F401
    from lms.accounts.models import User


class TrainerQuestionQuerySet(models.QuerySet["TrainerQuestion"]):
    """Questions to trainers."""

    def of(self, person: User) -> Self:
        return self.filter(participation__learner_id=person.pk)

    def open(self) -> Self:
        return self.filter(answered_at=None)

    def answered(self) -> Self:
        return self.filter(answered_at__isnull=False)

    def at_lessons(self, keys: models.QuerySet[Any]) -> Self:
        """Those asked at lessons with one of these keys."""
        return self.filter(participation__activity__key__in=keys)

    def with_names(self) -> Self:
        """Load what a line of a list names, in the same query."""
        return self.select_related(
            "participation__activity", "participation__learner", "answered_by"
        )
