"""Everything that happens to a mail: written, delivered, given up."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F

from lms.common import clock

from .messages import Values, as_values, for_the_log, from_values
from .models import SentMail

logger = logging.getLogger(__name__)

MOST_TRIES = 10
# Doubled at every try, so ten of them span two days: a link in a mail works for three.
FIRST_PAUSE = timedelta(minutes=5)


def write(message: EmailMessage) -> SentMail:
    """Put a mail in the outbox, in the transaction of what caused it.

    Raises ``ValueError`` for a mail that cannot be sent or kept.
    """
    now = clock.now()
    return SentMail.objects.create(
        written_at=now,
        next_try_at=now,
        message=as_values(message),
        recipients=", ".join(message.recipients())[:500],
        subject=str(message.subject)[:300],
        body=for_the_log(str(message.body)),
    )


def deliver(mail_id: int) -> bool:
    """Try to deliver one mail that is due; whether it left.

    Who tries it first postpones the next try and so keeps others off. It is marked as
    sent after sending: when the process dies in between it goes out twice, under the
    same Message-ID, and never not at all.
    """
    return _deliver([mail_id]) == 1


def deliver_what_waits(now: datetime) -> int:
    """Try every mail that is due again; how many left."""
    due = SentMail.objects.filter(next_try_at__lte=now).order_by("written_at", "pk")
    waiting = list(due.values_list("pk", flat=True))
    return _deliver(waiting) if waiting else 0


def _deliver(waiting: Sequence[int]) -> int:
    """When the server cannot be reached at all, no mail is to blame and none loses a try."""
    connection = get_connection(settings.DELIVERY_EMAIL_BACKEND)
    try:
        connection.open()
    except OSError as error:
        logger.error("Mail waits (%d): %s", len(waiting), error)
        return 0
    try:
        return sum(_try(mail_id, connection) for mail_id in waiting)
    finally:
        connection.close()


def _try(mail_id: int, connection: BaseEmailBackend) -> bool:
    mail = _claim(mail_id)
    if mail is None:
        return False
    try:
        connection.send_messages([from_values(cast(Values, mail.message))])
    except Exception as error:
        # Whatever a mail server or its library comes up with, the mail is not lost.
        logger.exception("Mail %d could not be sent (try %d).", mail.pk, mail.tries)
        _note_failure(mail, error)
        return False
    SentMail.objects.filter(pk=mail.pk).update(
        sent_at=clock.now(), message=None, next_try_at=None, problem=""
    )
    return True


def _claim(mail_id: int) -> SentMail | None:
    """The mail with its next try postponed, unless somebody else was first."""
    now = clock.now()
    mail = SentMail.objects.filter(pk=mail_id, next_try_at__lte=now).first()
    if mail is None:
        return None
    pause = FIRST_PAUSE * 2 ** min(mail.tries, MOST_TRIES)
    claimed = SentMail.objects.filter(pk=mail_id, next_try_at=mail.next_try_at).update(
        next_try_at=now + pause, tries=F("tries") + 1
    )
    mail.tries += 1
    return mail if claimed else None


def _note_failure(mail: SentMail, error: Exception) -> None:
    changes: dict[str, object] = {"problem": f"{type(error).__name__}: {error}"[:1000]}
    if mail.tries >= MOST_TRIES:
        logger.error("Mail %d is given up after %d tries.", mail.pk, mail.tries)
        changes |= {"message": None, "next_try_at": None}
    SentMail.objects.filter(pk=mail.pk).update(**changes)
