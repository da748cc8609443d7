"""What accounts hold of a person: who they are, and every way in which they sign in."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry, PageLogEntry

from lms.common.personal import Rows, holds

from .erasing import make_nobody
from .models import FormerAddress, GroupFromClaims, User


def announce() -> None:
    """Tell the platform what is held; the account goes last of all."""
    holds("accounts: second factors", collect=_factors, erase=_erase_factors)
    holds("accounts: sign-in of an organisation", collect=_links, erase=_erase_links)
    holds("accounts: groups from sign-in", collect=_groups, erase=_erase_groups)
    holds("accounts: work in the admin", collect=_work)
    holds("accounts: log of the account", collect=_log)
    holds("accounts: addresses", collect=_addresses)
    holds("accounts: account", collect=_account, erase=make_nobody)


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


def _account(person: User) -> Rows:
    return [
        {
            "email": person.email,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "vo_id": person.vo_id or "",
            "personnel_number": person.personnel_number or "",
            "public_id": str(person.public_id),
            "date_joined": person.date_joined,
            "last_login": person.last_login,
            "is_active": person.is_active,
            "groups": [group.name for group in person.groups.order_by("name")],
        }
    ]


def _addresses(person: User) -> Rows:
    own = EmailAddress.objects.filter(user=person).order_by("pk")
    former = FormerAddress.objects.filter(person=person)
    return [
        *(dict(row) for row in own.values("email", "verified", "primary")),
        *({"email": row.address, "left_at": row.left_at} for row in former),
    ]


def _work(person: User) -> Rows:
    """What this person did to pages and to other things, as the log of the admin has it."""
    entries = [
        *PageLogEntry.objects.filter(user=person),
        *ModelLogEntry.objects.filter(user=person),
    ]
    return [
        {"at": entry.label, "action": entry.action, "on": entry.timestamp}
        for entry in sorted(entries, key=lambda entry: entry.timestamp)
    ]


def _log(person: User) -> Rows:
    """What others did to the account."""
    about = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk)
    ).order_by("timestamp")
    return [{"action": entry.action, "on": entry.timestamp} for entry in about]
