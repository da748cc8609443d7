"""What a learner follows that contains what they do, read once in an operation."""

from __future__ import annotations

from django.db.models import BigIntegerField, UUIDField

from lms.common.compiled import Compiled
from lms.learning.models import Participation

from .requirements import Demand, demand_on

_containing: Compiled[Participation] = Compiled(
    lambda learner, key: (
        Participation.objects.filter(learner=learner)
        .standing()
        .requiring(key)
        .select_related("activity")
        .order_by("pk")
    ),
    learner=BigIntegerField(),
    key=UUIDField(),
)


class Containers:
    """The standing participations of one learner around those that an operation is about.

    Each is one object throughout, so that what the operation changes in it is never read
    again. The caller holds the learner.
    """

    def __init__(self) -> None:
        self._read: dict[int, Participation] = {}
        self._of: dict[int, list[Participation]] = {}
        self._demands: dict[int, Demand | None] = {}

    def of(self, participation: Participation) -> list[Participation]:
        """All that contain the activity, directly or not, the first registered first."""
        if participation.pk not in self._of:
            self._of[participation.pk] = self._look_up(participation)
        return self._of[participation.pk]

    def open_around(self, participation: Participation) -> list[Participation]:
        """The open ones whose tree names the activity itself."""
        key = participation.activity.key
        demands = (
            (each, self.demand_on(each))
            for each in self.of(participation)
            if each.is_open
        )
        return [each for each, demand in demands if demand and key in demand.minutes]

    def demand_on(self, participation: Participation) -> Demand | None:
        """What completes a participation; see ``requirements.demand_on``."""
        if participation.pk not in self._demands:
            self._demands[participation.pk] = demand_on(participation)
        return self._demands[participation.pk]

    def _look_up(self, participation: Participation) -> list[Participation]:
        # What contains a container by its current tree contains what is in that too. So
        # the only one that was found is contained in nothing; one that stays on an
        # earlier tree may hold what that of today does not.
        if self._read.keys() == {participation.pk} and participation.tree_id is None:
            return []
        rows = _containing(
            learner=participation.learner_id, key=participation.activity.key
        )
        for row in rows:
            row.learner = participation.learner
        return [self._read.setdefault(row.pk, row) for row in rows]
