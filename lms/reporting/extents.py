"""How many people and rows a list shows, remembered; few are then found by their keys.

To count hundreds of thousands of rows takes a tenth of a second, and a reader who sorts
and turns pages asks the same again and again. What was counted holds for as long as
nothing new is recorded, and that is one question to the database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from django.core.cache import caches
from django.db.models import Count, Max, Sum

from certification.models import CertificateEvent
from lms.common import clock
from lms.learning.models import Transition
from lms.organisation.visibility import Scope

from .filters import RecordFilter
from .records import Records

# So many rows at most are found by their keys, and what follows looks at these alone.
FEW = 2_500
# Two who record at the same moment can commit in the other order; and where an entity
# stands in the tree, or what an erasure empties, is no record. Then it is old so long.
KEPT_FOR = 60  # seconds


Number = TypeVar("Number")


class Extent(NamedTuple):
    """Of records: how many people they are about, and how many they are."""

    people: int
    rows: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose records were asked, as of which day, how narrowed, and what was newest then."""

    scope: Scope
    peildatum: date
    filters: RecordFilter
    newest: tuple[int | None, int | None]

    @classmethod
    def now(cls, scope: Scope, peildatum: date, filters: RecordFilter) -> Asked:
        """Asked of all that is recorded at this moment; two queries, once for a page."""
        newest = (
            Transition.objects.aggregate(newest=Max("pk"))["newest"],
            CertificateEvent.objects.aggregate(newest=Max("pk"))["newest"],
        )
        return cls(scope, peildatum, filters, newest)

    @property
    def key(self) -> str:
        """Names what was counted."""
        told = repr(
            (
                sorted(self.scope.entities),
                self.peildatum,
                sorted(self.filters.parameters().items()),
                self.newest,
                clock.today(),  # what is late depends on it
            )
        )
        return f"reporting:{hashlib.sha256(told.encode()).hexdigest()}"


def extent(records: Records) -> Extent:
    """Counted in one pass of an index."""
    of_each = records.order_by().values("learner").annotate(rows=Count("*"))
    found = of_each.aggregate(people=Count("*"), total=Sum("rows"))
    return Extent(found["people"], found["total"] or 0)


def remembered(asked: Asked, what: str, count: Callable[[], Number]) -> Number:
    """What was counted of the records that were asked, once while nothing changes.

    ``what`` names the count. Whom a manager sees changes with the team of today, so that
    is counted each time.
    """
    if asked.scope.team_only:
        return count()
    cache, key = caches["local"], f"{asked.key}:{what}"
    kept: Number | None = cache.get(key)
    if kept is None:
        kept = count()
        cache.set(key, kept, KEPT_FOR)
    return kept


def remembered_extent(records: Records, asked: Asked) -> Extent:
    """The extent of the records that were asked."""
    return remembered(asked, "extent", lambda: extent(records))


def measured(records: Records, asked: Asked) -> tuple[Records, Extent]:
    """The same records, and how many. Few are named by their keys, and so found fast.

    Counted first: asked for the first so many, PostgreSQL goes through all rows when it
    takes a name for common that nobody has.
    """
    told = remembered_extent(records, asked)
    if told.rows > FEW:
        return records, told
    found = list(records.order_by().values_list("pk", "learner"))
    keys, people = [pk for pk, _person in found], {person for _pk, person in found}
    return records.filter(pk__in=keys), Extent(len(people), len(keys))
