"""Where a day begins and ends: in Brussels, winter and summer."""

from datetime import UTC, date, datetime

import pytest

from lms.common import clock


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 31, 22, 59, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2026, 1, 31, 23, 0, tzinfo=UTC), date(2026, 2, 1)),
        (datetime(2026, 7, 31, 21, 59, tzinfo=UTC), date(2026, 7, 31)),
        (datetime(2026, 7, 31, 22, 0, tzinfo=UTC), date(2026, 8, 1)),
    ],
)
def test_the_day_of_a_moment_is_the_day_in_brussels(moment, day):
    assert clock.local_date(moment) == day


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 11, 25), 24),
        (date(2026, 3, 29), 23),  # the clocks go forward
        (date(2026, 10, 25), 25),  # and back
    ],
)
def test_a_day_lasts_as_long_as_it_does(day, hours):
    lasts = clock.end_of(day).astimezone(UTC) - clock.start_of(day).astimezone(UTC)

    assert lasts.total_seconds() == hours * 3600


def test_the_last_moment_of_a_day_belongs_to_it_and_midnight_to_the_next():
    day = date(2026, 11, 25)

    assert clock.local_date(clock.start_of(day)) == day
    assert clock.local_date(clock.end_of(day)) == date(2026, 11, 26)


def test_the_clock_can_be_set_and_goes_on():
    moment = datetime(2021, 1, 1, tzinfo=UTC)

    with clock.at(moment):
        assert clock.now() == moment
        assert clock.today() == date(2021, 1, 1)
    assert clock.now() > moment
