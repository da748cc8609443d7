"""Taking part with approval, and more time: asked, decided once, told once."""

from datetime import timedelta

import pytest

from lms.common import clock
from lms.learning import operations
from lms.learning.assigning.scope import requests_before
from lms.learning.enums import ActivityKind, Change, RequestState
from lms.learning.exceptions import (
    NeedsApproval,
    NothingToDecide,
    NotInThePast,
    NotOpen,
    NotYours,
)
from lms.learning.models import LearningActivity, Participation, Transition
from lms.messaging.models import Notification
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.factories.organisation import EntityFactory, MandateFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rules]

TODAY = clock.today()
DUE = TODAY + timedelta(days=10)
LATER = TODAY + timedelta(days=40)


@pytest.fixture
def mandate(agency):
    return MandateFactory(entity=agency)


@pytest.fixture
def guarded(course):
    """A course that asks the approval of the manager."""
    LearningActivity.objects.filter(pk=course.pk).update(needs_approval=True)
    course.refresh_from_db()
    return course


@pytest.fixture
def asked(mandate, course, hr):
    return operations.assign(mandate.person, course, mandate=mandate, by=hr, due_on=DUE)


def told(person) -> list[str]:
    return [each.key for each in Notification.objects.filter(person=person)]


def test_what_asks_approval_cannot_be_joined_but_by_who_is_asked(mandate, guarded, hr):
    with pytest.raises(NeedsApproval):
        operations.register(mandate.person, guarded, mandate=mandate)

    operations.assign(mandate.person, guarded, mandate=mandate, by=hr)
    assert operations.register(mandate.person, guarded).assigned


def test_a_trajectory_is_approved_as_a_whole(mandate, guarded, manager):
    whole = an_activity(
        ActivityKind.TRAJECTORY, requires=[guarded], needs_approval=True
    )
    with pytest.raises(NeedsApproval):
        operations.register(mandate.person, whole, mandate=mandate)

    request = operations.ask_to_take_part(mandate.person, whole, mandate=mandate)
    operations.grant(request.pk, by=manager)

    assert operations.register(mandate.person, guarded, mandate=mandate).in_trajectory


def test_the_manager_approves_and_the_learner_takes_part(mandate, guarded, manager):
    request = operations.ask_to_take_part(
        mandate.person, guarded, mandate=mandate, reason="Voor mijn dienst"
    )
    assert told(manager) == [f"request:{request.pk}"]
    assert (
        operations.ask_to_take_part(mandate.person, guarded, mandate=mandate) == request
    )

    operations.grant(request.pk, by=manager)

    participation = Participation.objects.get(learner=mandate.person)
    assert not participation.assigned  # of one's own choice: HR does not see it
    assert told(mandate.person) == [f"request:{request.pk}:decided"]


def test_hr_decides_where_there_is_no_manager(agency, hr, guarded):
    below = MandateFactory(entity=EntityFactory(parent=agency))
    request = operations.ask_to_take_part(below.person, guarded, mandate=below)

    assert told(hr) == [f"request:{request.pk}"]
    done = operations.refuse(request.pk, by=hr, answer="Wacht tot het najaar")

    assert done.state == RequestState.REFUSED
    assert not Participation.objects.exists()
    answer = Notification.objects.get(person=below.person)
    assert "Wacht tot het najaar" in answer.text


def test_every_manager_is_told_and_nobody_decides_for_themselves(
    agency, hr, manager, guarded
):
    role = RoleFactory(slug="leidinggevende")
    other = MandateFactory(entity=agency, role=role)
    request = operations.ask_to_take_part(other.person, guarded, mandate=other)

    assert told(manager) == [f"request:{request.pk}"]
    assert told(other.person) == []
    assert not requests_before(other.person).exists()
    with pytest.raises(NotYours):
        operations.grant(request.pk, by=other.person)
    for stranger in (UserFactory(), MandateFactory(role=role).person):
        assert not requests_before(stranger).exists()
        with pytest.raises(NotYours):
            operations.grant(request.pk, by=stranger)
    assert requests_before(hr).get() == request


def test_whoever_takes_part_without_an_entity_has_nobody_to_ask(guarded):
    with pytest.raises(NotYours):
        operations.ask_to_take_part(UserFactory(), guarded, mandate=None)


def test_it_is_decided_once(mandate, guarded, manager, hr):
    request = operations.ask_to_take_part(mandate.person, guarded, mandate=mandate)
    operations.grant(request.pk, by=manager)

    with pytest.raises(NothingToDecide, match=str(manager)):
        operations.refuse(request.pk, by=hr, answer="Nee")
    with pytest.raises(NothingToDecide):
        operations.take_back(request.pk, learner=mandate.person)


def test_what_was_taken_back_says_so(mandate, guarded, manager):
    request = operations.ask_to_take_part(mandate.person, guarded, mandate=mandate)
    operations.take_back(request.pk, learner=mandate.person)

    with pytest.raises(NothingToDecide, match="ingetrokken"):
        operations.grant(request.pk, by=manager)


def test_an_extension_moves_the_date_and_keeps_the_first(asked, manager, mandate):
    request = operations.ask_for_more_time(
        asked.pk, reason="Ouderschapsverlof", wished_on=LATER
    )

    operations.grant(request.pk, by=manager, granted_on=DUE + timedelta(days=5))

    asked.refresh_from_db()
    assert asked.due_on == DUE + timedelta(days=5)
    request.refresh_from_db()
    assert (request.due_on, request.wished_on) == (DUE, LATER)
    last = Transition.objects.filter(participation=asked).last()
    assert (last.change, last.due_on, last.by) == (
        Change.EXTENDED,
        asked.due_on,
        manager,
    )
    assert told(mandate.person) == [f"request:{request.pk}:decided"]


def test_a_refusal_stands_in_the_record_and_the_date_stays(asked, hr):
    request = operations.ask_for_more_time(asked.pk, reason="Druk", wished_on=LATER)

    operations.refuse(request.pk, by=hr, answer="Er is nog tijd")

    asked.refresh_from_db()
    assert asked.due_on == DUE
    last = Transition.objects.filter(participation=asked).last()
    assert (last.change, last.due_on) == (Change.EXTENSION_REFUSED, DUE)


def test_no_date_in_the_past_is_asked_or_given(asked, hr):
    for day in (DUE, TODAY - timedelta(days=1)):
        with pytest.raises(NotInThePast):
            operations.ask_for_more_time(asked.pk, reason="Druk", wished_on=day)
    request = operations.ask_for_more_time(asked.pk, reason="Druk", wished_on=LATER)

    with pytest.raises(NotInThePast):
        operations.grant(request.pk, by=hr, granted_on=TODAY - timedelta(days=1))
    with clock.at(clock.now() + timedelta(days=60)), pytest.raises(NotInThePast):
        operations.grant(request.pk, by=hr)  # the wished date is past by then

    request.refresh_from_db()
    assert request.is_waiting


def test_one_request_waits_at_a_time_and_none_for_what_is_done(asked):
    operations.ask_for_more_time(asked.pk, reason="Druk", wished_on=LATER)
    with pytest.raises(NothingToDecide):
        operations.ask_for_more_time(asked.pk, reason="Druk", wished_on=LATER)

    operations.report_progress(asked.pk, 100)
    with pytest.raises(NotOpen):
        operations.ask_for_more_time(asked.pk, reason="Druk", wished_on=LATER)


def test_what_was_completed_meanwhile_needs_no_extension(asked, hr):
    request = operations.ask_for_more_time(asked.pk, reason="Druk", wished_on=LATER)
    operations.report_progress(asked.pk, 100)

    with pytest.raises(NothingToDecide):
        operations.grant(request.pk, by=hr)
    asked.refresh_from_db()
    assert asked.due_on == DUE


def test_an_extension_outlives_a_rule_that_asks_it_too(asked, hr, a_rule, mandate):
    """The earliest date of the rules counts, and the extension on top of it."""
    request = operations.ask_for_more_time(asked.pk, reason="Druk", wished_on=LATER)
    operations.grant(request.pk, by=hr)

    a_rule(due_from="day", due_on=TODAY + timedelta(days=3))

    asked.refresh_from_db()
    assert asked.due_on == LATER
