"""A second factor: set up, asked for, lost; and of whom it is asked."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import Group
from django.core.cache import cache
from wagtail.models import ModelLogEntry

from lms.accounts import second_factor
from lms.accounts.adapters import MFAAdapter
from lms.accounts.enums import PlatformGroup
from lms.accounts.operations import create_account
from lms.accounts.personal import _factors
from tests.factories.accounts import who_may
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db

PASSWORD = "een zin die niemand raadt"
KEY = re.compile(r"<dt>Sleutel</dt><dd><code>([A-Z2-7]+)</code>")


@pytest.fixture
def noor():
    return create_account(
        email="noor@voorbeeld.test", password=PASSWORD, first_name="Noor"
    )


def code_of(secret, *, ago=0):
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2] - ago))


def sign_in(client, person):
    return client.post(
        "/accounts/login/", {"login": person.email, "password": PASSWORD}
    )


def prove(client, person):
    """Signed in, and the question “Is it you?” answered."""
    sign_in(client, person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def set_up_an_app(client, person):
    """As the page is filled in; the secret that the app has then."""
    prove(client, person)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = KEY.search(page)[1]
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert answer.url == "/accounts/2fa/recovery-codes/"
    cache.clear()  # a code works once
    return secret


def test_the_picture_for_the_app_is_made_here(client, noor):
    prove(client, noor)

    page = client.get("/accounts/2fa/totp/activate/")

    assert "data:image/svg+xml;base64," in page.content.decode()
    assert "img-src 'self' data:" in page["Content-Security-Policy"]
    assert "otpauth://totp/noor%40voorbeeld.test" in page.context["totp_url"]


def test_after_the_password_the_code_is_asked(client, noor):
    secret = set_up_an_app(client, noor)
    client.post("/accounts/logout/")

    assert sign_in(client, noor).url == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "neem de nieuwste" in wrong.content.decode()
    assert "Gebruik mijn passkey" not in wrong.content.decode()  # there is none
    assert "_auth_user_id" not in client.session
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    assert client.session["_auth_user_id"] == str(noor.pk)
    assert "Laatst gebruikt op" in client.get("/accounts/2fa/").content.decode()


def test_codes_cannot_be_guessed_without_end(client, noor):
    set_up_an_app(client, noor)
    client.post("/accounts/logout/")
    sign_in(client, noor)

    for _ in range(12):
        page = client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    assert "Dat was een paar keer fout" in page.content.decode()


def test_a_recovery_code_opens_once(client, noor):
    set_up_an_app(client, noor)
    page = client.get("/accounts/2fa/recovery-codes/")
    code = page.context["unused_codes"][0]
    assert code in client.get("/accounts/2fa/recovery-codes/download/").content.decode()
    for works in (True, False):
        client.post("/accounts/logout/")
        sign_in(client, noor)
        client.post("/accounts/2fa/authenticate/", {"code": code})
        assert ("_auth_user_id" in client.session) is works


def test_secrets_are_sealed_in_the_database(client, noor):
    secret = set_up_an_app(client, noor)

    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    assert MFAAdapter().decrypt(kept) == secret


def test_a_secret_of_another_key_fits_no_code_and_breaks_nothing(
    client, noor, settings
):
    secret = set_up_an_app(client, noor)
    sealed = Authenticator.objects.get(type="totp").data["secret"]
    settings.SECRET_KEY = "another key than before"

    assert MFAAdapter().decrypt(sealed) != secret
    settings.SECRET_KEY_FALLBACKS = [
        "a-key-for-the-tests-alone-0123456789-0123456789-0123456789"
    ]
    assert MFAAdapter().decrypt(sealed) == secret


@pytest.mark.django_db(transaction=True)  # the mails leave on commit
def test_it_is_turned_off_and_told_by_mail(client, noor, mailoutbox):
    set_up_an_app(client, noor)

    client.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.exists()
    assert [mail.subject for mail in mailoutbox] == [
        "Codes uit een app staan aan",
        "Codes uit een app staan uit",
    ]


def test_somebody_else_finds_no_passkey_of_mine(client, noor):
    mine = Authenticator.objects.create(
        user=create_account(email="an@voorbeeld.test", password=None),
        type="webauthn",
        data={"name": "Telefoon", "credential": {}},
    )
    prove(client, noor)

    for what in ("edit", "remove"):
        answer = client.get(f"/accounts/2fa/webauthn/keys/{mine.pk}/{what}/")
        assert answer.status_code == 404


# Of whom it is asked


def in_group(person, group):
    person.groups.add(Group.objects.get_or_create(name=group.value)[0])
    return person


def an_hr_officer(_noor):
    return MandateFactory(role__slug="hr-verantwoordelijke").person


def a_superuser(_noor):
    return create_account(email="baas@voorbeeld.test", password=None, is_superuser=True)


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.mark.parametrize(
    "who",
    [
        lambda noor: in_group(noor, PlatformGroup.ADMINISTRATORS),
        lambda noor: in_group(noor, PlatformGroup.DATA_PROTECTION),
        an_hr_officer,
        a_superuser,
    ],
)
@pytest.mark.usefixtures("required")
def test_who_may_do_much_goes_nowhere_before_it_is_set_up(client, noor, who):
    person = who(noor)
    client.force_login(person)

    for address in ("/", "/beheer/", "/hr/", "/mijn-leren/"):
        assert client.get(address).url == "/accounts/2fa/"
    page = client.get("/accounts/2fa/").content.decode()
    assert "is extra beveiliging nodig" in page
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    assert client.get("/mijn-gegevens/").status_code == 200


@pytest.mark.usefixtures("required")
def test_recovery_codes_alone_are_not_enough(client, noor):
    in_group(noor, PlatformGroup.ADMINISTRATORS)
    Authenticator.objects.create(user=noor, type="recovery_codes", data={})

    assert not second_factor.has_one(noor)


@pytest.mark.usefixtures("required")
def test_a_learner_is_not_asked(client, noor):
    client.force_login(noor)

    assert client.get("/mijn-gegevens/").status_code == 200


@pytest.mark.usefixtures("required")
def test_who_came_through_the_issuer_proved_it_there(client, come_in, settings):
    settings.OIDC_GROUPS = ["vo_doelgroepcode=GID:beheerders"]
    come_in("an")

    assert client.get("/mijn-gegevens/").status_code == 200


def test_nothing_is_asked_of_anybody_where_nobody_set_it(client, noor):
    in_group(noor, PlatformGroup.ADMINISTRATORS)
    client.force_login(noor)

    assert client.get("/mijn-gegevens/").status_code == 200


def test_after_the_issuer_ones_own_second_factor_is_asked(client, noor, come_in):
    secret = set_up_an_app(client, noor)
    noor.vo_id = "11111111-aaaa-4aaa-8aaa-000000000001"
    noor.save()
    client.post("/accounts/logout/")

    assert come_in("an").url == "/accounts/2fa/authenticate/"
    assert "access_token" not in str(dict(client.session.items()))
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    assert client.session["_auth_user_id"] == str(noor.pk)


# Lost, and what is held


@pytest.fixture
def lost(noor):
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=noor, type=kind, data={})
    return noor


def reset_page(person):
    return f"/beheer/extra-beveiliging/{person.pk}/"


def test_an_administrator_takes_a_lost_one_away_and_it_is_written_down(
    client, lost, mailoutbox
):
    administrator = who_may("change_user", "view_user")
    client.force_login(administrator)
    assert reset_page(lost) in client.get("/beheer/users/").content.decode()
    assert client.post(reset_page(lost)).status_code == 400  # nobody made sure
    assert second_factor.has_one(lost)

    client.post(reset_page(lost), {"known_by": "called-back"})

    assert not Authenticator.objects.exists()
    entry = ModelLogEntry.objects.get(action="accounts.factor_reset")
    assert (entry.user, entry.object_id) == (administrator, str(lost.pk))
    assert entry.data == {"known_by": "called-back", "count": 2}
    assert mailoutbox[0].to == [lost.email]
    assert "niets om weg te nemen" in client.get(reset_page(lost)).content.decode()


def test_nobody_takes_away_their_own_nor_that_of_a_superuser_as_less(client, lost):
    administrator = who_may("change_user")
    client.force_login(administrator)
    answer = {"known_by": "in-person"}

    assert client.post(reset_page(administrator), answer).status_code == 404
    lost.is_superuser = True
    lost.save()
    assert client.post(reset_page(lost), answer).status_code == 404
    assert second_factor.has_one(lost)


def test_who_may_not_change_accounts_takes_nothing_away(client, lost):
    client.force_login(who_may("view_user"))

    assert client.post(reset_page(lost), {"known_by": "in-person"}).status_code == 404
    assert second_factor.has_one(lost)


def test_what_is_told_of_it_has_no_secret(client, noor):
    set_up_an_app(client, noor)

    told = _factors(noor)

    assert {each["type"] for each in told} == {"totp", "recovery_codes"}
    assert all(
        set(each) <= {"type", "name", "created_at", "last_used_at"} for each in told
    )
