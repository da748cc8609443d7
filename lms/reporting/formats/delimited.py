"""csv: with commas for programs, and the way a Belgian Excel opens as columns."""

import codecs
import csv
from collections.abc import Generator, Iterable, Sequence
from itertools import islice

from lms.reporting.rows import COLUMNS

from .guarding import guarded

_AT_ONCE = 500


Rows = Iterable[Sequence[object]]


def write(rows: Rows) -> Generator[bytes, None, None]:
    """UTF-8, comma, lines that end in a line feed."""
    return _write(rows, COLUMNS, delimiter=",", line_end="\n")


def write_for_excel(
    rows: Rows, columns: Sequence[str] = COLUMNS
) -> Generator[bytes, None, None]:
    """UTF-8 with BOM, semicolon, CRLF."""
    yield codecs.BOM_UTF8
    yield from _write(rows, columns, delimiter=";", line_end="\r\n")


class _Lines:
    """Takes the lines of a csv writer and gives them the ending that is asked for.

    The writer itself always ends them in CRLF: only then does it quote a lone return
    inside a cell, which would otherwise begin a line, and a formula with it.
    """

    ENDING = "\r\n"

    def __init__(self, line_end: str) -> None:
        self._line_end = line_end
        self._lines: list[str] = []

    def write(self, line: str) -> None:
        self._lines.append(line.removesuffix(self.ENDING) + self._line_end)

    def take(self) -> bytes:
        """What was written since the last time."""
        taken = "".join(self._lines)
        self._lines.clear()
        return taken.encode()


def _write(
    rows: Rows, columns: Sequence[str], *, delimiter: str, line_end: str
) -> Generator[bytes, None, None]:
    out = _Lines(line_end)
    writer = csv.writer(out, delimiter=delimiter, lineterminator=_Lines.ENDING)
    writer.writerow(columns)
    yield out.take()
    lines = iter(rows)
    while some := list(islice(lines, _AT_ONCE)):
        writer.writerows(
            [guarded(cell) if isinstance(cell, str) else cell for cell in row]
            for row in some
        )
        yield out.take()
