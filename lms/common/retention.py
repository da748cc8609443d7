"""How long things are kept: apps announce each kind from ``apps.py``, and nothing goes by itself.

A kind says what would go and how; for how long it is kept is data, set by whoever
answers for it with the selection list on which it leans (domain.md, section 2). No
period is written in code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from lms.common import clock

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

Due = Callable[[datetime], "QuerySet[Any]"]
Remove = Callable[[datetime], Iterator[int]]

# So many at a time, so that nobody who writes waits for long.
BATCH: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of thing that is kept.

    ``due(before)`` finds what is older than a moment, by the field ``moment``.
    ``remove(before)`` takes it away a batch at a time and says how many went; none where
    somebody has to decide about each.
    """

    name: str
    label: Words
    counts_from: Words
    outcome: Words
    moment: str
    due: Due
    remove: Remove | None = None


_kinds: dict[str, Kind] = {}


def keeps(kind: Kind) -> None:
    """Announce a kind; once more replaces it."""
    _kinds[kind.name] = kind


def kinds() -> dict[str, Kind]:
    """The announced kinds by name."""
    return dict(_kinds)


def deleting(due: Due) -> Remove:
    """A ``remove`` that deletes the rows that ``due`` finds."""

    def remove(before: datetime) -> Iterator[int]:
        found = due(before)
        while pks := list(found.order_by("pk").values_list("pk", flat=True)[:BATCH]):
            found.model._base_manager.filter(pk__in=pks).delete()  # noqa: SLF001
            yield len(pks)
            found = due(before)

    return remove


def moment_before(months: int, day: date) -> datetime:
    """What is older than so many months on a day is older than this moment.

    A month that has no such day ends with its last one.
    """
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    for number in range(day.day, 27, -1):
        try:
            return clock.start_of(date(year, month + 1, number))
        except ValueError:
            continue
    return clock.start_of(date(year, month + 1, min(day.day, 27)))
