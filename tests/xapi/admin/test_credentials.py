"""Administrators make and revoke credentials; a secret is seen once."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import NoReverseMatch, reverse
from wagtail.models import ModelLogEntry

from lms.xapi.enums import Scope, Store
from lms.xapi.models import Credential
from lms.xapi.operations import hash_of, lend_credential, make_credential
from tests.factories.accounts import who_may
from tests.xapi import samples

pytestmark = pytest.mark.django_db

INDEX = "xapi_credentials:index"
ADD = "xapi_credentials:add"
SECRET = re.compile(r'id="credential-secret" value="([^"]+)"')


@pytest.fixture
def administrator(client):
    client.force_login(
        who_may("add_credential", "change_credential", "view_credential")
    )
    return client


def filled(client, **changes):
    page = client.get(reverse(ADD)).content.decode()
    key = re.search(r'name="key" value="([0-9a-f]+)"', page)[1]
    return {
        "name": "Leerplatform",
        "scopes": ["statements/write", "state"],
        "store": "record",
        "key": key,
    } | changes


def test_the_secret_is_shown_in_one_answer_and_kept_nowhere(administrator):
    response = administrator.post(reverse(ADD), filled(administrator))

    made = Credential.objects.get()
    secret = SECRET.search(response.content.decode())[1]
    assert made.secret_hash == hash_of(secret)
    assert (made.scopes, made.store) == (["state", "statements/write"], Store.RECORD)
    assert "no-store" in response["Cache-Control"]
    assert made.key in response.content.decode()
    for page in (reverse(INDEX), reverse("xapi_credentials:inspect", args=[made.pk])):
        assert secret not in administrator.get(page).content.decode()
    assert all(secret not in str(s.get_decoded()) for s in Session.objects.all())
    (entry,) = ModelLogEntry.objects.all()
    assert entry.action == "wagtail.create"
    assert secret not in str(entry.data)


def test_the_same_form_twice_makes_one_and_shows_no_secret_again(administrator):
    form = filled(administrator)
    administrator.post(reverse(ADD), form)

    again = administrator.post(reverse(ADD), form)

    text = again.content.decode()
    assert Credential.objects.count() == 1
    assert SECRET.search(text) is None
    assert form["key"] not in text  # the form can be sent anew, for another one


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"scopes": []},
        {"scopes": ["everything"]},
        {"store": "other"},
        {"key": "demo"},
    ],
)
def test_what_is_not_whole_is_not_made(administrator, change):
    response = administrator.post(reverse(ADD), filled(administrator, **change))

    assert response.status_code == 200
    assert not Credential.objects.exists()


def test_revoking_asks_first_and_is_for_good(administrator):
    made = make_credential("Lezer").credential
    address = reverse("xapi_credentials:revoke", args=[made.pk])

    asked = administrator.get(address)
    made.refresh_from_db()
    assert asked.status_code == 200
    assert made.active

    administrator.post(address)
    administrator.post(address)
    made.refresh_from_db()
    assert not made.active
    (entry,) = ModelLogEntry.objects.all()
    assert entry.action == "xapi.revoke_credential"
    shown = administrator.get(reverse("xapi_credentials:inspect", args=[made.pk]))
    assert address not in shown.content.decode()


def test_what_is_lent_to_browsers_is_not_listed(administrator):
    lent = lend_credential(
        actor=samples.account(),
        registration="8e1b7f0a-3f55-4a35-9a4e-8f0b4f2c1d11",
        activity_iri=samples.COURSE.iri,
    ).credential

    assert samples.COURSE.iri not in administrator.get(reverse(INDEX)).content.decode()
    for name in ("inspect", "revoke"):
        address = reverse(f"xapi_credentials:{name}", args=[lent.pk])
        assert administrator.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_costs_the_same_however_many(
    administrator, django_assert_max_num_queries, count
):
    for number in range(count):
        make_credential(f"Lezer {number}", scopes=[Scope.STATE, Scope.PROFILE])
    administrator.get(reverse(INDEX))

    with django_assert_max_num_queries(12) as captured:
        administrator.get(reverse(INDEX))

    asked = [query["sql"] for query in captured.captured_queries]
    assert sum('FROM "xapi_credential"' in sql for sql in asked) == 2


@pytest.mark.parametrize(
    "permissions", [[], ["view_storedstatement"], ["change_page", "add_page"]]
)
def test_it_is_for_administrators_alone(client, permissions):
    made = make_credential("Lezer").credential
    client.force_login(who_may(*permissions))

    for address in (
        reverse(INDEX),
        reverse("xapi_credentials:index_results"),
        reverse(ADD),
        reverse("xapi_credentials:inspect", args=[made.pk]),
        reverse("xapi_credentials:revoke", args=[made.pk]),
    ):
        for ask in (client.get, client.post):
            assert "Lezer" not in ask(address).content.decode()
    made.refresh_from_db()
    assert made.active
    assert Credential.objects.count() == 1


def test_who_may_only_look_makes_and_revokes_nothing(client):
    made = make_credential("Lezer").credential
    client.force_login(who_may("view_credential"))
    revoke = reverse("xapi_credentials:revoke", args=[made.pk])

    client.post(reverse(ADD), {"name": "x", "scopes": ["all"], "store": "record"})
    client.post(revoke)

    made.refresh_from_db()
    assert made.active
    assert Credential.objects.count() == 1
    shown = client.get(reverse("xapi_credentials:inspect", args=[made.pk]))
    assert revoke not in shown.content.decode()


def test_there_is_no_way_to_change_or_delete_one():
    for name in ("edit", "delete", "copy"):
        with pytest.raises(NoReverseMatch):
            reverse(f"xapi_credentials:{name}", args=[1])
