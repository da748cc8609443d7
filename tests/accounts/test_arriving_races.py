"""Two tabs of somebody who is new come back from the issuer at the same moment."""

import pytest
from allauth.socialaccount.models import SocialAccount

from lms.accounts import claims, operations
from lms.accounts.enums import PlatformGroup
from lms.accounts.models import GroupFromClaims, User
from tests.threads import at_the_same_time

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rules]

ISSUER = "https://authenticatie.example/op"


@pytest.mark.parametrize("turn", range(5))
def test_one_account_one_link_and_each_group_once(turn):
    told = claims.read(
        {
            "sub": f"sub-{turn}",
            "vo_id": f"vo-{turn}",
            "given_name": "An",
            "family_name": "De Smet",
            "email": f"an{turn}@voorbeeld.test",
            "email_verified": True,
        },
        issuer=ISSUER,
    )

    def arrive():
        operations.arrive(told, groups=[PlatformGroup.TRAINERS])

    assert at_the_same_time(*[arrive] * 4) == []

    person = User.objects.get()
    assert person.has_address
    assert SocialAccount.objects.get().user == person
    assert GroupFromClaims.objects.get().person == person
