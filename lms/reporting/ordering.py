"""In which order a list stands: one stretch of records after the other.

Few columns can be walked by an index as they stand: what is absent comes last, and what
is called expired is recorded as completed. Each of these is a stretch of its own, sorted
by what an index holds, so that a page of hundreds of thousands of records reads only
what it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import F, OrderBy, Q, QuerySet

from lms.learning.enums import Form

from .conditions import EARNED
from .enums import RecordStatus
from .filters import stands_at
from .records import Records

# The column of a record behind each name in addresses; by the names of people otherwise.
SORTED_BY = {
    "entiteit": "entity_name",
    "rol": "role_name",
    "opleiding": "activity_title",
    "vorm": "form",
    "status": "record_status",
    "startdatum": "started_on",
    "voltooid": "completed_on",
    "uiterste-datum": "due_on",
    "certificaat": "certificate_number",
}
_NAMES = ("last_name", "first_name")
_REST = (*_NAMES, "activity_title", "participation_id")
_DATES = ("started_on", "completed_on", "due_on")


def in_order(records: Records, sort: str) -> list[Records]:
    """Sorted by a column (``-`` first: the other way round); by name when unknown.

    Stretches that follow each other: a record is in one of them. What is absent comes
    last either way, on every database.
    """
    down = sort.startswith("-")
    column = SORTED_BY.get(sort.removeprefix("-"), "")
    if column in _DATES:
        there = Q(**{f"{column}__isnull": False})
        return _there_first(records, there, ~there, column, down=down)
    match column:
        case "certificate_number":
            numbered = Q(certificate_number__isnull=False)
            return _there_first(
                records, EARNED & numbered, ~numbered, column, down=down
            )
        case "record_status":
            return _one_by_one(records, RecordStatus.values, stands_at, down=down)
        case "form":
            return _one_by_one(records, Form.values, _of_form, down=down)
    return [_sorted(records, *((column,) if column else _NAMES), down=down)]


def page_of(
    stretches: Sequence[QuerySet[Any]],
    first: int,
    count: int,
    size: Callable[[int], int],
) -> list[int]:
    """The keys of ``count`` rows from ``first`` on, in order.

    ``size`` answers how many a stretch (by its number) has; on the first page it is not
    asked.
    """
    keys: list[int] = []
    for number, stretch in enumerate(stretches):
        if first and number + 1 < len(stretches) and first >= size(number):
            first -= size(number)
            continue
        missing = count - len(keys)
        keys += stretch.values_list("pk", flat=True)[first : first + missing]
        if len(keys) == count:
            break
        first = 0
    return keys


def _there_first(
    records: Records, there: Q, absent: Q, column: str, *, down: bool
) -> list[Records]:
    return [
        _sorted(records.filter(there), column, down=down),
        _sorted(records.filter(absent)),
    ]


def _one_by_one(
    records: Records, values: Sequence[str], having: Callable[[str], Q], *, down: bool
) -> list[Records]:
    return [
        _sorted(records.filter(having(value))) for value in sorted(values, reverse=down)
    ]


def _of_form(form: str) -> Q:
    return Q(form=form)


def _sorted(records: Records, *columns: str, down: bool = False) -> Records:
    """By these, and then by name, title and participation: a total order."""
    wanted = [OrderBy(F(name), descending=down) for name in columns]
    return records.order_by(*wanted, *(name for name in _REST if name not in columns))
