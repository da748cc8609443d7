"""A record as a row of the completion export: interfaces.md, word for word.

The one serialiser: every format and every door writes these rows.
"""

import re
from array import array
from collections.abc import Generator, Iterator, Sequence
from datetime import date, datetime
from itertools import compress
from typing import Any, NamedTuple

from .records import Records, as_recorded, in_export_order

# What XML 1.0 (section 2.2) and spreadsheets cannot hold. One such character in one
# name would otherwise make the whole file unreadable.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_AT_ONCE = 2_000


class Row(NamedTuple):
    """One line of an export; the names of the fields are the columns, in order."""

    persoon_id: str
    naam: str
    voornaam: str
    entiteit_code: str
    entiteit_naam: str
    beleidsdomein: str
    rol: str
    opleiding_code: str
    opleiding_titel: str
    vorm: str
    status: str
    startdatum: date | None
    voltooid_op: date | None
    duur_minuten: int
    certificaatnummer: str
    geldig_tot: date | None
    bron: str
    peildatum: date


COLUMNS = Row._fields

# Where each column comes from, peildatum apart, which is the same for all.
_SOURCES = (
    "person_key",
    "last_name",
    "first_name",
    "entity_code",
    "entity_name",
    "policy_domain",
    "role_name",
    "activity_code",
    "activity_title",
    "form",
    "record_status",
    "started_on",
    "completed_on",
    "duration_minutes",
    "certificate_number",
    "valid_until",
    "source",
)
_TEXTS = {name for name, kind in Row.__annotations__.items() if kind is str}
_IS_TEXT = tuple(name in _TEXTS for name in COLUMNS[:-1])


class Written(NamedTuple):
    """A row, and of which participation and which person it is; neither leaves."""

    participation: int
    learner: int
    row: Row


def rows(records: Records, peildatum: date) -> Generator[Row, None, None]:
    """The records as rows, in the order of every export, in constant memory."""
    for each in written(ids_in_order(records), peildatum):
        yield each.row


def ids_in_order(records: Records) -> "array[int]":
    """The ids of the records in the order of every export: 8 bytes for each."""
    found = in_export_order(records).values_list("pk", flat=True)
    return array("q", found.iterator(chunk_size=10_000))


def written(
    ids: Sequence[int], peildatum: date, moment: datetime | None = None
) -> Generator[Written, None, None]:
    """These records as rows, some thousands at a time; ``moment`` as they were asked for.

    No query stays open meanwhile, however slow whoever takes the file is: an open one
    keeps SQLite from clearing its log and from writing on the same connection, and has
    PostgreSQL write out the whole answer before the first row of it.
    """
    for begin in range(0, len(ids), _AT_ONCE):
        some = ids[begin : begin + _AT_ONCE]
        yield from _some(some, peildatum, moment)


def _some(
    ids: Sequence[int], peildatum: date, moment: datetime | None
) -> Iterator[Written]:
    sources = ("pk", "participation_id", "learner_id", *_SOURCES)
    records = as_recorded(ids, peildatum, moment).values_list(*sources)
    found = {record[0]: record for record in records}
    for pk in ids:
        _pk, participation, learner, *values = found[pk]
        cells: list[Any] = [
            value if value or not is_text else ""
            for value, is_text in zip(values, _IS_TEXT, strict=True)
        ]
        # Asked of the whole row at once: there is hardly ever anything to take out.
        if _UNPRINTABLE.search("".join(compress(cells, _IS_TEXT))):
            cells = [
                _UNPRINTABLE.sub("", cell) if is_text else cell
                for cell, is_text in zip(cells, _IS_TEXT, strict=True)
            ]
        yield Written(participation, learner, Row._make([*cells, peildatum]))
