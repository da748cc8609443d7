"""What the log of mails holds of a person: what was sent to them, and what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db.models import Q

from lms.common.personal import Rows, holds

from .models import Notification, Posting, Preference, SentMail

if TYPE_CHECKING:
    from lms.accounts.models import User


def announce() -> None:
    """Tell the platform what is held."""
    holds("messaging: sent mails", collect=_collect, erase=_erase)
    holds(
        "messaging: notifications",
        collect=_collect_notifications,
        erase=_erase_notifications,
    )
    holds(
        "messaging: preferences", collect=_collect_preferences, erase=_erase_preferences
    )


def _collect(person: User) -> Rows:
    own = SentMail.objects.filter(pk__in=_sent_to(person)).order_by("pk")
    fields = ("subject", "body", "written_at", "sent_at")
    return [dict(row) for row in own.values(*fields)]


def _erase(person: User) -> int:
    """What waits goes too: nobody is there to read it."""
    count, _by_model = SentMail.objects.filter(pk__in=_sent_to(person)).delete()
    return count


def _collect_notifications(person: User) -> Rows:
    own = Notification.objects.filter(person=person).order_by("pk")
    fields = ("kind", "title", "text", "told_at", "read_at")
    return [dict(row) for row in own.values(*fields)]


def _erase_notifications(person: User) -> int:
    count, _by_model = Notification.objects.filter(person=person).delete()
    return count


def _collect_preferences(person: User) -> Rows:
    own = Preference.objects.filter(person=person).order_by("pk")
    return [dict(row) for row in own.values("kind", "way")]


def _erase_preferences(person: User) -> int:
    """What they chose, and in which weeks they got a mail about several things."""
    posted, _by_model = Posting.objects.filter(person=person).delete()
    chosen, _by_model = Preference.objects.filter(person=person).delete()
    return posted + chosen


def _sent_to(person: User) -> list[int]:
    """The mails to any address of somebody, sent to others too or not.

    To one that they left: of the time when it was theirs.
    """
    own = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    addresses = {address.lower() for address in (person.email, *own) if address}
    former = person.former_addresses.exclude(address__in=addresses)
    asked = [(address, Q()) for address in sorted(addresses)]
    asked += [(each.address, Q(written_at__lt=each.left_at)) for each in former]
    return [
        pk
        for address, then in asked
        for pk, recipients in SentMail.objects.filter(
            then, recipients__icontains=address
        ).values_list("pk", "recipients")
        if address in recipients.lower().split(", ")
    ]
