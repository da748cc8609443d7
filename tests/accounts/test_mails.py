"""The mails about one's own account, as they arrive."""

import re

import pytest
from allauth.account.models import EmailAddress

from lms.accounts.operations import create_account

pytestmark = pytest.mark.django_db

PASSWORD = "een zin die niemand raadt"
ANOTHER = "een heel andere zin, ook lang"
LINK = re.compile(r"http://testserver(\S+)")


@pytest.fixture
def noor():
    return create_account(
        email="noor@voorbeeld.test", password=PASSWORD, first_name="Noor & Co"
    )


def ask_for_a_new_password(client, email):
    return client.post("/accounts/password/reset/", {"email": email})


def test_a_forgotten_password_is_answered_with_a_link_that_works(
    client, noor, mailoutbox
):
    ask_for_a_new_password(client, noor.email)

    (mail,) = mailoutbox
    assert mail.subject == "Kies een nieuw wachtwoord"
    assert mail.body.startswith("Dag Noor & Co,\n")
    assert mail.body.endswith("Integriteitscampus")
    form = client.get(LINK.search(mail.body)[1], follow=True)
    client.post(
        form.redirect_chain[-1][0], {"password1": ANOTHER, "password2": ANOTHER}
    )
    noor.refresh_from_db()
    assert noor.check_password(ANOTHER)
    assert mailoutbox[1].to == [noor.email]
    assert "Was jij dat niet?" in mailoutbox[1].body


def test_who_has_no_account_learns_it_by_mail_and_nobody_else_does(
    client, noor, mailoutbox
):
    known = ask_for_a_new_password(client, noor.email)
    unknown = ask_for_a_new_password(client, "iemand@voorbeeld.test")

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert mailoutbox[1].subject == "Er is geen account met dit adres"
    assert "iemand@voorbeeld.test" in mailoutbox[1].body


def test_registering_is_confirmed_by_a_link(client, mailoutbox):
    client.post(
        "/accounts/signup/",
        {
            "first_name": "Noor",
            "last_name": "Vandamme",
            "email": "noor@voorbeeld.test",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )

    (mail,) = mailoutbox
    assert mail.subject == "Bevestig je e-mailadres"
    client.post(LINK.search(mail.body)[1])
    assert EmailAddress.objects.get(email="noor@voorbeeld.test").verified


def test_registering_twice_is_told_to_the_owner_alone(client, noor, mailoutbox):
    answer = client.post(
        "/accounts/signup/",
        {
            "first_name": "Iemand",
            "last_name": "Anders",
            "email": noor.email,
            "password1": ANOTHER,
            "password2": ANOTHER,
        },
    )

    assert answer.status_code == 302
    (mail,) = mailoutbox
    assert mail.to == [noor.email]
    assert mail.subject == "Je hebt al een account"


def test_an_address_changes_once_the_new_one_is_confirmed(client, noor, mailoutbox):
    client.force_login(noor)

    client.post("/accounts/email/", {"email": "nieuw@voorbeeld.test", "action_add": ""})

    (mail,) = mailoutbox
    assert mail.to == ["nieuw@voorbeeld.test"]
    page = client.get("/accounts/email/")
    assert "nieuw@voorbeeld.test" in page.content.decode()
    noor.refresh_from_db()
    assert noor.email == "noor@voorbeeld.test"

    client.post(LINK.search(mail.body)[1])
    noor.refresh_from_db()
    assert noor.email == "nieuw@voorbeeld.test"
    assert "niet meer met noor@voorbeeld.test" in mailoutbox[1].body
    assert mailoutbox[1].to == ["noor@voorbeeld.test"]
