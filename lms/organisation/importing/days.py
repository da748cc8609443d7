"""Days as people and spreadsheets write them. Plain Python."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

# The way of Belgium, and ISO 8601; a time of midnight is what programs add to a day.
FORMATS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d 00:00:00")
# Day 0 of a spreadsheet; right from 1 March 1900 on. A csv made of a sheet whose cells
# are not formatted has days as such numbers.
EPOCH: Final = date(1899, 12, 30)
NUMBERS: Final = range(20_000, 80_000)  # 1954 to 2119
YEARS: Final = range(1900, 2200)


def read_day(written: str | date) -> date | None:
    """The day; None for what is none."""
    if isinstance(written, datetime):
        return _plausible(written.date())
    if isinstance(written, date):
        return _plausible(written)
    return _read(written.strip())


@lru_cache(maxsize=10_000)  # few days, on many lines
def _read(text: str) -> date | None:
    if text.isascii() and text.isdigit() and len(text) == 5:
        number = int(text)
        return EPOCH + timedelta(days=number) if number in NUMBERS else None
    for each in FORMATS:
        try:
            return _plausible(datetime.strptime(text, each).date())  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _plausible(day: date) -> date | None:
    return day if day.year in YEARS else None
