"""How far somebody is in a requirement tree: plain values, no database."""

from datetime import UTC, datetime
from itertools import chain, combinations
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.learning.rules import (
    AllOf,
    AtLeast,
    Hours,
    Needs,
    Points,
    Reached,
    Tally,
    Worth,
    activities,
    all_done,
    counting_twice,
    met_at,
    reach,
    tally,
)

A, B, C, D = (Needs(uuid4()) for _ in range(4))
MINUTES = dict(zip([A, B, C, D], [45, 30, 10, 400], strict=True))
FOUR = [A, B, C, D]
DAYS = [(A, 5), (B, 1), (C, 9)]


def facts(**reached):
    """``facts(a=50)`` is half of A; 100 is complete; every part weighs ten minutes."""
    known = {"a": A, "b": B, "c": C}
    return {
        known[name].activity: Reached(
            progress=progress, completed=progress == 100, weight=10, minutes=10
        )
        for name, progress in reached.items()
    }


def test_all_of_is_complete_when_every_part_is():
    assert reach(AllOf((A, B)), facts(a=100, b=100)).completed
    assert not reach(AllOf((A, B)), facts(a=100, b=99)).completed


def test_progress_of_a_tree_that_is_not_complete_never_says_100():
    assert reach(AllOf((A, B)), facts(a=100, b=99)).progress == 99


def test_at_least_counts_the_parts_that_are_furthest():
    two_of_three = AtLeast(2, (A, B, C))

    assert reach(two_of_three, facts(a=100, c=50)).progress == 75
    assert reach(two_of_three, facts(a=100, c=100)).completed


def test_a_part_that_nobody_began_counts_as_nothing():
    assert reach(AllOf((A, B)), facts(a=100)).progress < 100


def test_hours_are_complete_at_exactly_the_minutes_that_are_asked():
    assert reach(Hours(20, (A, B, C)), facts(a=100, c=100)).completed
    assert not reach(Hours(21, (A, B, C)), facts(a=100, c=100)).completed
    assert reach(Hours(20, (A, B, C)), facts(a=100, c=50)).progress == 75


def test_hours_count_an_activity_once_and_those_in_groups_inside():
    twice = Hours(20, (A, AllOf((A, B))))

    assert tally(twice, facts(a=100)) == Tally(have=10, asked=20)
    assert tally(twice, facts(a=100, b=100)).is_met


def test_points_come_with_a_part_that_is_complete():
    rule = Points(5, (Worth(2, A), Worth(3, AtLeast(1, (B, C))), Worth(1, C)))

    assert tally(rule, facts(a=100, b=99)) == Tally(have=2, asked=5)
    assert reach(rule, facts(a=100, b=100)).completed
    assert tally(rule, facts(a=100)).missing == 3


def test_a_tree_was_complete_when_the_last_thing_that_it_took_was():
    rule = AllOf((A, AtLeast(1, (B, C)), Hours(20, (A, B, C))))
    days = {key.activity: datetime(2027, 3, day, tzinfo=UTC) for key, day in DAYS}
    minutes = dict.fromkeys(days, 10)

    assert met_at(rule, days, minutes) == datetime(2027, 3, 5, tzinfo=UTC)
    assert met_at(AllOf((A, C)), days, minutes) == datetime(2027, 3, 9, tzinfo=UTC)
    assert met_at(AllOf((A, D)), days, minutes) is None
    assert met_at(A, {}, minutes) is None


def test_an_activity_in_two_places_counts_in_both():
    rule = AllOf((AtLeast(1, (A, B)), Hours(10, (A, C))))

    assert counting_twice(rule) == {A.activity}
    assert reach(rule, facts(a=100)).completed


def test_nominal_minutes_of_what_was_done_are_facts():
    done = all_done([A.activity], {A.activity: 45})

    assert tally(Hours(45, (A,)), done).is_met


def _groups(parts):
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        several.map(AllOf),
        st.builds(AtLeast, st.integers(1, 4), several),
        st.builds(Hours, st.integers(1, 600), several),
        st.builds(
            Points,
            st.integers(1, 12),
            st.lists(st.builds(Worth, st.integers(0, 5), parts), max_size=3).map(tuple),
        ),
    )


rules = st.recursive(st.sampled_from(FOUR), _groups, max_leaves=10)
standings = st.lists(st.integers(0, 100), min_size=4, max_size=4)


def standing(percentages):
    return {
        needs.activity: Reached(
            progress=progress,
            completed=progress == 100,
            weight=MINUTES[needs],
            minutes=MINUTES[needs],
        )
        for needs, progress in zip(FOUR, percentages, strict=True)
    }


@given(rules, standings)
def test_completed_and_100_are_the_same_thing(rule, percentages):
    reached = reach(rule, standing(percentages))

    assert 0 <= reached.progress <= 100
    assert reached.completed == (reached.progress == 100)


@given(rules, standings, standings)
def test_doing_more_never_means_less(rule, one, other):
    before = reach(rule, standing(one))
    after = reach(rule, standing([max(pair) for pair in zip(one, other, strict=True)]))

    assert after.completed >= before.completed
    assert after.progress >= before.progress
    assert after.weight == before.weight


@given(rules, st.sets(st.sampled_from(FOUR)))
def test_it_is_complete_when_the_words_of_the_rule_say_so(rule, done):
    """Brute force: the sentence of each kind, written out once more."""

    def met(rule):
        match rule:
            case Needs():
                return rule in done
            case AllOf(parts):
                return all(met(part) for part in parts)
            case AtLeast(minimum, parts):
                return len([part for part in parts if met(part)]) >= minimum
            case Points(points, worths):
                return sum(w.points for w in worths if met(w.part)) >= points
        inside = set(activities(rule))
        counted = [needs for needs in done if needs.activity in inside]
        return sum(MINUTES[needs] for needs in counted) >= rule.minutes

    percentages = [100 if needs in done else 0 for needs in FOUR]
    assert reach(rule, standing(percentages)).completed == met(rule)


@pytest.mark.parametrize(
    "rule",
    [AtLeast(2, tuple(FOUR)), Hours(75, tuple(FOUR)), AllOf((AtLeast(1, (A, D)), B))],
)
def test_every_set_of_completions_against_every_larger_one(rule):
    sets = chain.from_iterable(combinations(FOUR, size) for size in range(5))
    done = {
        frozenset(chosen): reach(
            rule, standing([100 if needs in chosen else 0 for needs in FOUR])
        )
        for chosen in sets
    }

    assert all(
        done[small].progress <= done[large].progress
        for small in done
        for large in done
        if small <= large
    )


@given(rules)
def test_a_tree_names_its_activities(rule):
    assert all(isinstance(key, UUID) for key in activities(rule))
