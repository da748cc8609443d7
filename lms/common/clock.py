"""The one clock: UTC inside, Brussels where a person reads or a day ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

BRUSSELS = ZoneInfo("Europe/Brussels")


_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return _set.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let everything inside happen at an aware moment of the past.

    For the demo and for tests alone: records are otherwise written at the moment on
    which they are made.
    """
    token = _set.set(moment)
    try:
        yield
    finally:
        _set.reset(token)


def today() -> date:
    """The date in Brussels, which is not always the date in UTC."""
    return local_date(now())


def local_date(moment: datetime) -> date:
    """The date in Brussels of an aware moment."""
    return moment.astimezone(BRUSSELS).date()


def start_of(day: date) -> datetime:
    """Midnight in Brussels with which ``day`` begins."""
    return datetime.combine(day, time.min, tzinfo=BRUSSELS)


def noon_of(day: date) -> datetime:
    """Noon in Brussels on that day, but never a moment that has yet to come."""
    return min(datetime.combine(day, time(12), tzinfo=BRUSSELS), now())


def end_of(day: date) -> datetime:
    """The first moment in Brussels that no longer belongs to ``day``."""
    return start_of(day + timedelta(days=1))
