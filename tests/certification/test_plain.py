"""Codes, validity and wording: plain Python, no database."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from certification import wording
from certification.codes import ALPHABET, as_code, new_code
from certification.cycles import counts_for
from certification.plan import Plan, Wanted
from certification.validity import months_after
from lms.common import clock
from lms.learning.models import LearningActivity, Participation


def a_wanted(worth=0, minutes=20):
    activity = LearningActivity(key=uuid4(), duration_minutes=minutes)
    activity.pk = activity.key.int
    return Wanted(activity=activity, worth=worth)


def test_the_fewest_steps_are_the_fewest_also_where_a_large_part_takes_many():
    large = Plan(title="", parts=(a_wanted(), a_wanted(), a_wanted()), worth=10)
    small = (a_wanted(5), a_wanted(5))

    def fewest(asked, *parts):
        return Plan(title="", kind="points", asked=asked, parts=parts).fewest

    assert fewest(10, large, *small) == 2
    assert fewest(15, large, *small) == 4
    assert fewest(21, large, *small) == 5  # not to be had: all of it
    assert fewest(6, a_wanted(1), *small) == 2
    assert fewest(0, *small) == 0


def test_the_fewest_steps_to_hours_are_the_longest():
    parts = tuple(a_wanted(minutes=minutes) for minutes in (10, 60, 30))

    assert Plan(title="", kind="hours", asked=70, parts=parts).fewest == 2


def test_who_came_too_late_to_renew_keeps_what_was_done_since():
    now = clock.now()
    whole = Participation(
        counts_from=now - timedelta(days=9), counts_until=now - timedelta(days=2)
    )
    part = Participation(closed_at=now - timedelta(days=1))

    assert counts_for(part, whole)
    whole.counts_until = now + timedelta(days=2)
    assert counts_for(part, whole)
    part.closed_at = now - timedelta(days=10)
    assert not counts_for(part, whole)


def test_a_code_has_eighty_random_bits_in_groups_of_four():
    codes = {new_code() for _ in range(1000)}

    assert len(codes) == 1000
    assert all(len(code.replace("-", "")) * 5 >= 80 for code in codes)
    assert all(len(part) == 4 for code in codes for part in code.split("-"))
    assert not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        "7K3M-9QXT-20CD-EFG1",
        "7k3m9qxt20cdefg1",
        " 7K3M 9QXT 20CD EFG1 ",
        "7K3M–9QXT–2OCD–EFGI",
        "7k3m.9qxt.2ocd.efgl",
    ],
)
def test_a_code_is_read_however_it_was_typed(typed):
    assert as_code(typed) == "7K3M-9QXT-20CD-EFG1"


@pytest.mark.parametrize(
    "typed", ["", "7K3M", "7K3M-9QXT-20CD-EFG", "x" * 400, "é" * 16]
)
def test_what_cannot_be_a_code_is_not_one(typed):
    assert as_code(typed) is None


@pytest.mark.parametrize(
    ("completed", "months", "until"),
    [
        (date(2026, 11, 23), 36, date(2029, 11, 23)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
    ],
)
def test_validity_ends_on_the_same_day_or_the_last_of_the_month(
    completed, months, until
):
    assert months_after(completed, months) == until


def test_only_our_own_placeholders_are_filled_in():
    assert wording.problems("{given_name} op {completed_on}, 100 %") == []
    assert wording.problems("{name}") == ["{name}"]
    assert wording.problems("{given_name.__class__}") == ["{given_name.__class__}"]
    assert wording.problems("{number:>20}") == ["{number}"]
    assert wording.problems("{number!r}") == ["{number}"]
    assert wording.problems("{") == ["{ }"]
    with pytest.raises(ValueError, match="Unknown"):
        wording.fill_in("{secret}", {"secret": "x"})
