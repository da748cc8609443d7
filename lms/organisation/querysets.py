"""How the rest asks about entities, roles and mandates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from lms.common import clock

from .enums import LineOutcome, RoleSlug, RunState

if TYPE_CHECKING:
    from lms.accounts.models import User

    from .models import Entity, ImportLine, Mandate  # noqa: F401


def valid_on(day: date) -> Q:
    """Rows whose validity holds on ``day``; an absent end means: still valid."""
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))


class EntityQuerySet(models.QuerySet["Entity"]):
    """The tree of entities, as of any day."""

    def valid_on(self, day: date) -> Self:
        return self.filter(valid_on(day))

    def scope_of(self, roots: Iterable[int], day: date | None = None) -> set[int]:
        """Ids of these entities, what lies under them, and what they succeeded.

        As the tree is today, whatever it was when a record was made: an entity that was
        moved brings its records to where it lies now. One that ended and has a successor
        lies under that and no longer under its parent; one whose end is still to come
        lies where it lay (decision 28). One query, whatever the depth: the tree is small.
        """
        day = day or clock.today()
        below: dict[int, list[int]] = defaultdict(list)
        for pk, parent_id, successor_id, valid_to in self.model.objects.values_list(
            "pk", "parent_id", "successor_id", "valid_to"
        ):
            over = valid_to is not None and valid_to < day
            above = successor_id if over and successor_id else parent_id
            if above is not None:
                below[above].append(pk)
        found: set[int] = set()
        frontier = list(roots)
        while frontier:
            pk = frontier.pop()
            if pk not in found:
                found.add(pk)
                frontier.extend(below[pk])
        return found

    def above(self, start: int) -> set[int]:
        """Ids of all that this entity leads to: parents and successors at any depth."""
        edges = {
            pk: (parent_id, successor_id)
            for pk, parent_id, successor_id in self.model.objects.values_list(
                "pk", "parent_id", "successor_id"
            )
        }
        found: set[int] = set()
        frontier = [start]
        while frontier:
            for pk in edges.get(frontier.pop(), ()):
                if pk is not None and pk not in found:
                    found.add(pk)
                    frontier.append(pk)
        return found


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Who holds which capacity, where and when."""

    def current(self, day: date | None = None) -> Self:
        return self.filter(valid_on(day or clock.today()))

    def of(self, person: User) -> Self:
        return self.filter(person_id=person.pk)

    def held_as_hr(self) -> Self:
        return self.filter(role__slug=RoleSlug.HR)

    def held_as_manager(self) -> Self:
        return self.filter(role__slug=RoleSlug.MANAGER)

    def with_names(self) -> Self:
        """Load what a line about a mandate shows, in the same query."""
        return self.select_related("entity", "role")

    def of_today(self) -> Self:
        """In which somebody can act today: what entity has ended has no capacities."""
        today = clock.today()
        standing = Q(entity__valid_to=None) | Q(entity__valid_to__gte=today)
        return self.current(today).filter(standing)


class FileRunQuerySet(models.QuerySet[Any]):
    """Imports of files by how far they are."""

    def at_work(self) -> Self:
        return self.filter(state__in=(RunState.RECEIVED, RunState.ORDERED))

    def standing_still(self, since: datetime) -> Self:
        """At which a task should be at work, and none has been since then."""
        return self.at_work().filter(touched_at__lt=since)


class ImportLineQuerySet(models.QuerySet["ImportLine"]):
    """The lines of a report."""

    def refused(self) -> Self:
        return self.filter(outcome=LineOutcome.REFUSED)
