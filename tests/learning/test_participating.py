"""Joining, starting, leaving, sharing."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from lms.learning import operations
from lms.learning.enums import ActivityKind, Change, Status
from lms.learning.exceptions import NotOffered, NotOpen, NotShareable
from lms.learning.models import Participation, Transition
from lms.learning.rules import AllOf, Needs
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


def test_joining_twice_is_joining_once():
    learner, course = UserFactory(), an_activity()

    first = operations.register(learner, course)
    second = operations.register(learner, course)

    assert first.pk == second.pk
    assert Transition.objects.count() == 1


def test_the_database_refuses_a_second_open_participation():
    learner, course = UserFactory(), an_activity()
    first = operations.register(learner, course)

    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.create(
            learner=learner,
            activity=course,
            registered_at=first.registered_at,
            last_activity_at=first.registered_at,
        )


def test_what_is_withdrawn_from_the_offer_cannot_be_joined():
    course = an_activity()
    operations.withdraw_activity(course.key)
    course.refresh_from_db()

    with pytest.raises(NotOffered):
        operations.register(UserFactory(), course)


def test_leaving_keeps_the_record_and_lets_one_join_again():
    learner, course = UserFactory(), an_activity()
    left = operations.withdraw(operations.register(learner, course).pk)

    again = operations.register(learner, course)

    assert left.status == Status.WITHDRAWN
    assert again.pk != left.pk
    with pytest.raises(NotOpen):
        operations.withdraw(left.pk)


def test_a_transition_keeps_what_things_were_called_that_day():
    mandate = MandateFactory(entity__name="Agentschap Wegwijzers")
    course = an_activity(title="Geschenken")
    operations.register(mandate.person, course, mandate=mandate)

    mandate.entity.name = "Agentschap Iets Anders"
    mandate.entity.save()

    record = Transition.objects.get()
    assert record.entity_name == "Agentschap Wegwijzers"
    assert record.activity_title == "Geschenken"


def test_a_transition_can_be_neither_changed_nor_deleted():
    operations.register(UserFactory(), an_activity())

    for attempt in (
        lambda: Transition.objects.update(last_name="Iemand anders"),
        lambda: Transition.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_what_one_chooses_is_ones_own_until_it_is_shared():
    mandate = MandateFactory()
    chosen = operations.register(mandate.person, an_activity(), mandate=mandate)
    assert not chosen.is_visible_to_hr

    assert operations.share(chosen.pk).is_visible_to_hr
    assert not operations.unshare(chosen.pk).is_visible_to_hr
    assert [record.change for record in Transition.objects.all()] == [
        Change.REGISTERED,
        Change.SHARED,
        Change.UNSHARED,
    ]


def test_a_single_dilemma_cannot_be_shared():
    dilemma = an_activity(ActivityKind.DILEMMA)
    chosen = operations.register(UserFactory(), dilemma)

    with pytest.raises(NotShareable):
        operations.share(chosen.pk)


def test_following_a_trajectory_makes_what_it_contains_asked_for():
    mandate = MandateFactory()
    dilemma = an_activity(ActivityKind.DILEMMA)
    lesson = an_activity(ActivityKind.LESSON, requires=[dilemma], has_own_part=True)
    course = an_activity(requires=[lesson])
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[course])
    before = operations.register(mandate.person, dilemma, mandate=mandate)

    follows = operations.register(mandate.person, trajectory, mandate=mandate)
    after = operations.register(mandate.person, course, mandate=mandate)

    before.refresh_from_db()
    assert before.in_trajectory
    assert after.in_trajectory

    operations.withdraw(follows.pk)
    before.refresh_from_db()
    assert not before.is_visible_to_hr


def test_what_another_trajectory_asks_too_stays_asked():
    mandate = MandateFactory()
    both, one = an_activity(), an_activity()
    left = an_activity(ActivityKind.TRAJECTORY, requires=[both, one])
    kept = an_activity(ActivityKind.TRAJECTORY, requires=[both])
    follows = operations.register(mandate.person, left, mandate=mandate)
    operations.register(mandate.person, kept, mandate=mandate)
    still, no_longer = (
        operations.register(mandate.person, activity, mandate=mandate)
        for activity in (both, one)
    )

    operations.withdraw(follows.pk)

    still.refresh_from_db()
    no_longer.refresh_from_db()
    assert still.is_visible_to_hr
    assert not no_longer.is_visible_to_hr


def test_what_was_left_before_following_a_trajectory_stays_ones_own():
    course = an_activity()
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[course])
    mandate = MandateFactory()
    left = operations.register(mandate.person, course, mandate=mandate)
    operations.withdraw(left.pk)

    operations.register(mandate.person, trajectory, mandate=mandate)

    left.refresh_from_db()
    assert not left.is_visible_to_hr


@pytest.mark.parametrize("joins", ["before", "after"])
def test_hr_sees_what_the_version_that_somebody_follows_asks_for(joins):
    old, new = an_activity(), an_activity()
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[old])
    mandate = MandateFactory()
    person = mandate.person
    if joins == "before":
        operations.register(person, old, mandate=mandate)
        operations.register(person, new, mandate=mandate)
    follows = operations.register(person, trajectory, mandate=mandate)
    operations.set_requirements(trajectory, AllOf((Needs(new.key),)))

    asked = operations.register(person, old, mandate=mandate)
    chosen = operations.register(person, new, mandate=mandate)

    assert asked.is_visible_to_hr
    assert not chosen.is_visible_to_hr

    operations.withdraw(follows.pk)
    asked.refresh_from_db()
    assert not asked.is_visible_to_hr


def test_who_takes_part_without_an_entity_has_nobody_to_share_with():
    chosen = operations.register(UserFactory(), an_activity())

    with pytest.raises(NotShareable):
        operations.share(chosen.pk)


def test_leaving_a_dilemma_leaves_no_statement():
    dilemma = operations.register(UserFactory(), an_activity(ActivityKind.DILEMMA))

    operations.withdraw(dilemma.pk)

    assert not StoredStatement.objects.exists()


def test_starting_is_recorded_once():
    participation = operations.register(UserFactory(), an_activity())

    operations.start(participation.pk)
    operations.start(participation.pk)

    assert Transition.objects.filter(change=Change.STARTED).count() == 1


def test_what_contains_something_is_looked_for_among_ones_own_alone():
    learner = UserFactory()

    sql = str(Participation.objects.of(learner).requiring(uuid4()).query)

    assert sql.count('"learner_id" = ') == 2  # outside, and inside the subquery
