"""The one clock: UTC inside, Brussels where a person reads or a day ends."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

BRUSSELS = ZoneInfo("Europe/Brussels")


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The date in Brussels, which is not always the date in UTC."""
    return local_date(now())


def local_date(moment: datetime) -> date:
    """The date in Brussels of an aware moment."""
    return moment.astimezone(BRUSSELS).date()


def start_of(day: date) -> datetime:
    """Midnight in Brussels with which ``day`` begins."""
    return datetime.combine(day, time.min, tzinfo=BRUSSELS)


def end_of(day: date) -> datetime:
    """The first moment in Brussels that no longer belongs to ``day``."""
    return start_of(day + timedelta(days=1))
