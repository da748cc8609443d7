"""From the rows of a file to lines about people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any, Final

from .columns import EMAIL_NAMES, ENTITY_NAMES, KEY_NAMES, ROLE_NAMES, cells_of
from .lines import FIELDS, Column, PersonLine

# How files of people call the columns: our exports and template, Vlimpers, Excel.
NAMES: Final[dict[Column, frozenset[str]]] = {
    Column.KEY: KEY_NAMES,
    Column.VO_ID: frozenset({"void"}),
    Column.NUMBER: frozenset({"personeelsnummer", "vlimpersnummer", "stamnummer"}),
    Column.FIRST_NAME: frozenset({"voornaam"}),
    Column.LAST_NAME: frozenset({"naam", "familienaam", "achternaam"}),
    Column.EMAIL: EMAIL_NAMES,
    Column.ENTITY: ENTITY_NAMES,
    Column.ROLE: ROLE_NAMES,
    Column.SINCE: frozenset({"van", "vanaf", "begindatum", "startdatum", "geldigvan"}),
    Column.UNTIL: frozenset({"tot", "totenmet", "tem", "einddatum", "geldigtot"}),
}
WHO: Final = (Column.KEY, Column.VO_ID, Column.NUMBER, Column.EMAIL)
# Only a period has days: a day elsewhere is a text that a sheet took for one.
DAYS: Final = (Column.SINCE, Column.UNTIL)


def lines_of(content: IO[bytes]) -> Iterator[PersonLine]:
    """The lines of a file that say something, each with its number in the file.

    Raises ``UnreadableFile``: at once when the heading is wrong, and perhaps later.
    """
    columns, rows = cells_of(content, NAMES, who=WHO)
    return _lines(rows, says_until=Column.UNTIL in columns)


def _lines(
    rows: Iterator[tuple[int, dict[Column, Any]]], *, says_until: bool
) -> Iterator[PersonLine]:
    for number, row in rows:
        if says_until:
            row.setdefault(Column.UNTIL, "")
        if any(row.values()):
            given = {
                FIELDS[column]: value if column in DAYS else str(value)
                for column, value in row.items()
            }
            yield PersonLine(number=number, **given)
