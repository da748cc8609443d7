"""How many people stand where in an activity: numbers alone, no names."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from .enums import OPEN_STATUSES, Status
from .models import LearningActivity, Participation


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """Who registered, who began and who completed; of the open ones, who stays behind."""

    registered: int
    started: int
    completed: int
    on_an_earlier_version: int

    @property
    def under_way(self) -> int:
        return self.registered + self.started


def standings_of(activity: LearningActivity) -> Standings:
    """The numbers of today, in one query."""
    earlier = Q(status__in=OPEN_STATUSES, tree__is_current=False)
    return Standings(
        **Participation.objects.filter(activity=activity).aggregate(
            registered=Count("pk", filter=Q(status=Status.REGISTERED)),
            started=Count("pk", filter=Q(status=Status.STARTED)),
            completed=Count("pk", filter=Q(status=Status.COMPLETED)),
            on_an_earlier_version=Count("pk", filter=earlier),
        )
    )
