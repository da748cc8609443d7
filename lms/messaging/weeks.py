"""The week of messages: it begins on Monday at eight, when the weekly mail leaves."""

from datetime import datetime, time, timedelta
from typing import Final

from lms.common import clock

EIGHT: Final = time(8)


def monday_of(now: datetime) -> datetime:
    """The last Monday at eight in Brussels that is not in the future."""
    day = clock.local_date(now)
    monday = day - timedelta(days=day.weekday())
    begun = datetime.combine(monday, EIGHT, tzinfo=clock.BRUSSELS)
    if begun > now:
        monday -= timedelta(days=7)
    return datetime.combine(monday, EIGHT, tzinfo=clock.BRUSSELS)


def next_monday(now: datetime) -> datetime:
    """The first one that is in the future, when the clock was put forward or back too."""
    monday = clock.local_date(monday_of(now)) + timedelta(days=7)
    return datetime.combine(monday, EIGHT, tzinfo=clock.BRUSSELS)


def week_of(now: datetime) -> str:
    """The ISO week that began on that Monday, such as 2026-W48."""
    year, week, _day = clock.local_date(monday_of(now)).isocalendar()
    return f"{year}-W{week:02d}"
