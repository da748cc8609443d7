"""How the rest asks about entities, roles and mandates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from lms.common import clock

from .enums import RoleSlug

if TYPE_CHECKING:
    from lms.accounts.models import User

    from .models import Entity, Mandate  # noqa: F401


def valid_on(day: date) -> Q:
    """Rows whose validity holds on ``day``; an absent end means: still valid."""
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))


class EntityQuerySet(models.QuerySet["Entity"]):
    """The tree of entities, as of any day."""

    def scope_of(self, roots: Iterable[int]) -> set[int]:
        """Ids of these entities, what lies under them, and what they succeeded.

        A record made under an entity that has since merged belongs to the scope of
        its successor. One query, whatever the depth: the whole tree is small.
        """
        below: dict[int, list[int]] = defaultdict(list)
        for pk, parent_id, successor_id in self.model.objects.values_list(
            "pk", "parent_id", "successor_id"
        ):
            for above in (parent_id, successor_id):
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
