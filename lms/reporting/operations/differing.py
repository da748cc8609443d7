"""What changed since the previous export of the same report.

Nothing of that export is kept for it. Records are append-only, so what it held is asked
anew: the same filters, its own as-of date, as it stood when it was made, within what the
viewer may see now (docs/decisions/0033).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common import clock
from lms.organisation.visibility import Scope
from lms.reporting.enums import Channel, ExportFormat
from lms.reporting.exceptions import Refused
from lms.reporting.filters import RecordFilter, from_parameters
from lms.reporting.formats.delimited import write_for_excel
from lms.reporting.models import ExportAudit
from lms.reporting.querysets import NO_RECORDS
from lms.reporting.records import completion_records, scope_of
from lms.reporting.rows import COLUMNS, Row, Written, written

from .exporting import Export, Tally, erased_people

# How one row differs, in the first column of the file.
ADDED, GONE, CHANGED = "nieuw", "weg", "gewijzigd"
KINDS: Final = (ADDED, GONE, CHANGED)
HEADING: Final = ("verschil", *COLUMNS, "was")

_JUST_AFTER = timedelta(microseconds=1)  # what was recorded at that very moment counts
_NAMES = frozenset({"naam", "voornaam"})


class Change(NamedTuple):
    """One row that differs; ``was`` has the cells that changed, as they were."""

    kind: str
    row: Row
    was: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two exports that are compared."""

    peildatum: date
    moment: datetime | None
    ids: array[int]


def previous_of(audit: ExportAudit) -> ExportAudit | None:
    """The export of the same report before this one, if there was one."""
    if audit.channel in NO_RECORDS:
        return None
    return ExportAudit.objects.before(audit).with_ending().first()


def begin_difference(viewer: User, audit: ExportAudit) -> Export:
    """Begin a file of what changed, of an own export, and note in the audit that it began.

    Raises ``NotHr``, and ``Refused`` when there is nothing to compare with.
    """
    scope = scope_of(viewer)
    previous = previous_of(audit)
    if previous is None:
        raise Refused(_("There is no earlier export of this report."))
    noted = ExportAudit.objects.create(
        by=viewer,
        started_at=clock.now(),
        channel=Channel.DIFFERENCE,
        format=ExportFormat.CSV_EXCEL,
        peildatum=audit.peildatum,
        is_provisional=audit.is_provisional,
        filters=audit.filters,
        scope=sorted(scope.entities & set(audit.scope)),
    )
    tally = Tally()
    return Export(
        noted,
        _lines(changes(audit, previous, scope), tally),
        partial(write_for_excel, columns=HEADING),
        tally,
    )


def changes(
    audit: ExportAudit,
    previous: ExportAudit,
    scope: Scope,
    *,
    alive: Callable[[], None] = lambda: None,
) -> Iterator[Change]:
    """What differs between two exports, in constant memory.

    Only of entities that are in ``scope`` and were in both: somebody who is no longer HR
    of an entity learns nothing of it, and an entity that was added is no news of people.
    """
    shared = frozenset(audit.scope) & frozenset(previous.scope) & scope.entities
    erased = erased_people()
    filters = from_parameters(audit.filters)
    now, then = (_side(each, Scope(shared), filters) for each in (audit, previous))
    pairs = _paired(_in_turn(then), _in_turn(now))
    for number, (old, new) in enumerate(pairs):
        if number % 500 == 0:
            alive()
        if old is None and new is not None:
            yield Change(ADDED, new.row, {})
        elif new is None and old is not None:
            yield Change(GONE, old.row, {})
        elif new is not None and old is not None:
            was = _was(old.row, new.row, nameless=new.learner in erased)
            if was:
                yield Change(CHANGED, new.row, was)


def _side(audit: ExportAudit, scope: Scope, filters: RecordFilter) -> Side:
    """The records of an export, by participation; of a day not over: as it was then."""
    moment = audit.started_at + _JUST_AFTER if audit.is_provisional else None
    records = completion_records(scope, audit.peildatum, filters, moment=moment)
    found = records.order_by("participation_id").values_list("pk", flat=True)
    return Side(audit.peildatum, moment, array("q", found.iterator(chunk_size=10_000)))


def _in_turn(side: Side) -> Generator[Written, None, None]:
    return written(side.ids, side.peildatum, side.moment)


def _paired(
    old: Iterator[Written], new: Iterator[Written]
) -> Iterator[tuple[Written | None, Written | None]]:
    """Both by participation, in one pass over each."""
    left, right = next(old, None), next(new, None)
    while left or right:
        if right is None or (left and left.participation < right.participation):
            yield left, None
            left = next(old, None)
        elif left is None or right.participation < left.participation:
            yield None, right
            right = next(new, None)
        else:
            yield left, right
            left, right = next(old, None), next(new, None)


def _was(old: Row, new: Row, *, nameless: bool) -> dict[str, Any]:
    skipped = {"peildatum", *(_NAMES if nameless else ())}
    return {
        column: before
        for column, before, after in zip(COLUMNS, old, new, strict=True)
        if before != after and column not in skipped
    }


def _lines(
    found: Iterator[Change], tally: Tally
) -> Generator[tuple[object, ...], None, None]:
    for change in found:
        tally.rows += 1
        was = "; ".join(
            f"{column}: {'' if cell is None else cell}"
            for column, cell in change.was.items()
        )
        yield (change.kind, *change.row, was)
