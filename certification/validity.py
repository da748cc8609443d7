"""From when until when a certificate holds, and when it can be renewed.

Plain Python; days in Brussels, each inclusive to the end of the day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from .enums import Basis, Moment, Phase

A_DAY = timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month.

    A certificate is valid up to and including that day.
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last))


def valid_until(
    completed_on: date, months: int, *, basis: Basis, previous: date | None = None
) -> date:
    """The last day of a certificate.

    ``previous`` is the last day of the one that it renews. Whoever renews in time, on a
    trajectory that counts from the old date, loses nothing by being early; after that
    date the new one counts from the day of completion, like the first one.
    """
    in_time = previous is not None and completed_on <= previous
    if in_time and previous is not None and basis == Basis.EXPIRY:
        return months_after(previous, months)
    return months_after(completed_on, months)


def renewable_from(
    completed_on: date, last_day: date, renewal_months: int
) -> date | None:
    """The first day on which a certificate can be renewed; none: only after its last day.

    Never the day of its own completion or earlier: what earned it would renew it too.
    """
    if renewal_months == 0:
        return None
    opens = months_after(last_day, -renewal_months)
    return min(max(opens, completed_on + A_DAY), last_day)


def phase_on(
    day: date, *, begun: bool, last_day: date | None, opens: date | None
) -> Phase:
    """Where somebody stands on a day.

    ``last_day`` and ``opens`` are those of the last certificate that is in force; none:
    there is no certificate. ``begun``: they take part in the trajectory.
    """
    if last_day is None:
        return Phase.UNDER_WAY if begun else Phase.NOT_STARTED
    if day > last_day:
        return Phase.EXPIRED
    return Phase.WINDOW_OPEN if opens and day >= opens else Phase.CERTIFIED


class Due(NamedTuple):
    """Something that falls due in the life of a certificate, and on which day."""

    on: date
    moment: Moment


def moments(last_day: date, opens: date | None) -> list[Due]:
    """All that falls due for a certificate, in order.

    The window opens, reminders follow three months, a month and a week before the last
    day (those after the opening), and on the day after the last one it has expired. Who
    cannot renew before is reminded of nothing.
    """
    found = list(_within_window(opens, last_day)) if opens else []
    return sorted([*found, Due(last_day + A_DAY, Moment.EXPIRED)])


def _within_window(opens: date, last_day: date) -> Iterator[Due]:
    yield Due(opens, Moment.WINDOW_OPENED)
    reminders = (
        Due(months_after(last_day, -3), Moment.THREE_MONTHS),
        Due(months_after(last_day, -1), Moment.ONE_MONTH),
        Due(last_day - 7 * A_DAY, Moment.ONE_WEEK),
    )
    yield from (due for due in reminders if due.on > opens)
