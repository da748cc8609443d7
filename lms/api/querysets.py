"""How the rest asks about tokens and their use."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Sum
from django.db.models.functions import TruncDate

from lms.common import clock

if TYPE_CHECKING:
    from .models import ApiToken, KeptAnswer, TokenUse  # noqa: F401


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Who may ask the API."""

    def with_reach(self) -> Self:
        """Load the entities that each is bound to, and who made it."""
        return self.select_related("made_by").prefetch_related("entities")


class TokenUseQuerySet(models.QuerySet["TokenUse"]):
    """What tokens were used for."""

    def with_token(self) -> Self:
        """Load the token that a line names, in the same query."""
        return self.select_related("token")

    def per_day(self, since: date) -> list[dict[str, Any]]:
        """Times and rows per day in Brussels and resource, the last day first."""
        day = TruncDate("at", tzinfo=clock.BRUSSELS)
        found = (
            self.filter(at__gte=clock.start_of(since))
            .order_by()
            .annotate(day=day)
            .values("day", "resource")
            .annotate(times=Count("pk"), total=Sum("rows"))
        )
        return [dict(each) for each in found.order_by("-day", "resource")]


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    """Answers that are given again when the same request comes twice."""

    def made_before(self, moment: datetime) -> Self:
        return self.filter(made_at__lt=moment)
