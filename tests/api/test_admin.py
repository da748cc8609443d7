"""Administrators make, rotate and revoke tokens; a token is seen once; its use is read."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms_site.operations import set_up_groups
from lms.accounts.enums import PlatformGroup
from lms.api import operations
from lms.api.models import ApiToken, TokenUse
from lms.common import clock
from tests.factories.accounts import UserFactory, who_may
from tests.factories.organisation import EntityFactory

from .asking import Asking, a_token, asking

pytestmark = pytest.mark.django_db

INDEX = reverse("api_tokens:index")
ADD = reverse("api_tokens:add")
TOKEN = re.compile(r'id="api-token" value="([^"]+)"')


def shown(response):
    found = TOKEN.search(response.content.decode())
    return found[1] if found else None


@pytest.fixture
def administrator(client):
    client.force_login(who_may("add_apitoken", "change_apitoken", "view_apitoken"))
    return client


def filled(client, entity, **changes):
    page = client.get(ADD).content.decode()
    key = re.search(r'name="key" value="([0-9a-f]+)"', page)[1]
    return {
        "name": "Personeelssysteem",
        "scopes": ["people:read"],
        "entities": [entity.pk],
        "ends_on": (clock.today() + timedelta(days=30)).isoformat(),
        "key": key,
    } | changes


def test_a_token_is_shown_in_one_answer_and_kept_nowhere(administrator, here):
    response = administrator.post(ADD, filled(administrator, here.entity))

    text = shown(response)
    assert Asking(text).get("people").status_code == 200
    assert Asking(text).get("completions").status_code == 403
    assert "no-store" in response["Cache-Control"]
    token = ApiToken.objects.get()
    secret = text.split("_", 2)[2]
    for page in (INDEX, reverse("api_tokens:inspect", args=[token.pk])):
        assert secret not in administrator.get(page).content.decode()
    assert all(secret not in str(s.get_decoded()) for s in Session.objects.all())
    (entry,) = ModelLogEntry.objects.all()
    assert secret not in str(entry.data)


def test_the_same_form_twice_makes_one_and_shows_it_once(administrator, here):
    form = filled(administrator, here.entity)
    administrator.post(ADD, form)

    again = administrator.post(ADD, form)

    assert ApiToken.objects.count() == 1
    assert shown(again) is None
    assert form["key"] not in again.content.decode()


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"scopes": []},
        {"scopes": ["everything"]},
        {"entities": []},
        {"ends_on": "2020-01-01"},
        {"ends_on": "2999-01-01"},
        {"key": "x"},
    ],
)
def test_what_is_not_whole_is_not_made_and_what_was_typed_stays(
    administrator, here, change
):
    form = filled(administrator, here.entity, **change)

    response = administrator.post(ADD, form)

    assert response.status_code == 200
    assert not ApiToken.objects.exists()
    if form["name"]:
        assert form["name"] in response.content.decode()


def test_an_entity_that_ended_cannot_be_chosen(administrator):
    ended = EntityFactory(valid_to=clock.today() - timedelta(days=1))

    administrator.post(ADD, filled(administrator, ended))

    assert not ApiToken.objects.exists()


def test_rotating_asks_first_and_shows_the_new_one_once(administrator, here):
    system = asking(here.entity)
    address = reverse("api_tokens:rotate", args=[system.token.pk])
    assert administrator.get(address).status_code == 200
    ends_on = clock.today() + timedelta(days=300)

    wrong = administrator.post(address, {"ends_on": "2020-01-01"})
    assert shown(wrong) is None
    response = administrator.post(address, {"ends_on": ends_on.isoformat()})

    assert Asking(shown(response)).get("people").status_code == 200
    assert ApiToken.objects.get().ends_on == ends_on
    assert "no-store" in response["Cache-Control"]
    assert ModelLogEntry.objects.get().action == "api.rotate_token"


def test_revoking_asks_first_and_is_for_good(administrator, here):
    system = asking(here.entity)
    address = reverse("api_tokens:revoke", args=[system.token.pk])
    administrator.get(address)
    assert system.get("people").status_code == 200

    administrator.post(address)
    administrator.post(address)

    assert system.get("people").status_code == 401
    assert ModelLogEntry.objects.get().action == "api.revoke_token"
    rotate = reverse("api_tokens:rotate", args=[system.token.pk])
    later = {"ends_on": clock.today().isoformat()}
    assert shown(administrator.post(rotate, later, follow=True)) is None
    page = administrator.get(reverse("api_tokens:inspect", args=[system.token.pk]))
    assert rotate not in page.content.decode()


def test_what_a_token_was_used_for_stands_with_it_per_day(administrator, here):
    system = asking(here.entity)
    for _ in range(3):
        system.get("people")

    page = administrator.get(reverse("api_tokens:inspect", args=[system.token.pk]))

    assert "<td>3</td>" in page.content.decode()


@pytest.mark.parametrize("count", [1, 12])
def test_the_lists_cost_the_same_however_many(
    administrator, here, django_assert_max_num_queries, count
):
    for number in range(count):
        made = a_token(here.entity, name=f"Systeem {number}")
        Asking(made.text).get("people")
    administrator.get(INDEX)

    with django_assert_max_num_queries(14):
        administrator.get(INDEX)


def test_data_protection_reads_the_use_and_changes_nothing(client, here):
    set_up_groups()
    system = asking(here.entity)
    system.get("people", entiteit=here.entity.code)
    officer = UserFactory()
    officer.groups.add(
        officer.groups.model.objects.get(name=PlatformGroup.DATA_PROTECTION)
    )
    client.force_login(officer)
    use = TokenUse.objects.get()

    assert "HR-systeem" in client.get(reverse("api_uses:index")).content.decode()
    read = client.get(reverse("api_uses:inspect", args=[use.pk])).content.decode()
    assert f"entiteit: {here.entity.code}" in read
    assert client.get(INDEX).status_code == 200
    revoke = reverse("api_tokens:revoke", args=[system.token.pk])
    for address in (ADD, revoke):
        assert client.post(address).status_code == 302
    assert not ApiToken.objects.get().is_revoked


@pytest.mark.parametrize("permissions", [[], ["view_exportaudit"], ["view_apitoken"]])
def test_making_and_ending_are_for_administrators_alone(client, here, permissions):
    made = a_token(here.entity).token
    client.force_login(who_may(*permissions))
    rotate, revoke = (
        reverse(f"api_tokens:{name}", args=[made.pk]) for name in ("rotate", "revoke")
    )

    for address in (ADD, rotate, revoke):
        response = client.post(address, {"ends_on": clock.today().isoformat()})
        assert response.status_code == 302, address
        assert shown(response) is None
    made.refresh_from_db()
    assert not made.is_revoked
    assert made.previous_hash == ""
    assert operations.hash_of("x") != made.secret_hash
