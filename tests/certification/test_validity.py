"""From when until when a certificate holds: plain Python, over all dates that matter."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from certification.enums import Basis, Moment, Phase
from certification.validity import (
    moments,
    months_after,
    phase_on,
    renewable_from,
    valid_until,
)
from lms.common import clock

days = st.dates(min_value=date(2020, 1, 1), max_value=date(2060, 12, 31))
validities = st.integers(min_value=1, max_value=120)
windows = st.integers(min_value=0, max_value=140)
bases = st.sampled_from(Basis)
A_DAY = timedelta(days=1)


@given(day=days, months=st.integers(min_value=-200, max_value=200))
def test_so_many_months_later_is_that_month_and_never_a_later_day(day, months):
    later = months_after(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day
    assert later.day == day.day or (later + A_DAY).day == 1


@given(day=days, one=validities, other=validities)
def test_longer_is_never_earlier(day, one, other):
    assert (one <= other) == (months_after(day, one) <= months_after(day, other))


@pytest.mark.parametrize(
    ("basis", "completed", "previous", "until"),
    [
        (Basis.EXPIRY, date(2029, 6, 1), date(2029, 11, 20), date(2032, 11, 20)),
        (Basis.EXPIRY, date(2029, 11, 20), date(2029, 11, 20), date(2032, 11, 20)),
        (Basis.EXPIRY, date(2029, 11, 21), date(2029, 11, 20), date(2032, 11, 21)),
        (Basis.COMPLETION, date(2029, 6, 1), date(2029, 11, 20), date(2032, 6, 1)),
        (Basis.EXPIRY, date(2028, 2, 29), date(2028, 2, 29), date(2031, 2, 28)),
        (Basis.EXPIRY, date(2026, 6, 1), None, date(2029, 6, 1)),
    ],
)
def test_a_renewal_in_time_counts_from_where_the_terms_say(
    basis, completed, previous, until
):
    assert valid_until(completed, 36, basis=basis, previous=previous) == until


@given(completed=days, months=validities, basis=bases, previous=days)
def test_renewing_early_never_costs_time(completed, months, basis, previous):
    alone = valid_until(completed, months, basis=basis)
    renewed = valid_until(completed, months, basis=basis, previous=previous)

    assert renewed >= alone > completed


@given(completed=days, months=validities, window=windows)
def test_a_window_opens_after_the_completion_and_by_the_last_day(
    completed, months, window
):
    last_day = months_after(completed, months)
    opens = renewable_from(completed, last_day, window)

    assert (opens is None) == (window == 0)
    assert opens is None or completed < opens <= last_day


@given(completed=days, months=validities, window=windows)
def test_every_moment_comes_once_in_order_and_the_end_is_last(
    completed, months, window
):
    last_day = months_after(completed, months)
    opens = renewable_from(completed, last_day, window)
    found = moments(last_day, opens)

    assert [due.on for due in found] == sorted(due.on for due in found)
    assert len({due.moment for due in found}) == len(found)
    assert found[-1] == (last_day + A_DAY, Moment.EXPIRED)
    assert [due.moment for due in found[:1]] == [
        Moment.WINDOW_OPENED if opens else Moment.EXPIRED
    ]


@given(completed=days, months=validities, window=windows, day=days)
def test_each_day_has_one_phase_and_they_follow_one_another(
    completed, months, window, day
):
    last_day = months_after(completed, months)
    opens = renewable_from(completed, last_day, window)
    assume(day < date(2060, 12, 31))
    order = [Phase.CERTIFIED, Phase.WINDOW_OPEN, Phase.EXPIRED]

    today, tomorrow = (
        phase_on(each, begun=True, last_day=last_day, opens=opens)
        for each in (day, day + A_DAY)
    )

    assert order.index(today) <= order.index(tomorrow)
    assert (today == Phase.EXPIRED) == (day > last_day)


def test_without_a_certificate_one_has_begun_or_not():
    nothing = {"last_day": None, "opens": None}

    assert phase_on(date(2026, 1, 1), begun=False, **nothing) == Phase.NOT_STARTED
    assert phase_on(date(2026, 1, 1), begun=True, **nothing) == Phase.UNDER_WAY


def test_the_moments_of_three_years_with_half_a_year_to_renew():
    assert moments(date(2029, 11, 20), date(2029, 5, 20)) == [
        (date(2029, 5, 20), Moment.WINDOW_OPENED),
        (date(2029, 8, 20), Moment.THREE_MONTHS),
        (date(2029, 10, 20), Moment.ONE_MONTH),
        (date(2029, 11, 13), Moment.ONE_WEEK),
        (date(2029, 11, 21), Moment.EXPIRED),
    ]


def test_a_short_window_reminds_only_after_it_opened():
    found = [due.moment for due in moments(date(2029, 11, 20), date(2029, 10, 1))]

    assert found == [
        Moment.WINDOW_OPENED,
        Moment.ONE_MONTH,
        Moment.ONE_WEEK,
        Moment.EXPIRED,
    ]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),  # winter
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 3, 29)),  # summer
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),  # winter
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
    ],
)
def test_a_day_ends_in_brussels_over_both_changes_of_the_clock(moment, day):
    assert clock.local_date(moment) == day
    assert clock.start_of(day) <= moment < clock.end_of(day)
