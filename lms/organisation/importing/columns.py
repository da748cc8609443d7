"""Which column of a file is which, whatever the file is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import IO, Any, Final, TypeVar

from django.utils.translation import gettext as _

from lms.organisation.exceptions import UnreadableFile

from .tables import LONGEST_CELL, Row, rows_of

Name = TypeVar("Name", bound=StrEnum)
Names = Mapping[Name, frozenset[str]]

# How files call the columns that say who somebody is: our exports, Vlimpers, Excel.
KEY_NAMES: Final = frozenset({"persoonid", "persoon"})
EMAIL_NAMES: Final = frozenset({"email", "emailadres", "mail", "mailadres"})
ENTITY_NAMES: Final = frozenset({"entiteitcode", "entiteit", "ovocode"})
ROLE_NAMES: Final = frozenset({"rol", "functie", "hoedanigheid"})


def cells_of(
    content: IO[bytes],
    names: Names[Name],
    *,
    who: Collection[Name],
    needed: Collection[Name] = (),
    longest: int = LONGEST_CELL,
) -> tuple[Collection[Name], Iterator[tuple[int, dict[Name, Any]]]]:
    """The columns of a file, and the cells of each line with its number in the file.

    ``names``: what a heading may call each column, in lower case and without signs.
    One of ``who`` has to be there, and each of ``needed``; a cell is cut at ``longest``.
    Raises ``UnreadableFile``: at once when the heading is wrong, and perhaps later.
    """
    rows = enumerate(rows_of(content), 1)
    columns: dict[int, Name] = {}
    for _number, row in rows:
        if any(row):
            columns = _columns_of(row, names)
            _refuse_missing(columns.values(), names, who, needed)
            break
    if not columns:
        raise UnreadableFile(_("This file is empty."))
    return set(columns.values()), _cells(rows, columns, longest)


def _cells(
    rows: Iterator[tuple[int, Row]], columns: dict[int, Name], longest: int
) -> Iterator[tuple[int, dict[Name, Any]]]:
    for number, row in rows:
        yield (
            number,
            {
                column: _plain(row[at], longest)
                for at, column in columns.items()
                if at < len(row)
            },
        )


def _columns_of(row: Row, names: Names[Name]) -> dict[int, Name]:
    """Which column stands where; unknown ones are passed over."""
    found: dict[int, Name] = {}
    for at, cell in enumerate(row):
        folded = "".join(sign for sign in str(cell).lower() if sign.isalnum())
        column = next((each for each in names if folded in names[each]), None)
        if column is None:
            continue
        if column in found.values():
            raise UnreadableFile(
                _("The column “%(column)s” is there twice. Keep one of them.")
                % {"column": column}
            )
        found[at] = column
    return found


def _refuse_missing(
    found: Collection[Name],
    names: Names[Name],
    who: Collection[Name],
    needed: Collection[Name],
) -> None:
    if not set(who) & set(found):
        raise UnreadableFile(
            _(
                "The first line names no column by which we know people. Write the names "
                "of the columns there: %(columns)s."
            )
            % {"columns": ", ".join(names)}
        )
    for column in needed:
        if column not in found:
            raise UnreadableFile(
                _("The first line names no column “%(column)s”. It is needed.")
                % {"column": column}
            )


def _plain(cell: Any, longest: int) -> Any:
    """Our exports put an apostrophe before what a spreadsheet would calculate."""
    return cell.removeprefix("'")[:longest] if isinstance(cell, str) else cell
