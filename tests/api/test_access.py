"""Who is let in: tokens, their scopes, their end, and how often they ask."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from lms.api import operations
from lms.api.api import rates
from lms.api.enums import TokenScope
from lms.api.exceptions import TokenRefused
from lms.api.models import ApiToken
from lms.common import clock
from tests.factories.accounts import UserFactory
from tests.reporting.people import on

from .asking import Asking, a_token, asking

pytestmark = pytest.mark.django_db

ADDRESSES = {
    "completions": TokenScope.COMPLETIONS_READ,
    "people": TokenScope.PEOPLE_READ,
    "people/TEST-P-1": TokenScope.PEOPLE_READ,
    "activities": TokenScope.ACTIVITIES_READ,
    "activities/0b8f6f2e-7f0c-4a53-9c9b-3a2f5f9d1c11": TokenScope.ACTIVITIES_READ,
    "certificates": TokenScope.CERTIFICATES_READ,
    "certificates/2025-000001": TokenScope.CERTIFICATES_READ,
    "enrolments": TokenScope.ENROLMENTS_READ,
}


@pytest.mark.parametrize("path", ADDRESSES)
def test_nothing_opens_without_a_token(client, path):
    response = client.get(f"/api/v1/{path}")

    assert response.status_code == 401
    assert response["WWW-Authenticate"] == 'Bearer realm="api"'


@pytest.mark.parametrize("path", ADDRESSES)
def test_who_is_signed_in_in_a_browser_has_no_access_for_that(client, here, path):
    client.force_login(here.hr)

    assert client.get(f"/api/v1/{path}").status_code == 401


@pytest.mark.parametrize(("path", "scope"), ADDRESSES.items())
def test_each_address_asks_for_its_own_scope(here, path, scope):
    others = [other for other in TokenScope if other != scope]

    refused = asking(here.entity, scopes=others).get(path)
    let_in = asking(here.entity, scopes=[scope]).get(path)

    assert refused.status_code == 403
    assert f'scope="{scope.value}"' in refused["WWW-Authenticate"]
    assert let_in.status_code in (200, 404)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda text: text[:-1],
        lambda text: text + "x",
        lambda text: text.replace("icapi_", "icapi_f", 1),
        lambda _text: "x" * 4000,
        lambda _text: "\x00",
        lambda _text: "",
    ],
)
def test_a_text_that_is_not_quite_the_token_opens_nothing(hr_system, wrong):
    response = Asking(wrong(hr_system.text)).get("people")

    assert response.status_code == 401


def test_only_a_hash_of_the_secret_is_kept(hr_system):
    secret = hr_system.text.rpartition("_")[2]
    kept = ApiToken.objects.values().get()

    assert secret not in str(kept)
    assert kept["secret_hash"] == operations.hash_of(hr_system.text.split("_", 2)[2])


def test_a_revoked_token_opens_nothing_for_good(hr_system):
    operations.revoke_token(hr_system.token.pk)

    assert hr_system.get("people").status_code == 401
    with pytest.raises(TokenRefused):
        operations.rotate_token(hr_system.token.pk, ends_on=clock.today())


def test_a_token_ends_after_its_last_day(here, today):
    system = asking(here.entity, ends_on=today)

    assert system.get("people").status_code == 200
    with on(today + timedelta(days=1), hour=0):
        assert system.get("people").status_code == 401


def test_after_a_rotation_both_secrets_work_for_a_day_and_then_the_new_one(
    here, today, hr_system
):
    made = operations.rotate_token(
        hr_system.token.pk, ends_on=today + timedelta(days=300)
    )
    new = Asking(made.text)

    assert {new.get("people").status_code, hr_system.get("people").status_code} == {200}
    with on(today + timedelta(days=2)):
        assert new.get("people").status_code == 200
        assert hr_system.get("people").status_code == 401


def test_a_token_outlives_that_its_maker_left(here, today):
    maker = UserFactory()
    system = asking(here.entity, by=maker)
    maker.is_active = False
    maker.save()

    assert system.get("people").status_code == 200


@pytest.mark.parametrize("days", [-1, 367])
def test_a_token_ends_within_a_year(here, today, days):
    with pytest.raises(TokenRefused):
        a_token(here.entity, ends_on=today + timedelta(days=days))


def test_a_token_without_scope_or_entity_is_not_made(here, today):
    with pytest.raises(TokenRefused):
        a_token(here.entity, scopes=[])
    with pytest.raises(TokenRefused):
        a_token()


def test_the_day_of_the_last_use_is_kept_and_written_once(
    today, hr_system, django_assert_num_queries
):
    hr_system.get("activities")

    token = ApiToken.objects.get()
    assert token.last_used_on == today
    with django_assert_num_queries(0):
        operations.note_day(token)


def test_each_answer_tells_how_often_more(hr_system):
    first, second = (hr_system.get("activities")["RateLimit"] for _ in range(2))

    assert first.startswith('"token";r=599;t=')
    assert second.startswith('"token";r=598;t=')


def test_who_asks_too_often_waits_and_a_neighbour_does_not(
    here, hr_system, monkeypatch
):
    monkeypatch.setattr(rates, "REQUESTS_A_MINUTE", 2)
    neighbour = asking(here.entity)

    statuses = [hr_system.get("activities").status_code for _ in range(3)]
    refused = hr_system.get("activities")

    assert statuses == [200, 200, 429]
    assert 0 < int(refused["Retry-After"]) <= 60
    assert neighbour.get("activities").status_code == 200


def test_attempts_that_fail_are_counted_by_address_and_a_token_still_enters(
    hr_system, monkeypatch
):
    monkeypatch.setattr(rates, "FAILURES", 2)
    wrong = Asking(hr_system.text[:-1])

    statuses = [wrong.get("people").status_code for _ in range(3)]

    assert statuses == [401, 401, 429]
    assert hr_system.get("people").status_code == 200
    cache.clear()
