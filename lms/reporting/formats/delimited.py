"""csv: with commas for programs, and the way a Belgian Excel opens as columns."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice

from lms.reporting.rows import COLUMNS, Row

from .guarding import guarded

_AT_ONCE = 500


def write(rows: Iterable[Row]) -> Iterator[bytes]:
    """UTF-8, comma, lines that end in a line feed."""
    return _write(rows, delimiter=",", line_end="\n")


def write_for_excel(rows: Iterable[Row]) -> Iterator[bytes]:
    """UTF-8 with BOM, semicolon, CRLF."""
    yield codecs.BOM_UTF8
    yield from _write(rows, delimiter=";", line_end="\r\n")


def _write(rows: Iterable[Row], *, delimiter: str, line_end: str) -> Iterator[bytes]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=line_end)
    writer.writerow(COLUMNS)
    lines = iter(rows)
    while True:
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
        some = list(islice(lines, _AT_ONCE))
        if not some:
            return
        writer.writerows(
            [guarded(cell) if isinstance(cell, str) else cell for cell in row]
            for row in some
        )
