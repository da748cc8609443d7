"""An administrator keeps entities, roles and mandates, and deletes none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lms.organisation.models import Entity, IntegrityRole, Mandate
from tests.factories.accounts import UserFactory
from tests.factories.organisation import (
    EntityFactory,
    MandateFactory,
    PolicyDomainFactory,
    RoleFactory,
)

pytestmark = pytest.mark.django_db


def test_a_role_is_added_without_a_deploy(admin_client):
    admin_client.post(
        reverse("roles:add"),
        {
            "name": "Preventieadviseur",
            "slug": "preventieadviseur",
            "description": "",
            "aliases": "Adviseur preventie\r\n\r\n  Preventie ",
        },
    )

    role = IntegrityRole.objects.get(slug="preventieadviseur")
    assert role.aliases == ["Adviseur preventie", "Preventie"]
    page = admin_client.get(reverse("roles:edit", args=[role.pk])).content.decode()
    assert "Adviseur preventie\nPreventie" in page


def mandate_form(person, **other):
    return {
        "email": person.email.upper(),
        "entity": EntityFactory().pk,
        "role": RoleFactory().pk,
        "valid_from": "2024-01-01",
        "valid_to": "",
        **other,
    }


def test_a_mandate_is_given_to_who_has_the_address(admin_client):
    person = UserFactory()

    admin_client.post(reverse("mandates:add"), mandate_form(person))

    assert person.mandates.count() == 1


def test_a_mandate_ends_with_a_day_and_stays_of_the_same_person(admin_client):
    mandate, other = MandateFactory(), UserFactory()
    fields = mandate_form(
        other,
        entity=mandate.entity.pk,
        role=mandate.role.pk,
        valid_from="2020-01-01",
        valid_to="2024-06-30",
    )

    admin_client.post(reverse("mandates:edit", args=[mandate.pk]), fields)

    ended = Mandate.objects.get()
    assert ended.person == mandate.person
    assert f"{ended.valid_to:%Y-%m-%d}" == "2024-06-30"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"email": "niemand@voorbeeld.test"}, "Niemand heeft een account"),
        ({"email": "geen adres"}, "Dit is geen e-mailadres"),
        ({"valid_to": "2023-12-31"}, "voor het begint"),
    ],
)
def test_what_cannot_be_is_refused_in_words(admin_client, wrong, said):
    response = admin_client.post(
        reverse("mandates:add"), mandate_form(UserFactory(), **wrong)
    )

    assert not Mandate.objects.exists()
    assert said in response.content.decode()


def test_an_entity_is_added_and_found(admin_client):
    fields = {
        "code": "TEST-900",
        "ovo_code": "OVO000900",
        "name": "Agentschap Proef",
        "type": "iva",
        "policy_domain": PolicyDomainFactory().pk,
        "valid_from": "2024-01-01",
    }

    admin_client.post(reverse("entities:add"), fields)

    assert Entity.objects.filter(code="TEST-900").exists()
    found = admin_client.get(reverse("entities:index"), {"q": "OVO000900"})
    assert "Agentschap Proef" in found.content.decode()


@pytest.mark.parametrize("kind", ["entities", "roles", "mandates"])
def test_nobody_deletes_what_records_lean_on(admin_client, kind):
    mandate = MandateFactory()
    pk = {
        "entities": mandate.entity_id,
        "roles": mandate.role_id,
        "mandates": mandate.pk,
    }[kind]

    admin_client.post(reverse(f"{kind}:delete", args=[pk]))

    assert Mandate.objects.filter(pk=mandate.pk).exists()


@pytest.mark.parametrize("kind", ["entities", "roles", "mandates", "policy_domains"])
def test_a_list_costs_the_same_however_long(admin_client, kind):
    address = reverse(f"{kind}:index")
    admin_client.get(address)
    costs = []
    for number in (2, 12):
        for each in range(number):
            MandateFactory(role__slug=f"rol-{number}-{each}")
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(address)
        costs.append(len(queries))

    assert costs[0] == costs[1]
