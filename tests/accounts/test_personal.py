"""What sign-in holds of a person: told without secrets, and gone when they are erased."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from lms.accounts.models import GroupFromClaims
from lms.common import personal

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(come_in, settings):
    settings.OIDC_GROUPS = ["vo_doelgroepcode=GID:trainers"]
    come_in("an")
    person = SocialAccount.objects.get().user
    Authenticator.objects.create(user=person, type="totp", data={"secret": "geheim"})
    return person


def test_it_is_told_which_and_since_when_and_no_secret(person, issuer):
    told = personal.collect(person)

    [factor] = told["accounts: second factors"]
    assert factor["type"] == "totp"
    assert "geheim" not in str(told)
    [link] = told["accounts: sign-in of an organisation"]
    assert (link["issuer"], link["subject"]) == (issuer.address, "sub-an")
    assert told["accounts: groups from sign-in"] == [{"group": "trainers"}]


def test_erasing_leaves_no_factor_no_link_and_no_group(person):
    personal.erase(person)

    assert not Authenticator.objects.exists()
    assert not SocialAccount.objects.exists()
    assert not GroupFromClaims.objects.exists()
    assert not person.groups.exists()
