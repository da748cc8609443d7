"""An issuer that is down, slow, wrong or says no: nobody gets in, and each page has a way on."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from lms.accounts.models import User
from tests.issuer.people import REFUSED

pytestmark = pytest.mark.django_db

CANNOT_RELY = "waarop we niet kunnen vertrouwen"


@pytest.mark.parametrize(
    "way",
    [
        *("wrong_nonce", "unknown_key", "foreign_key", "unsigned", "shared_secret"),
        *("expired", "other_client", "other_person", "no_id_token"),
    ],
)
def test_an_answer_that_is_not_to_be_relied_on_lets_nobody_in(
    client, come_in, issuer, way
):
    begun = client.get("/accounts/oidc/")
    issuer.misbehave(way)

    answer = client.get(issuer.answer_to(begun.url, "an"))

    assert answer.status_code == 502
    said = answer.content.decode()
    assert CANNOT_RELY in said
    assert 'href="/accounts/login/"' in said
    assert "_auth_user_id" not in client.session
    assert not User.objects.exists()


def test_an_issuer_that_says_it_is_another_is_not_relied_on(client, issuer):
    issuer.misbehave("other")

    answer = client.get("/accounts/oidc/")

    assert answer.status_code == 502
    assert CANNOT_RELY in answer.content.decode()


@pytest.mark.parametrize(("way", "status"), [("broken", 502), ("garbled", 503)])
def test_an_issuer_in_trouble_is_told(client, issuer, way, status):
    begun = client.get("/accounts/oidc/")
    back = issuer.answer_to(begun.url, "an")
    issuer.misbehave(way)

    assert client.get(back).status_code == status


def test_an_issuer_that_is_down_is_told_before_and_on_the_way(client, issuer, settings):
    begun = client.get("/accounts/oidc/")
    back = issuer.answer_to(begun.url, "an")
    settings.OIDC_ISSUER = "http://127.0.0.1:9"  # nobody is there

    before = client.get("/accounts/oidc/")
    assert before.status_code == 503
    assert "antwoordt nu niet" in before.content.decode()
    settings.OIDC_ISSUER = issuer.address
    issuer.stop()
    try:
        answer = client.get(back)
    finally:
        issuer.start()
    assert answer.status_code == 503
    assert "antwoordt nu niet" in answer.content.decode()


def test_an_issuer_that_is_slow_is_not_waited_for(client, issuer, settings):
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 0.2
    begun = client.get("/accounts/oidc/")
    back = issuer.answer_to(begun.url, "an")
    issuer.misbehave("slow")

    assert client.get(back).status_code == 503


def test_whom_the_issuer_refuses_reads_so_and_has_another_way(client, come_in):
    answer = come_in(REFUSED)

    assert answer.status_code == 403
    said = answer.content.decode()
    assert "ACM/IDM liet je niet door" in said
    assert "<b>nee</b>" not in said


def test_an_answer_of_another_browser_opens_nothing(client, come_in, issuer):
    begun = Client().get("/accounts/oidc/")
    back = issuer.answer_to(begun.url, "an")

    answer = client.get(back)

    assert answer.status_code == 400
    assert "Begin opnieuw" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_pressing_twice_does_no_harm(client, come_in, issuer):
    begun = client.get("/accounts/oidc/")
    back = issuer.answer_to(begun.url, "an")
    client.get(back)

    assert client.get(back).url == "/mijn-leren/"
    assert client.get("/accounts/oidc/").url == "/mijn-leren/"


def test_nobody_is_sent_to_another_site_afterwards(come_in):
    assert urlsplit(come_in("an", next="https://elders.example/").url).netloc == ""


def test_without_an_issuer_there_is_no_such_way_in(client):
    assert client.get("/accounts/oidc/").status_code == 404
    assert client.get("/accounts/oidc/terug/?code=x&state=y").status_code == 404
    assert "/accounts/oidc/" not in client.get("/accounts/login/").content.decode()


def test_the_page_of_sign_in_leads_there_and_keeps_the_way(client, issuer):
    page = client.get("/accounts/login/?next=/mijn-gegevens/").content.decode()

    assert 'href="/accounts/oidc/?next=/mijn-gegevens/"' in page
    assert "Meld je aan met ACM/IDM" in page
