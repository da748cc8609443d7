"""Signing in through an issuer in the shape of ACM/IDM, which is a process of its own."""

import json
import re
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth.models import Group
from django.core.mail import send_mail

from lms.accounts.models import User
from lms.accounts.operations import create_account
from lms.accounts.signals import claims_received
from lms.common import clock
from lms.messaging.models import SentMail
from tests.factories.accounts import UserFactory
from tests.issuer import parameters_of
from tests.issuer.people import PEOPLE

pytestmark = pytest.mark.django_db

PASSWORD = "een zin die niemand raadt"
LINK = re.compile(r"https?://\S+")


def who_is(client):
    return User.objects.get(pk=client.session["_auth_user_id"])


@pytest.fixture
def heard():
    """What was announced of who came in."""
    told = []

    def hear(**kwargs):
        told.append((kwargs["user"], kwargs["claims"]))

    claims_received.connect(hear)
    yield told
    claims_received.disconnect(hear)


def test_who_comes_for_the_first_time_gets_an_account(client, come_in, heard):
    answer = come_in("bram", next="/mijn-gegevens/")

    assert answer.url == "/mijn-gegevens/"
    person = who_is(client)
    told = PEOPLE["bram"]
    assert (person.get_full_name(), person.vo_id) == ("Bram Peeters", told["vo_id"])
    assert not person.has_usable_password()
    assert not person.has_address  # none was told
    [(user, claims)] = heard
    assert user == person
    assert claims["vo_orgcode"] == ["OVO001001", "OVO001002"]


def test_who_comes_again_is_the_same_and_their_name_follows(client, come_in):
    come_in("an")
    first = who_is(client)
    User.objects.update(first_name="Anneke", last_name="Janssens")
    client.post("/accounts/logout/")

    come_in("an")

    assert who_is(client).pk == first.pk
    assert who_is(client).get_full_name() == "An De Smet"
    assert User.objects.count() == SocialAccount.objects.count() == 1


def test_somebody_imported_is_found_by_vo_id(client, come_in):
    known = UserFactory(vo_id=PEOPLE["an"]["vo_id"], email="an@voorbeeld.test")

    come_in("an")

    assert who_is(client) == known
    assert who_is(client).email == "an@voorbeeld.test"


def test_only_what_is_configured_is_asked_for_with_pkce_state_and_nonce(client, issuer):
    there = client.get("/accounts/oidc/?scope=rrn&auth_params=prompt%3Dnone").url

    asked = parameters_of(there)
    assert set(asked["scope"].split()) == {"openid", "profile", "vo"}
    assert "prompt" not in asked
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked[name]) for name in ("state", "nonce")) >= 16


def test_a_national_number_that_comes_unasked_is_kept_nowhere(client, come_in, heard):
    come_in("carla")

    number = PEOPLE["carla"]["rrn"]
    [(person, claims)] = heard
    assert number not in json.dumps(claims)
    assert number not in json.dumps(dict(client.session.items()))
    assert client.session["oidc_ending"]["id_token"] is None  # it stands in the token
    assert SocialAccount.objects.get().extra_data == {}
    assert not SocialToken.objects.exists()
    assert person.email == PEOPLE["carla"]["email"]


def test_no_access_token_is_kept(client, come_in):
    come_in("an")

    assert not SocialToken.objects.exists()
    assert "access_token" not in json.dumps(dict(client.session.items()))


def test_who_has_no_address_gets_no_mail_and_can_give_one(
    client, come_in, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "lms.messaging.backends.OutboxEmailBackend"
    come_in("an")
    person = who_is(client)
    send_mail("x", "x", None, [person.email])
    assert not SentMail.objects.exists()
    assert (
        "Er kan dus geen mail naar je toe"
        in client.get("/mijn-gegevens/").content.decode()
    )

    client.post("/accounts/email/", {"email": "an@voorbeeld.test", "action_add": ""})
    mail = SentMail.objects.get()
    assert mail.recipients == "an@voorbeeld.test"
    client.post(urlsplit(LINK.search(mail.message["body"])[0]).path)

    person.refresh_from_db()
    assert person.email == "an@voorbeeld.test"


# Who is who


def local(email, **fields):
    """Somebody who registered here and confirmed their address."""
    return create_account(email=email, password=PASSWORD, **fields)


def test_a_confirmed_account_is_theirs_when_the_issuer_confirms_the_address(
    client, come_in
):
    known = local("els.claes@voorbeeld.test", first_name="Els", last_name="claes")

    come_in("els")

    assert who_is(client) == known
    known.refresh_from_db()
    assert known.vo_id == PEOPLE["els"]["vo_id"]


def test_an_address_that_the_issuer_does_not_confirm_opens_nothing(client, come_in):
    known = local("dirk.maes@voorbeeld.test", last_name="Maes")

    come_in("dirk")

    assert who_is(client) != known
    assert not who_is(client).has_address


def test_an_address_that_was_never_confirmed_here_opens_nothing(client, come_in):
    """Else who registers with the address of another would wait there for them."""
    known = local("els.claes@voorbeeld.test", last_name="Claes")
    EmailAddress.objects.update(verified=False)

    come_in("els")

    assert who_is(client) != known


def test_an_address_that_now_belongs_to_somebody_else_opens_nothing(client, come_in):
    known = local("els.claes@voorbeeld.test", first_name="Els", last_name="Vermeulen")

    come_in("els")

    assert who_is(client) != known


def test_an_address_of_an_account_with_another_vo_id_opens_nothing(client, come_in):
    known = local("els.claes@voorbeeld.test", last_name="Claes", vo_id="another")

    come_in("els")

    assert who_is(client) != known


def test_an_account_with_rights_is_never_opened_by_an_address(client, come_in):
    local("els.claes@voorbeeld.test", last_name="Claes", is_superuser=True)

    answer = come_in("els")

    assert answer.status_code == 403
    assert "meer rechten" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == 1


def test_one_subject_under_two_numbers_stays_out(client, come_in):
    come_in("an")
    User.objects.update(vo_id="another")
    client.post("/accounts/logout/")

    answer = come_in("an")

    assert answer.status_code == 403
    assert "onder een ander nummer" in answer.content.decode()


@pytest.mark.parametrize("field", ["is_active", "erased_at"])
def test_a_closed_or_erased_account_stays_out(client, come_in, heard, field):
    come_in("an")
    closed = {"is_active": False, "erased_at": clock.now()}[field]
    User.objects.update(**{field: closed, "first_name": "", "last_name": ""})
    client.logout()
    heard.clear()

    answer = come_in("an")

    assert answer.status_code == 403
    assert "Je account op deze site is gesloten" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert User.objects.get().first_name == ""
    assert heard == []


# Groups


def test_groups_follow_the_claims_and_those_by_hand_stay(client, come_in, settings):
    settings.OIDC_GROUPS = [
        "vo_doelgroepcode=GID:trainers",
        "vo_orgcode=OVO001001:begeleiders",
        "vo_orgcode=elders:coordinatoren",
    ]
    come_in("an")
    person = who_is(client)
    assert groups_of(person) == {"trainers", "begeleiders"}
    by_hand = Group.objects.get_or_create(name="coordinatoren")[0]
    person.groups.add(by_hand)

    settings.OIDC_GROUPS = ["vo_doelgroepcode=GID:trainers"]
    client.post("/accounts/logout/")
    come_in("an")
    assert groups_of(person) == {"trainers", "coordinatoren"}

    settings.OIDC_GROUPS = []
    client.post("/accounts/logout/")
    come_in("an")
    assert groups_of(person) == {"coordinatoren"}


def test_a_group_by_hand_stays_when_the_claim_that_gives_it_too_is_gone(
    client, come_in, settings
):
    settings.OIDC_GROUPS = ["vo_doelgroepcode=GID:trainers"]
    person = UserFactory(vo_id=PEOPLE["an"]["vo_id"])
    person.groups.add(Group.objects.get_or_create(name="trainers")[0])
    come_in("an")

    settings.OIDC_GROUPS = []
    client.post("/accounts/logout/")
    come_in("an")

    assert groups_of(person) == {"trainers"}


def groups_of(person):
    return set(person.groups.values_list("name", flat=True))


# Out again


def test_signing_out_ends_both_sessions(client, come_in, issuer):
    come_in("an")
    token = client.session["oidc_ending"]["id_token"]

    page = client.post("/accounts/logout/")

    assert "_auth_user_id" not in client.session
    address = page.context["address"]
    assert address.startswith(f"{issuer.address}/end_session?")
    assert parameters_of(address) == {
        "client_id": "integriteitscampus",
        "post_logout_redirect_uri": "http://testserver/",
        "id_token_hint": token,
    }
    assert 'http-equiv="refresh"' in page.content.decode()


def test_who_signed_in_with_a_password_is_sent_nowhere(client, issuer):
    client.force_login(UserFactory())

    assert client.post("/accounts/logout/").url == "/"
