"""What comes first: who waits for what, who does not, and no way round."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms.common import clock
from lms.learning import operations
from lms.learning.enums import ActivityKind, Source, Status
from lms.learning.exceptions import CircularPrerequisite, ComesLater
from lms.learning.models import Participation, Prerequisite
from lms.learning.order import way_round
from lms.learning.rules import AllOf, Needs
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def basics():
    return an_activity(title="De basis", address="/aanbod/de-basis/")


@pytest.fixture
def advanced(basics):
    activity = an_activity(title="Verder")
    operations.set_prerequisites({activity.key: [basics.key]})
    return activity


def complete(person, activity):
    participation = operations.register(person, activity)
    return operations.report_progress(participation.pk, 100)


@pytest.mark.parametrize(
    ("waits", "way"),
    [
        ({}, None),
        ({"a": ["b"], "b": ["c"]}, None),
        ({"a": ["a"]}, ["a", "a"]),
        ({"a": ["b"], "b": ["c"], "c": ["a"]}, ["a", "b", "c", "a"]),
        ({"a": ["b", "c"], "b": ["d"], "d": ["a"], "c": ["a"]}, ["a", "c", "a"]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, None),
    ],
)
def test_the_shortest_way_round(waits, way):
    assert way_round(waits, "a") == way


def test_whoever_has_not_done_what_comes_first_is_told_what_it_is(person, advanced):
    with pytest.raises(ComesLater) as refusal:
        operations.register(person, advanced)

    (first,) = refusal.value.missing
    assert (first.title, first.address) == ("De basis", "/aanbod/de-basis/")
    assert "De basis" in str(refusal.value)
    assert not Participation.objects.exists()


def test_completing_what_comes_first_opens_it(person, basics, advanced):
    complete(person, basics)

    participation = operations.start(operations.register(person, advanced).pk)

    assert participation.status == Status.STARTED


def test_a_recognised_completion_counts_as_any_other(person, basics, advanced):
    operations.record_completion(
        person, basics, by=UserFactory(), at=clock.now(), source=Source.EXEMPTION
    )

    assert operations.register(person, advanced).is_open


def test_what_another_person_completed_does_not_count(person, basics, advanced):
    complete(UserFactory(), basics)

    with pytest.raises(ComesLater):
        operations.register(person, advanced)


def test_what_was_withdrawn_no_longer_blocks(person, basics, advanced):
    operations.withdraw_activity(basics.key)

    assert operations.register(person, advanced).is_open


def test_who_began_before_goes_on(person, basics):
    activity = an_activity()
    participation = operations.start(operations.register(person, activity).pk)
    operations.set_prerequisites({activity.key: [basics.key]})

    assert operations.register(person, activity).pk == participation.pk
    assert operations.start(participation.pk).status == Status.STARTED
    assert operations.report_progress(participation.pk, 100).is_completed


def test_what_is_assigned_is_registered_and_waits_to_begin(person, basics, advanced):
    mandate = MandateFactory(person=person)
    assigned = operations.assign(person, advanced, mandate=mandate, by=None)
    assert assigned.status == Status.REGISTERED

    with pytest.raises(ComesLater):
        operations.start(assigned.pk)
    complete(person, basics)
    assert operations.start(assigned.pk).status == Status.STARTED


def test_what_a_trajectory_asks_is_registered_and_waits_to_begin(person, advanced):
    whole = an_activity(ActivityKind.TRAJECTORY, requires=[advanced])
    operations.register(person, whole)

    participation = operations.register(person, advanced)
    with pytest.raises(ComesLater):
        operations.start(participation.pk)


def test_a_trainer_records_what_happened_whatever_comes_first(person, advanced):
    done = operations.record_completion(
        person, advanced, by=UserFactory(), at=clock.now()
    )
    assert done.is_completed


def test_a_way_round_is_refused_and_named():
    one, two, three = (an_activity(title=title) for title in ("Een", "Twee", "Drie"))
    operations.set_prerequisites({one.key: [two.key], two.key: [three.key]})

    with pytest.raises(CircularPrerequisite) as refusal:
        operations.set_prerequisites({three.key: [one.key]})

    assert [title in str(refusal.value) for title in ("Een", "Twee", "Drie")] == [
        True,
        True,
        True,
    ]
    assert not Prerequisite.objects.filter(activity=three).exists()
    assert "Drie" in operations.circle_with(three.key, [one.pk])
    assert operations.circle_with(three.key, []) == ""


def test_nothing_waits_for_what_demands_it():
    part, whole = an_activity(title="Deel"), an_activity(title="Geheel")
    operations.set_requirements(whole, AllOf((Needs(part.key),)))

    with pytest.raises(CircularPrerequisite, match="Geheel"):
        operations.set_prerequisites({part.key: [whole.key]})


def test_writing_again_replaces_what_was_there(basics, advanced):
    other = an_activity()
    operations.set_prerequisites({advanced.key: [other.key]})
    assert list(
        Prerequisite.objects.filter(activity=advanced).values_list("needed", flat=True)
    ) == [other.pk]

    operations.set_prerequisites({advanced.key: []})
    assert not Prerequisite.objects.exists()


def test_writing_costs_the_same_for_few_and_for_many():
    costs = []
    for size in (3, 40):
        row = [an_activity() for _ in range(size)]
        wanted = {two.key: [one.key] for one, two in pairwise(row)}
        with CaptureQueriesContext(connection) as captured:
            operations.set_prerequisites(wanted)
        costs.append(len(captured))
    assert costs[0] == costs[1]


@pytest.mark.rules
@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_that_would_wait_for_each_other_one_is_refused():
    one, two = (an_activity(title=title) for title in ("Een", "Twee"))

    def wait_for_the_other(number):
        mine, other = (one, two) if number else (two, one)
        try:
            return operations.set_prerequisites({mine.key: [other.key]})
        except CircularPrerequisite:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(wait_for_the_other, range(2))) == [False, True]
    assert Prerequisite.objects.count() == 1
