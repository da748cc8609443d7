"""Reading messages, choosing how to hear of them, and forgetting the old ones."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import transaction

from lms.accounts.models import User
from lms.common import clock
from lms.messaging.enums import Way
from lms.messaging.kinds import kinds
from lms.messaging.models import Notification, Posting, Preference

SLICE = 1000


@transaction.atomic
def read(notification: Notification) -> None:
    """Note that its reader saw it; a second time changes nothing."""
    Notification.objects.unread().filter(pk=notification.pk).update(read_at=clock.now())


@transaction.atomic
def read_all(person: User) -> int:
    """Note that a person saw everything; how much that was."""
    return Notification.objects.of(person).unread().update(read_at=clock.now())


@transaction.atomic
def choose_ways(person: User, ways: Mapping[str, Way]) -> None:
    """Keep how a person wants to hear of each kind (slug); of others nothing changes.

    What waits for a mail follows the choice: nothing is mailed that somebody no longer
    wants by mail. Raises ``ValueError`` for a kind that leaves no choice.
    """
    open_to_choice = {kind.slug for kind in kinds() if not kind.fixed}
    if closed := set(ways) - open_to_choice:
        raise ValueError(f"There is nothing to choose about {sorted(closed)}.")
    Preference.objects.bulk_create(
        [Preference(person=person, kind=kind, way=way) for kind, way in ways.items()],
        update_conflicts=True,
        unique_fields=["person", "kind"],
        update_fields=["way"],
    )
    unwanted = [kind for kind, way in ways.items() if way == Way.IN_PRODUCT]
    waiting = Notification.objects.of(person).filter(mail_due_at__isnull=False)
    waiting.filter(kind__in=unwanted).update(mail_due_at=None)


def empty_before(before: datetime, now: datetime) -> Iterator[int]:
    """Empty messages that were told before a moment, a slice at a time; how many each.

    Their keys stay: one that went would be told anew by whatever finds again what a
    process left undone. That something of then was mailed goes with the words.
    """
    Posting.objects.filter(posted_at__lt=before).delete()
    old = Notification.objects.shown().filter(told_at__lt=before).order_by("pk")
    nothing = {"title": "", "text": "", "address": "", "mail_due_at": None}
    while some := list(old.values_list("pk", flat=True)[:SLICE]):
        found = Notification.objects.filter(pk__in=some)
        found.unread().update(read_at=now)
        yield found.update(**nothing)
