"""Who signs in for an entity is employee there."""

from datetime import timedelta

import pytest

from lms.accounts.signals import claims_received
from lms.common import clock
from lms.organisation.operations import end_mandate, mandates_from_claims, merge_entity
from tests.factories.accounts import UserFactory
from tests.factories.organisation import EntityFactory, MandateFactory

pytestmark = pytest.mark.django_db
YESTERDAY = clock.today() - timedelta(days=1)


@pytest.mark.parametrize("claim", ["OVO000001", ["OVO000001", "ONBEKEND"]])
def test_the_claims_of_a_sign_in_give_a_mandate_once(claim):
    entity, person = EntityFactory(ovo_code="OVO000001"), UserFactory()

    for _ in range(2):
        claims_received.send(None, user=person, claims={"vo_orgcode": claim})

    held = person.mandates.get()
    assert (held.entity, held.role.slug) == (entity, "medewerker")
    assert held.valid_from == clock.today()


@pytest.mark.parametrize("claims", [{}, {"vo_orgcode": None}, {"vo_orgcode": ""}])
def test_claims_without_an_entity_give_nothing(claims):
    EntityFactory(ovo_code="")
    person = UserFactory()

    claims_received.send(None, user=person, claims=claims)

    assert not person.mandates.exists()


def test_who_holds_a_mandate_there_gets_none_and_nothing_ends():
    held, elsewhere = MandateFactory(), MandateFactory()
    end_mandate(held, on=clock.today())

    assert mandates_from_claims(held.person, [held.entity.code]) == []
    (given,) = mandates_from_claims(held.person, [elsewhere.entity.code])
    held.refresh_from_db()
    assert held.valid_to == clock.today()
    assert given.entity == elsewhere.entity


def test_an_entity_that_ended_stands_for_its_successor():
    old, now, gone = EntityFactory(), EntityFactory(), EntityFactory(valid_to=YESTERDAY)
    merge_entity(old, into=now, on=YESTERDAY)

    given = mandates_from_claims(UserFactory(), [old.code, now.code, gone.code])

    assert [each.entity for each in given] == [now]
