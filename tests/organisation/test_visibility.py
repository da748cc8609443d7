"""Whose people HR sees: the entity, what lies under it, and what it succeeded."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from lms.common import clock
from lms.organisation.models import Entity
from lms.organisation.operations import end_mandate, give_mandate, merge_entity
from lms.organisation.signals import mandates_changed
from lms.organisation.visibility import acts_as_hr, hr_scope, leads_a_team, team_scope
from tests.factories.accounts import UserFactory
from tests.factories.organisation import EntityFactory, MandateFactory, RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return EntityFactory()


def hr_of(entity, **mandate):
    role = RoleFactory(slug="hr-verantwoordelijke")
    return MandateFactory(entity=entity, role=role, **mandate)


def test_hr_sees_the_own_entity_and_everything_under_it(agency):
    service = EntityFactory(parent=agency)
    team = EntityFactory(parent=service)
    EntityFactory()

    assert hr_scope(hr_of(agency).person).entities == {agency.pk, service.pk, team.pk}


def test_nobody_sees_what_lies_above(agency):
    service = EntityFactory(parent=agency)

    assert hr_scope(hr_of(service).person).entities == {service.pk}


def test_a_successor_sees_what_it_succeeded_and_what_lay_under_that(agency):
    old = EntityFactory()
    below_old = EntityFactory(parent=old)
    merge_entity(old, into=agency, on=date(2023, 12, 31))

    assert hr_scope(hr_of(agency).person).entities == {agency.pk, old.pk, below_old.pk}
    assert hr_scope(hr_of(old).person).entities == {old.pk, below_old.pk}


def test_a_circle_of_entities_ends(agency):
    service = EntityFactory(parent=agency)
    Entity.objects.filter(pk=agency.pk).update(parent=service)

    assert hr_scope(hr_of(agency).person).entities == {agency.pk, service.pk}


def test_a_mandate_holds_up_to_and_including_its_last_day(agency):
    mandate = hr_of(agency)
    end_mandate(mandate, on=clock.today())
    assert acts_as_hr(mandate.person)

    end_mandate(mandate, on=clock.today() - timedelta(days=1))
    assert not acts_as_hr(mandate.person)
    assert hr_scope(mandate.person).entities == set()


def test_a_mandate_that_has_yet_to_begin_shows_nothing(agency):
    mandate = hr_of(agency, valid_from=clock.today() + timedelta(days=1))

    assert hr_scope(mandate.person).entities == set()


def test_other_roles_see_nobody(agency):
    assert not hr_scope(MandateFactory(entity=agency).person)


def test_a_manager_sees_the_team_and_nothing_below_it(agency):
    service = EntityFactory(parent=agency)
    role = RoleFactory(slug="leidinggevende")
    manager = MandateFactory(entity=agency, role=role)

    assert team_scope(manager.person).entities == {agency.pk}
    assert team_scope(manager.person).team_only
    assert leads_a_team(manager.person)

    end_mandate(manager, on=clock.today() - timedelta(days=1))
    assert not team_scope(manager.person)
    assert not leads_a_team(manager.person)
    assert not team_scope(MandateFactory(entity=service).person)


def test_those_above_hear_of_changed_mandates_once_committed(
    agency, django_capture_on_commit_callbacks
):
    heard = []

    def hear(people, **_rest):
        heard.append(people)

    mandates_changed.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            mandate = give_mandate(
                UserFactory(), entity=agency, role=RoleFactory(), since=date(2024, 1, 1)
            )
            give_mandate(
                mandate.person,
                entity=agency,
                role=mandate.role,
                since=mandate.valid_from,
            )
        with django_capture_on_commit_callbacks(execute=True):
            end_mandate(mandate, on=clock.today())
        with django_capture_on_commit_callbacks(execute=True):
            merge_entity(agency, into=EntityFactory(), on=clock.today())
    finally:
        mandates_changed.disconnect(hear)

    assert heard == [{mandate.person_id}] * 3


def test_giving_a_mandate_twice_gives_it_once(agency):
    person, role = UserFactory(), RoleFactory()
    for _ in range(2):
        give_mandate(person, entity=agency, role=role, since=date(2024, 1, 1))

    assert person.mandates.count() == 1


def test_the_scope_costs_two_queries_however_many_entities(
    agency, django_assert_num_queries
):
    viewer = hr_of(agency).person
    for _ in range(2):
        EntityFactory.create_batch(10, parent=agency)
        with django_assert_num_queries(2):
            hr_scope(viewer)


@pytest.mark.parametrize(
    "wrong",
    [
        {"valid_from": date(2024, 2, 1), "valid_to": date(2024, 1, 1)},
        {"successor": None, "valid_to": None, "parent": "itself"},
    ],
)
def test_the_database_refuses_an_entity_that_cannot_be(agency, wrong):
    if wrong.get("parent") == "itself":
        wrong = {"parent": agency}
    with pytest.raises(IntegrityError):
        Entity.objects.filter(pk=agency.pk).update(**wrong)


def test_only_an_entity_that_ended_has_a_successor(agency):
    with pytest.raises(IntegrityError):
        Entity.objects.filter(pk=agency.pk).update(successor=EntityFactory())
