"""The register in the admin: who may revoke and replace, with which reasons, and the chain."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from certification.enums import EventKind
from certification.models import Certificate, ChainHead
from cms_site.operations.groups import PERMISSIONS
from lms.accounts.enums import PlatformGroup
from lms.accounts.operations import rename
from lms.common import clock
from tests.factories.accounts import UserFactory
from tests.factories.certification import a_certificate
from tests.factories.organisation import EntityFactory

pytestmark = pytest.mark.django_db


def somebody(*names):
    person = UserFactory()
    for name in ("wagtailadmin.access_admin", *names):
        app_label, codename = name.split(".")
        person.user_permissions.add(
            Permission.objects.get(content_type__app_label=app_label, codename=codename)
        )
    return person


@pytest.fixture
def registrar(client):
    person = somebody(
        "certification.view_certificate", "certification.revoke_certificate"
    )
    client.force_login(person)
    return person


@pytest.fixture
def certificate():
    return a_certificate()


def address(name, certificate):
    return reverse(f"certification_{name}", args=[certificate.pk])


def inspect(client, certificate):
    page = reverse("certification_certificates:inspect", args=[certificate.pk])
    return client.get(page).content.decode()


def test_a_certificate_is_revoked_with_a_reason_and_a_day(
    client, registrar, certificate
):
    assert address("revoke", certificate) in inspect(client, certificate)

    response = client.post(
        address("revoke", certificate),
        {"reason": "Op naam van een ander", "on": clock.today().isoformat()},
    )

    assert response.status_code == 302
    event = certificate.events.get(kind=EventKind.REVOKED)
    assert (event.by, event.reason) == (registrar, "Op naam van een ander")
    html = inspect(client, certificate)
    assert "Op naam van een ander" in html
    assert address("revoke", certificate) not in html


@pytest.mark.parametrize("days", [-1, 1])
def test_a_day_that_will_not_do_is_said_and_nothing_is_lost(
    client, registrar, certificate, days
):
    day = clock.today() + timedelta(days=days)

    response = client.post(
        address("revoke", certificate),
        {"reason": "Een reden", "on": day.isoformat()},
    )

    assert response.status_code == 400
    html = response.content.decode()
    assert "tot en met vandaag" in html
    assert "Een reden" in html
    assert Certificate.objects.get().in_force


def test_without_a_reason_nothing_happens(client, registrar, certificate):
    for name in ("revoke", "reissue"):
        response = client.post(address(name, certificate), {"reason": "  "})
        assert response.status_code == 400

    assert certificate.events.count() == 1


def test_a_certificate_is_replaced_with_what_was_chosen(client, registrar, certificate):
    rename(certificate.award.person, first_name="Loes", last_name="Maesen")
    entity = EntityFactory(name="Loketten")
    form = client.get(address("reissue", certificate)).content.decode()
    assert "Loes Maesen" in form
    assert certificate.name in form

    response = client.post(
        address("reissue", certificate),
        {"reason": "Nieuwe naam", "name_of_account": "on", "entity": entity.pk},
        follow=True,
    )

    new = Certificate.objects.get(supersedes=certificate)
    assert (new.name, new.facts["entity"]) == ("Loes Maesen", "Loketten")
    html = response.content.decode()
    assert new.number in html
    assert certificate.number in html


def test_a_certificate_that_would_say_the_same_replaces_none(
    client, registrar, certificate
):
    role = certificate.award.completion.role
    for same in ({}, {"name_of_account": "on"}, {"role": role.pk}):
        answer = client.post(
            address("reissue", certificate), {"reason": "Vergissing", **same}
        )
        assert answer.status_code == 400
        html = answer.content.decode()
        assert "Kies wat erop moet veranderen" in html
        assert "Vergissing" in html

    assert Certificate.objects.count() == 1
    assert certificate.events.count() == 1


def test_the_register_says_what_is_printed_and_how_it_stands(
    client, registrar, certificate
):
    html = inspect(client, certificate)

    here = certificate.issued_at.astimezone(clock.BRUSSELS)
    assert f"{here:%Y %H:%M}" in html
    assert certificate.facts["entity"] in html
    assert certificate.facts["role"] in html
    assert "Geldig" in html


def test_what_ended_is_left_as_it_is_whoever_asks_again(client, registrar, certificate):
    data = {"reason": "x", "on": clock.today().isoformat()}
    for name in ("revoke", "reissue", "revoke"):
        answer = client.post(address(name, certificate), data, follow=True)
        assert answer.status_code == 200

    assert Certificate.objects.count() == 1
    assert certificate.events.count() == 2


def test_who_only_views_the_register_changes_nothing(client, certificate):
    client.force_login(somebody("certification.view_certificate"))

    assert address("revoke", certificate) not in inspect(client, certificate)
    for name in ("revoke", "reissue"):
        for method in (client.get, client.post):
            refused = method(address(name, certificate))
            assert refused.status_code in {302, 403}
    assert certificate.events.count() == 1
    assert client.get(reverse("certification_chain")).status_code == 200


def test_who_does_not_view_it_sees_no_chain(client):
    client.force_login(somebody())

    assert client.get(reverse("certification_chain")).status_code in {302, 403}


def test_the_page_says_that_the_chain_holds_and_where_it_breaks(
    client, registrar, certificate
):
    page = reverse("certification_chain")
    assert "De ketting klopt: 1 schakel" in client.get(page).content.decode()

    ChainHead.objects.update(place=7)

    html = client.get(page).content.decode()
    assert "De ketting klopt niet: 1 breuk" in html
    assert "Er ontbreken schakels aan het einde" in html


def test_coordinators_and_administrators_may_revoke():
    allowed = {
        group
        for group, names in PERMISSIONS.items()
        if "certification.revoke_certificate" in names
    }
    assert allowed == {PlatformGroup.COORDINATORS, PlatformGroup.ADMINISTRATORS}
