"""Making an export: the one way records leave, and it is always audited."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator
from datetime import date
from typing import Self

from django.db import transaction

from lms.accounts.models import User
from lms.common import clock
from lms.reporting.enums import Channel, ExportFormat, Outcome
from lms.reporting.filters import RecordFilter
from lms.reporting.formats import KINDS
from lms.reporting.models import ExportAudit, ExportEnding
from lms.reporting.records import completion_records, is_provisional, scope_of
from lms.reporting.rows import Row, rows


class Export(Iterator[bytes]):
    """A file on its way out, a piece at a time; its ending is written once.

    Whoever takes it reads it to the end or calls ``close``. ``rows`` and ``sha256``
    tell what has been handed over so far.
    """

    def __init__(self, audit: ExportAudit, lines: Generator[Row, None, None]) -> None:
        self.audit = audit
        self.rows = 0
        self._hash = hashlib.sha256()
        self._lines = lines
        self._pieces = KINDS[ExportFormat(audit.format)].write(self._counted())
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
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def _counted(self) -> Iterator[Row]:
        for line in self._lines:
            self.rows += 1
            yield line

    def _end(self, outcome: Outcome) -> None:
        if self._ended:
            return
        self._ended = True
        # First let go of the query: on SQLite a connection that is still reading an old
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
    )
    return Export(audit, rows(records, peildatum))


@transaction.atomic
def _note_ending(export: Export, outcome: Outcome) -> None:
    ExportEnding.objects.create(
        audit=export.audit,
        ended_at=clock.now(),
        outcome=outcome,
        rows=export.rows,
        sha256=export.sha256,
    )
