"""How the rest asks about requests, periods and processings."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Max

if TYPE_CHECKING:
    from lms.accounts.models import User

    from .models import (  # noqa: F401
        ErasureRequest,
        ProcessingVersion,
        RetentionRule,
    )


class ErasureRequestQuerySet(models.QuerySet["ErasureRequest"]):
    """Requests for erasure."""

    def of(self, person: User) -> Self:
        return self.filter(person_id=person.pk)

    def waiting(self) -> Self:
        return self.filter(decision="")

    def with_people(self) -> Self:
        """Load who asked and who decided, in the same query."""
        return self.select_related("person", "decided_by")


class RetentionRuleQuerySet(models.QuerySet["RetentionRule"]):
    """Periods, each from the moment on which it was set."""

    def in_force(self, moment: datetime | None = None) -> Self:
        """The last one of each kind, now or at a moment."""
        known = self.filter(set_at__lte=moment) if moment else self
        last = known.order_by().values("kind").annotate(last=Max("pk")).values("last")
        return self.filter(pk__in=last)


class ProcessingVersionQuerySet(models.QuerySet["ProcessingVersion"]):
    """Texts of processings."""

    def current(self) -> Self:
        """The last one of each processing that goes on, in order."""
        last = self.order_by().values("processing").annotate(last=Max("pk"))
        return (
            self.filter(pk__in=last.values("last"), processing__ended_on=None)
            .select_related("processing")
            .order_by("processing__position", "processing__pk")
        )
