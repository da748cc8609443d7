"""A record as a row of the completion export: interfaces.md, word for word.

The one serialiser: every format and every door writes these rows.
"""

import re
from collections.abc import Generator
from datetime import date
from typing import Any, NamedTuple

from .records import Records, in_export_order

# What XML 1.0 (section 2.2) and spreadsheets cannot hold. One such character in one
# name would otherwise make the whole file unreadable.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_AT_ONCE = 2000


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


def rows(records: Records, peildatum: date) -> Generator[Row, None, None]:
    """The records as rows, in the order of every export, in constant memory."""
    found = in_export_order(records).values_list(*_SOURCES)
    for values in found.iterator(chunk_size=_AT_ONCE):
        cells: list[Any] = [
            _clean(value) if is_text else value
            for value, is_text in zip(values, _IS_TEXT, strict=True)
        ]
        yield Row._make([*cells, peildatum])


def _clean(text: str | None) -> str:
    return _UNPRINTABLE.sub("", text or "")
