"""Making an export: the one way records leave, and it is always audited."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from django.db import transaction

from lms.accounts.models import User
from lms.common import clock
from lms.reporting.enums import Channel, ExportFormat, Outcome
from lms.reporting.filters import RecordFilter
from lms.reporting.formats import KINDS
from lms.reporting.models import ExportAudit, ExportEnding
from lms.reporting.records import (
    Records,
    completion_records,
    is_provisional,
    scope_of,
)
from lms.reporting.rows import ids_in_order, written

Lines = Generator[Any, None, None]
Write = Callable[[Iterable[Any]], Generator[bytes, None, None]]


@dataclass(slots=True)
class Tally:
    """What is in a file so far; ``total`` is known from the first row on."""

    rows: int = 0
    total: int | None = None
    erased: set[int] = field(default_factory=set)


class Export(Iterator[bytes]):
    """A file on its way out, a piece at a time; its ending is written once.

    Whoever takes it reads it to the end or calls ``close``. ``rows``, ``total`` and
    ``sha256`` tell what has been handed over so far.
    """

    def __init__(
        self, audit: ExportAudit, lines: Lines, write: Write, tally: Tally
    ) -> None:
        self.audit = audit
        self.tally = tally
        self._hash = hashlib.sha256()
        self._lines = lines
        self._pieces = write(lines)
        self._ended = False

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        try:
            piece = next(self._pieces)
        except StopIteration:
            self._end(Outcome.COMPLETE)
            raise
        except BaseException:
            self._end(Outcome.FAILED)
            raise
        self._hash.update(piece)
        return piece

    def close(self) -> None:
        """Note that whoever took the file went away, unless it was complete."""
        self._end(Outcome.BROKEN_OFF)

    @property
    def rows(self) -> int:
        return self.tally.rows

    @property
    def total(self) -> int | None:
        return self.tally.total

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def _end(self, outcome: Outcome) -> None:
        if self._ended:
            return
        self._ended = True
        # First let go of what still reads: on SQLite a connection that is reading an old
        # state of the database may not write when somebody else has written since.
        self._pieces.close()
        self._lines.close()
        _note_ending(self, outcome)


def begin_export(
    viewer: User,
    *,
    file_format: ExportFormat,
    peildatum: date,
    filters: RecordFilter,
    channel: Channel,
    schedule: str = "",
) -> Export:
    """Begin an export of what the viewer may see, and note in the audit that it began.

    Raises ``NotHr`` or ``NotYet`` before anything is noted.
    """
    scope = scope_of(viewer)
    records = completion_records(scope, peildatum, filters)
    audit = ExportAudit.objects.create(
        by=viewer,
        started_at=clock.now(),
        channel=channel,
        format=file_format,
        peildatum=peildatum,
        is_provisional=is_provisional(peildatum),
        filters=filters.parameters(),
        scope=sorted(scope.entities),
        schedule=schedule,
    )
    tally = Tally()
    lines = _lines(records, peildatum, tally)
    return Export(audit, lines, KINDS[file_format].write, tally)


def erased_people() -> frozenset[int]:
    """Who was erased, by id."""
    erased = User.objects.filter(erased_at__isnull=False)
    return frozenset(erased.values_list("pk", flat=True))


def _lines(records: Records, peildatum: date, tally: Tally) -> Lines:
    """The rows, counted; nothing is asked of the database before the first is wanted."""
    ids = ids_in_order(records)
    tally.total = len(ids)
    erased = erased_people()
    for each in written(ids, peildatum):
        tally.rows += 1
        if each.learner in erased:
            tally.erased.add(each.learner)
        yield each.row


@transaction.atomic
def _note_ending(export: Export, outcome: Outcome) -> None:
    ExportEnding.objects.create(
        audit=export.audit,
        ended_at=clock.now(),
        outcome=outcome,
        rows=export.rows,
        sha256=export.sha256,
        erasures=len(export.tally.erased),
    )
