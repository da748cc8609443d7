"""Periods by name, such as last month or March, as of a day. Plain Python."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
MONTHS_OF_A_QUARTER = 3


class Days(NamedTuple):
    """From one day up to and including another."""

    first: date
    last: date


def days_of(name: str, day: date) -> Days:
    """What a name stands for on a day. Raises ``KeyError`` for a name that is none.

    A month by its name is the last of that name that has begun: in January, "maart" is
    March of the year before.
    """
    this = day.year * 12 + day.month - 1
    quarter = this - this % MONTHS_OF_A_QUARTER
    if name in MONTHS:
        number = MONTHS.index(name)
        return _months(this - (this - number) % 12, 1)
    first, months = {
        "deze-maand": (this, 1),
        "vorige-maand": (this - 1, 1),
        "dit-kwartaal": (quarter, 3),
        "vorig-kwartaal": (quarter - 3, 3),
        "dit-jaar": (day.year * 12, 12),
        "vorig-jaar": (day.year * 12 - 12, 12),
    }[name]
    return _months(first, months)


def _months(first: int, number: int) -> Days:
    after = first + number
    return Days(
        date(first // 12, first % 12 + 1, 1),
        date(after // 12, after % 12 + 1, 1) - timedelta(days=1),
    )
