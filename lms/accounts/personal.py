"""What sign-in holds of a person: second factors, links to an issuer, groups from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from lms.common.personal import Rows, holds

from .models import GroupFromClaims

if TYPE_CHECKING:
    from .models import User


def announce() -> None:
    """Tell the platform what is held."""
    holds("accounts: second factors", collect=_factors, erase=_erase_factors)
    holds("accounts: sign-in of an organisation", collect=_links, erase=_erase_links)
    holds("accounts: groups from sign-in", collect=_groups, erase=_erase_groups)


def _factors(person: User) -> Rows:
    """Which, and since when; never their secrets."""
    own = Authenticator.objects.filter(user=person).order_by("pk")
    return [
        {
            "type": str(each.type),
            "name": each.data.get("name", ""),
            "created_at": each.created_at,
            "last_used_at": each.last_used_at,
        }
        for each in own
    ]


def _erase_factors(person: User) -> int:
    count, _by_model = Authenticator.objects.filter(user=person).delete()
    return count


def _links(person: User) -> Rows:
    own = SocialAccount.objects.filter(user=person).order_by("pk")
    return [
        {"issuer": issuer, "subject": subject, "since": since, "last_used_at": last}
        for issuer, subject, since, last in own.values_list(
            "provider", "uid", "date_joined", "last_login"
        )
    ]


def _erase_links(person: User) -> int:
    count, _by_model = SocialAccount.objects.filter(user=person).delete()
    return count


def _groups(person: User) -> Rows:
    own = GroupFromClaims.objects.filter(person=person).order_by("pk")
    return [{"group": name} for name in own.values_list("group__name", flat=True)]


def _erase_groups(person: User) -> int:
    """With the memberships themselves: whoever is erased has no rights left of it."""
    own = GroupFromClaims.objects.filter(person=person)
    person.groups.remove(*own.values_list("group_id", flat=True))
    count, _by_model = own.delete()
    return count
