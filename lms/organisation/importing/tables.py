"""The rows of a CSV or a workbook, one at a time; what is hostile is refused.

Nothing of a file is calculated: of a formula a workbook has the value that it was saved
with, or nothing.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import IO, Any, Final
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from lms.common.packages import parts_of
from lms.organisation.exceptions import UnreadableFile

MEGABYTE: Final = 1024 * 1024
MOST_MEGABYTES: Final = 20
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 100
LONGEST_CELL: Final = 254
CHUNK: Final = 256 * 1024
WORKBOOK: Final = "xl/workbook.xml"
NO_WORKBOOK: Final = (
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, SyntaxError),
    *(OSError, EOFError, BadZipFile, InvalidFileException, NotImplementedError),
)

Cell = str | date
Row = list[Cell]


def rows_of(content: IO[bytes]) -> Iterator[Row]:
    """The rows of a file, empty ones too, whatever the file is called.

    Raises ``UnreadableFile``, perhaps only after some rows.
    """
    content.seek(0, io.SEEK_END)
    if content.tell() > MOST_MEGABYTES * MEGABYTE:
        raise UnreadableFile(
            _("This file is larger than %(most)s MB. Split it.")
            % {"most": MOST_MEGABYTES}
        )
    content.seek(0)
    begin = content.read(8)
    content.seek(0)
    if begin.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            _(
                "This is a workbook of an old Excel, or one with a password. "
                "Save it as .xlsx or CSV, without a password."
            )
        )
    rows = _of_workbook(content) if begin.startswith(b"PK") else _of_csv(content)
    return _bounded(rows)


def _bounded(rows: Iterator[Row]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise UnreadableFile(
                _("This file has more than %(most)s lines. Split it.")
                % {"most": MOST_ROWS}
            )
        if len(row) > MOST_COLUMNS:
            raise UnreadableFile(
                _(
                    "Line %(line)s has more than %(most)s columns. Keep only the columns "
                    "of the template."
                )
                % {"line": number, "most": MOST_COLUMNS}
            )
        yield row


def _of_csv(content: IO[bytes]) -> Iterator[Row]:
    """Separated by semicolon, comma or tab; in UTF-8, UTF-16 or what Excel writes."""
    encoding = _encoding_of(content)
    lines = io.TextIOWrapper(content, encoding=encoding, newline="")
    try:
        head = lines.readline(LONGEST_CELL * MOST_COLUMNS)
        separator = max(";,\t", key=head.count)
        lines.seek(0)
        for row in csv.reader(lines, delimiter=separator):
            yield [cell.strip() for cell in row]
    except csv.Error as fault:
        raise UnreadableFile(_("This file cannot be read as a CSV.")) from fault
    finally:
        # Who stops reading half-way may have closed the file before this is let go.
        if not content.closed:
            lines.detach()


def _encoding_of(content: IO[bytes]) -> str:
    """Which of the encodings that people have; what holds a NUL is no text."""
    begin = content.read(4)
    if begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        ways: tuple[str, ...] = ("utf-16",)
    else:
        ways = ("utf-8-sig", "cp1252")
    for way in ways:
        if _is_text(content, way):
            content.seek(0)
            return way
    raise UnreadableFile(
        _("This is no CSV or Excel workbook that we can read. Save it anew as one.")
    )


def _is_text(content: IO[bytes], encoding: str) -> bool:
    content.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := content.read(CHUNK):
            if "\0" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except ValueError:
        return False
    return True


def _of_workbook(content: IO[bytes]) -> Iterator[Row]:
    """The first sheet, of a package that is bounded and holds no macros."""
    parts = parts_of(content)
    content.seek(0)
    macros = any(name.lower().endswith("vbaproject.bin") for name in parts)
    if WORKBOOK not in parts or macros:
        raise UnreadableFile(
            _(
                "This is no Excel workbook that we can read. Save it as .xlsx without "
                "macros, or as CSV."
            )
        )
    try:
        book = load_workbook(content, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # a file can lie about its own
        for row in sheet.iter_rows():
            yield [_cell(each) for each in row]
    except NO_WORKBOOK as fault:
        raise UnreadableFile(
            _("This Excel workbook is damaged. Save it anew, or as CSV.")
        ) from fault


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None or isinstance(value, bool | time):
        return "" if value is None else str(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        # 000000: how a sheet shows a number of six digits that begins with a nought.
        shown = str(cell.number_format)
        width = len(shown) if shown.strip("0") == "" else 0
        return str(value).zfill(width)
    return str(value).strip()
