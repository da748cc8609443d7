"""What the pages about signing in say: all of it in Dutch, in our own words."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import get_default_password_validators

from lms.accounts.operations import create_account

pytestmark = pytest.mark.django_db

PASSWORD = "een zin die niemand raadt"


@pytest.fixture
def noor():
    return create_account(
        email="noor@voorbeeld.test", password=PASSWORD, first_name="Noor & Co"
    )


def sign_up(client, password, **changed):
    return client.post(
        "/accounts/signup/",
        {
            "first_name": "Marieke-Hendrika",
            "last_name": "Vandamme",
            "email": "mh@voorbeeld.test",
            "password1": password,
            "password2": password,
        }
        | changed,
    ).content.decode()


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("kort", "Dit wachtwoord is te kort. Neem minstens 12 tekens."),
        ("password1234", "Veel mensen gebruiken dit wachtwoord. Kies een ander."),
        ("987654320123", "Dit wachtwoord heeft alleen cijfers. Neem er letters bij."),
        ("mh@voorbeeld.test", "Dit wachtwoord lijkt te veel op je e-mailadres."),
    ],
)
def test_a_refused_password_is_told_in_our_own_words(client, password, told):
    page = sign_up(client, password)

    assert told in page
    assert "This password" not in page


def test_two_passwords_that_differ_are_told_in_our_own_words(client):
    assert "Typ twee keer hetzelfde wachtwoord." in sign_up(
        client, PASSWORD, password2=f"{PASSWORD}!"
    )


def test_what_a_password_must_be_is_said_in_one_line(client):
    page = client.get("/accounts/signup/").content.decode()

    shortest = get_default_password_validators()[1].min_length
    assert f"Minstens {shortest} tekens. Geen wachtwoord dat veel mensen" in page
    assert "Uw wachtwoord" not in page
    assert 'aria-describedby="id_password1_helptext"' in page


def test_every_field_for_an_address_is_called_the_same(client):
    for address in ("login", "signup", "password/reset"):
        page = client.get(f"/accounts/{address}/").content.decode()
        assert ">E-mailadres</label>" in page
    assert "Hou me aangemeld" in client.get("/accounts/login/").content.decode()


def test_a_wrong_password_blames_nobody(client, noor):
    page = client.post(
        "/accounts/login/", {"login": noor.email, "password": "niet dit"}
    ).content.decode()

    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in page


def test_signing_in_is_confirmed_in_our_own_words(client, noor):
    EmailAddress.objects.update_or_create(
        user=noor, email=noor.email, defaults={"verified": True, "primary": True}
    )

    page = client.post(
        "/accounts/login/", {"login": noor.email, "password": PASSWORD}, follow=True
    ).content.decode()

    assert "Je bent aangemeld als Noor &amp; Co." in page
