"""The people that a file names: one on a line, by e-mail address or VO-id."""

from __future__ import annotations

import codecs
import csv
import io

from django.utils.translation import gettext as _

from .exceptions import UnreadableList

MOST_BYTES = 1024 * 1024
MOST_PEOPLE = 5000
LONGEST = 254

# How the columns are called in files that people have: those of our own exports too.
COLUMNS = frozenset(
    {
        *("e-mail", "email", "e-mailadres", "emailadres", "mail"),
        *("vo-id", "vo_id", "void", "persoon_id", "personeelsnummer"),
    }
)


def named_in(content: bytes) -> list[str]:
    """What names people in a CSV, in the order of the file; empty lines are left out.

    Whatever Excel makes of it: separated by semicolon, comma or tab, in UTF-8, UTF-16 or
    Windows-1252, with or without a line of names above it. Without one the first column
    counts. Raises ``UnreadableList``.
    """
    rows = list(_rows(_text(content)))
    column = 0
    if rows:
        heads = [cell.lower() for cell in rows[0]]
        known = [at for at, head in enumerate(heads) if head in COLUMNS]
        if known:
            column, rows = known[0], rows[1:]
    found = [row[column] for row in rows if len(row) > column and row[column]]
    if not found:
        raise UnreadableList(_("This file names nobody."))
    if len(found) > MOST_PEOPLE:
        raise UnreadableList(
            _("This file names more than %(most)s people. Split it.")
            % {"most": MOST_PEOPLE}
        )
    return found


def _text(content: bytes) -> str:
    if content.startswith(b"PK"):
        raise UnreadableList(_("This is a workbook of Excel. Save it as CSV first."))
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        ways: tuple[str, ...] = ("utf-16",)
    else:
        ways = ("utf-8-sig", "cp1252")
    for way in ways:
        try:
            text = content.decode(way)
        except ValueError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableList(_("This is no text file: choose a CSV."))


def _rows(text: str) -> list[list[str]]:
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        # Our exports put an apostrophe before what a spreadsheet would calculate.
        return [
            [cell.strip().removeprefix("'")[:LONGEST] for cell in row] for row in read
        ]
    except csv.Error as fault:
        raise UnreadableList(_("This file cannot be read as a CSV.")) from fault
