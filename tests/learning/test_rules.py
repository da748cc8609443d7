"""How far somebody is in a requirement tree: plain values, no database."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from lms.learning.rules import AllOf, AtLeast, Needs, Reached, activities, reach

A, B, C = (Needs(uuid4()) for _ in range(3))


def facts(**reached):
    """``facts(a=50)`` is half of A; 100 is complete; every part weighs ten minutes."""
    known = {"a": A, "b": B, "c": C}
    return {
        known[name].activity: Reached(
            progress=progress, completed=progress == 100, weight=10
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


rules = st.recursive(
    st.sampled_from([A, B, C]),
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(lambda p: AllOf(tuple(p))),
        st.lists(parts, min_size=1, max_size=3).flatmap(
            lambda p: st.integers(1, len(p)).map(lambda n: AtLeast(n, tuple(p)))
        ),
    ),
    max_leaves=8,
)
percentages = st.integers(0, 100)


@given(rules, percentages, percentages, percentages)
def test_completed_and_100_are_the_same_thing(rule, a, b, c):
    reached = reach(rule, facts(a=a, b=b, c=c))

    assert 0 <= reached.progress <= 100
    assert reached.completed == (reached.progress == 100)


@given(rules, percentages, percentages, percentages)
def test_doing_more_never_takes_anything_away(rule, a, b, c):
    before = reach(rule, facts(a=a, b=b, c=c))
    after = reach(rule, facts(a=100, b=b, c=c))

    assert after.completed >= before.completed
    if before.completed:
        assert after.progress == 100


@given(rules)
def test_a_tree_names_its_activities(rule):
    assert all(isinstance(key, UUID) for key in activities(rule))
