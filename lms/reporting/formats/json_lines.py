"""jsonl: one object a line, for programs. Nothing runs here, so nothing is guarded."""

import json
from collections.abc import Generator, Iterable
from datetime import date
from itertools import islice

from lms.reporting.rows import Row

_AT_ONCE = 500


def write(rows: Iterable[Row]) -> Generator[bytes, None, None]:
    """UTF-8; the keys in the order of the columns; an absent date is null."""
    lines = iter(rows)
    while some := list(islice(lines, _AT_ONCE)):
        yield "".join(f"{_line(row)}\n" for row in some).encode()


def _line(row: Row) -> str:
    return json.dumps(row._asdict(), ensure_ascii=False, default=_as_text)


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"No way to write {type(value).__name__} in a row.")
