"""What messages are kept until somebody sets a period: mails, and what was told."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lms.common import clock
from lms.common.retention import Kind, deleting, keeps

from .models import Notification, SentMail
from .operations import empty_before


def announce() -> None:
    """Tell the platform which kinds there are."""
    keeps(
        Kind(
            name="messaging.sent_mails",
            label=_("Sent mails"),
            counts_from=_("the day on which the mail was written"),
            outcome=_("the mail goes from the log; what still waits stays"),
            moment="written_at",
            due=_old_mails,
            remove=deleting(_old_mails),
        )
    )
    keeps(
        Kind(
            name="messaging.notifications",
            label=_("Notifications"),
            counts_from=_("the day on which it was told"),
            outcome=_(
                "its words go, read or not; that it was told stays, so that it is told once"
            ),
            moment="told_at",
            due=_old_notifications,
            remove=_empty,
        )
    )


def _old_mails(before: datetime) -> QuerySet[SentMail]:
    return SentMail.objects.filter(written_at__lt=before, next_try_at=None)


def _old_notifications(before: datetime) -> QuerySet[Notification]:
    return Notification.objects.shown().filter(told_at__lt=before)


def _empty(before: datetime) -> Iterator[int]:
    return empty_before(before, clock.now())
