"""Places and moments: the order of a store."""

from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from django.db import connection

from lms.common import clock
from lms.xapi.enums import Store
from lms.xapi.models import StoreSequence

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class Places(NamedTuple):
    """A run of places of one store: the first one and the moment of the first one."""

    first: int
    moment: int

    def at(self, number: int) -> tuple[int, datetime]:
        """The place and the moment of the statement ``number`` of the run, from 0."""
        return (
            self.first + number,
            _EPOCH + (self.moment + number) * _MICROSECOND,
        )


def take(store: Store, count: int) -> Places:
    """Take ``count`` places of ``store``; each has a moment later than the one before.

    This holds the row of the store until commit: whoever comes next waits, and its
    places and moments come after ours. So places become visible in their order. The
    clock is read once the row is ours: a moment at which waiting began would lie before
    what readers were promised meanwhile (``lrs.search.consistent_through``).
    """
    hold(store)
    now = (clock.now() - _EPOCH) // _MICROSECOND
    taken = _advance(store, count, now)
    if taken is None:
        StoreSequence.objects.get_or_create(store=store)
        taken = _advance(store, count, now)
    last, moment = taken or (count, now + count)
    return Places(last - count + 1, moment - count + 1)


def hold(store: Store) -> None:
    """Wait for the row of ``store``, and let no statement come in until commit.

    Before the first statement there is no row to hold yet, so it is made. On SQLite
    whoever writes has the whole database already.
    """
    if connection.vendor == "postgresql" and not _lock(store):
        StoreSequence.objects.get_or_create(store=store)
        _lock(store)


def _lock(store: Store) -> bool:
    table = connection.ops.quote_name(StoreSequence._meta.db_table)  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM {table} WHERE store = %s FOR UPDATE",  # noqa: S608
            [store],
        )
        return cursor.fetchone() is not None


def _advance(store: Store, count: int, now: int) -> tuple[int, int] | None:
    table = connection.ops.quote_name(StoreSequence._meta.db_table)  # noqa: SLF001
    later = "GREATEST" if connection.vendor == "postgresql" else "MAX"
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET last = last + %s, moment = {later}(moment + %s, %s) "  # noqa: S608
            "WHERE store = %s RETURNING last, moment",
            [count, count, now + count, store],
        )
        row: tuple[int, int] | None = cursor.fetchone()
    return row
