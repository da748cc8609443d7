"""How many people stand where in an activity: numbers alone, no names."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from .enums import OPEN_STATUSES, Purpose, Status
from .models import LearningActivity, Participation


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """Who registered, who began and who completed; of the open ones, who stays behind.

    Who renews by what it takes to renew is counted apart: another tree holds for them.
    """

    registered: int
    started: int
    renewing: int
    completed: int
    on_an_earlier_version: int

    @property
    def under_way(self) -> int:
        return self.registered + self.started


def standings_of(activity: LearningActivity) -> Standings:
    """The numbers of today, in one query."""
    is_open = Q(status__in=OPEN_STATUSES)
    renews = Q(tree__isnull=False, tree__purpose=Purpose.RENEWAL)
    return Standings(
        **Participation.objects.filter(activity=activity).aggregate(
            registered=Count("pk", filter=Q(status=Status.REGISTERED) & ~renews),
            started=Count("pk", filter=Q(status=Status.STARTED) & ~renews),
            renewing=Count("pk", filter=is_open & renews),
            completed=Count("pk", filter=Q(status=Status.COMPLETED)),
            on_an_earlier_version=Count(
                "pk", filter=is_open & Q(tree__is_current=False)
            ),
        )
    )
