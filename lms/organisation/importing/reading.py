"""From the rows of a file to lines about people: which column is which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any, Final

from django.utils.translation import gettext as _

from lms.organisation.exceptions import UnreadableFile

from .lines import FIELDS, Column, PersonLine
from .tables import LONGEST_CELL, Row, rows_of

# How files of people call the columns: our exports and template, Vlimpers, Excel.
NAMES: Final[dict[Column, frozenset[str]]] = {
    Column.KEY: frozenset({"persoonid", "persoon"}),
    Column.VO_ID: frozenset({"void"}),
    Column.NUMBER: frozenset({"personeelsnummer", "vlimpersnummer", "stamnummer"}),
    Column.FIRST_NAME: frozenset({"voornaam"}),
    Column.LAST_NAME: frozenset({"naam", "familienaam", "achternaam"}),
    Column.EMAIL: frozenset({"email", "emailadres", "mail", "mailadres"}),
    Column.ENTITY: frozenset({"entiteitcode", "entiteit", "ovocode"}),
    Column.ROLE: frozenset({"rol", "functie", "hoedanigheid"}),
    Column.SINCE: frozenset({"van", "vanaf", "begindatum", "startdatum", "geldigvan"}),
    Column.UNTIL: frozenset({"tot", "totenmet", "tem", "einddatum", "geldigtot"}),
}
WHO: Final = (Column.KEY, Column.VO_ID, Column.NUMBER, Column.EMAIL)


def lines_of(content: IO[bytes]) -> Iterator[PersonLine]:
    """The lines of a file that say something, each with its number in the file.

    Raises ``UnreadableFile``: at once when the heading is wrong, and perhaps later.
    """
    rows = enumerate(rows_of(content), 1)
    columns: dict[int, Column] = {}
    for _number, row in rows:
        if any(row):
            columns = _columns_of(row)
            break
    if not columns:
        raise UnreadableFile(_("This file is empty."))
    return _lines(rows, columns)


def _lines(
    rows: Iterator[tuple[int, Row]], columns: dict[int, Column]
) -> Iterator[PersonLine]:
    for number, row in rows:
        cells: dict[str, Any] = {
            FIELDS[column]: _plain(row[at])
            for at, column in columns.items()
            if at < len(row)
        }
        if Column.UNTIL in columns.values():
            cells.setdefault("until", "")
        if any(cells.values()):
            yield PersonLine(number=number, **_texts(cells))


def _columns_of(row: Row) -> dict[int, Column]:
    """Which column stands where; unknown ones are passed over."""
    found: dict[int, Column] = {}
    for at, cell in enumerate(row):
        folded = "".join(sign for sign in str(cell).lower() if sign.isalnum())
        column = next((each for each in Column if folded in NAMES[each]), None)
        if column is None:
            continue
        if column in found.values():
            raise UnreadableFile(
                _("The column “%(column)s” is there twice. Keep one of them.")
                % {"column": column}
            )
        found[at] = column
    if not set(WHO) & set(found.values()):
        raise UnreadableFile(
            _(
                "The first line names no column by which we know people. Write the names "
                "of the columns there: %(columns)s."
            )
            % {"columns": ", ".join(Column)}
        )
    return found


def _plain(cell: Any) -> Any:
    """Our exports put an apostrophe before what a spreadsheet would calculate."""
    return cell.removeprefix("'")[:LONGEST_CELL] if isinstance(cell, str) else cell


def _texts(cells: dict[str, Any]) -> dict[str, Any]:
    """Only a period has days: a day elsewhere is a text that a sheet took for one."""
    days = {"since", "until"}
    return {
        name: value if name in days else str(value) for name, value in cells.items()
    }
