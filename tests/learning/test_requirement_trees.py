"""Trees of hours and points: written, read back as they were, and completed by."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.learning import operations as learning
from lms.learning.enums import ActivityKind, Purpose, Status
from lms.learning.models import RequirementNode
from lms.learning.operations.requirements import demand_on
from lms.learning.rules import AllOf, AtLeast, Hours, Needs, Points, Worth
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


@pytest.fixture
def parts():
    return [
        an_activity(title=f"Deel {minutes}", duration_minutes=minutes)
        for minutes in (30, 45, 60)
    ]


def needs(parts):
    return tuple(Needs(part.key) for part in parts)


def nested(parts):
    first, second, third = needs(parts)
    return AllOf(
        (
            Hours(75, (first, AtLeast(1, (second, third), "Keuze")), "Uren"),
            Points(3, (Worth(2, first), Worth(1, AllOf((second,)))), "Punten"),
        )
    )


def test_a_nested_tree_is_read_back_as_it_was_in_one_query(
    parts, django_assert_num_queries
):
    rule = nested(parts)
    tree = learning.set_requirements(
        an_activity(ActivityKind.TRAJECTORY, has_own_part=False), rule
    )

    with django_assert_num_queries(1):
        demand = learning.demand_of(tree)

    assert demand.rule == rule
    assert demand.minutes == {part.key: part.duration_minutes for part in parts}


def some_rules():
    leaf = st.integers(0, 2)

    def grow(inner):
        several = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.one_of(
            st.builds(AllOf, several, st.just("Alles")),
            st.builds(AtLeast, st.integers(1, 3), several),
            st.builds(Hours, st.integers(1, 90), several),
            st.builds(
                Points,
                st.integers(1, 9),
                st.lists(st.builds(Worth, st.integers(1, 5), inner), min_size=1).map(
                    tuple
                ),
            ),
        )

    return st.recursive(leaf, grow, max_leaves=6).filter(
        lambda r: not isinstance(r, int)
    )


def with_keys(rule, parts):
    if isinstance(rule, int):
        return Needs(parts[rule].key)
    if isinstance(rule, Points):
        worths = tuple(Worth(w.points, with_keys(w.part, parts)) for w in rule.worths)
        return Points(rule.points, worths, rule.title)
    inside = tuple(with_keys(part, parts) for part in rule.parts)
    match rule:
        case AtLeast():
            return AtLeast(rule.minimum, inside, rule.title)
        case Hours():
            return Hours(rule.minutes, inside, rule.title)
    return AllOf(inside, rule.title)


@given(rule=some_rules())
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_is_written_is_read_back(parts, rule):
    rule = with_keys(rule, parts)

    tree = learning.set_requirements(
        an_activity(ActivityKind.TRAJECTORY, has_own_part=False), rule
    )

    assert learning.rule_of(tree) == rule


def test_hours_complete_a_trajectory_when_enough_of_it_is_done(parts):
    trajectory = an_activity(ActivityKind.TRAJECTORY, has_own_part=False)
    learning.set_requirements(trajectory, Hours(75, needs(parts)))
    learner = UserFactory()
    way = learning.register(learner, trajectory)

    for part in parts[:2]:
        assert way.status != Status.COMPLETED
        learning.report_progress(learning.register(learner, part).pk, 100)
        way.refresh_from_db()

    assert way.status == Status.COMPLETED


def test_minutes_of_a_version_stay_what_they_were(parts):
    trajectory = an_activity(ActivityKind.TRAJECTORY, has_own_part=False)
    rule = Hours(75, needs(parts))
    old = learning.set_requirements(trajectory, rule)
    way = learning.register(UserFactory(), trajectory)
    parts[0].duration_minutes = 5
    parts[0].save()

    new = learning.set_requirements(trajectory, rule)

    assert new.version == old.version + 1
    assert demand_on(way).minutes[parts[0].key] == 30
    assert learning.demand_of(new).minutes[parts[0].key] == 5
    assert learning.set_requirements(trajectory, rule) == new


def test_another_length_changes_no_rule_that_counts_no_hours(parts):
    trajectory = an_activity(ActivityKind.TRAJECTORY, has_own_part=False)
    tree = learning.set_requirements(trajectory, AllOf(needs(parts)))
    parts[0].duration_minutes = 5
    parts[0].save()

    assert learning.set_requirements(trajectory, AllOf(needs(parts))) == tree
    assert not RequirementNode.objects.filter(minutes__isnull=False).exists()


def test_a_rule_that_is_changed_back_is_the_version_that_it_was(parts):
    first, second, third = needs(parts)
    trajectory = an_activity(ActivityKind.TRAJECTORY, has_own_part=False)
    before = learning.set_requirements(trajectory, AllOf((first, second)))
    way = learning.register(UserFactory(), trajectory)
    between = learning.set_requirements(trajectory, AllOf((first, third)))

    again = learning.set_requirements(trajectory, AllOf((first, second)))

    assert again == before != between
    assert learning.current_tree(trajectory) == way.tree
    assert not way.__class__.objects.on_an_earlier_version().exists()
    assert set(trajectory.contents.values_list("activity", flat=True)) == {
        part.pk for part in parts[:2]
    }


def test_hours_that_are_worth_something_else_by_now_are_no_earlier_version(parts):
    trajectory = an_activity(ActivityKind.TRAJECTORY, has_own_part=False)
    hours = Hours(60, needs(parts))
    before = learning.set_requirements(trajectory, hours)
    learning.set_requirements(trajectory, AllOf(needs(parts)))
    parts[0].duration_minutes = 99
    parts[0].save()

    assert learning.would_change(trajectory, hours)
    assert learning.set_requirements(trajectory, hours) != before
    assert not learning.would_change(trajectory, hours)


def test_no_rule_changes_what_has_one(parts):
    trajectory = an_activity(ActivityKind.TRAJECTORY, has_own_part=False)

    assert not learning.would_change(trajectory, None, purpose=Purpose.RENEWAL)
    learning.set_requirements(trajectory, AllOf(needs(parts)), purpose=Purpose.RENEWAL)
    assert learning.would_change(trajectory, None, purpose=Purpose.RENEWAL)
