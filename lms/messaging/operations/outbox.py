"""Everything that happens to a mail: written, delivered, given up."""

import logging
import smtplib
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from typing import cast

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F

from lms.common import clock
from lms.messaging.messages import Values, as_values, for_the_log, from_values
from lms.messaging.models import SentMail
from lms.messaging.smtp import PATIENCE, PATIENCE_AT_THE_END

logger = logging.getLogger(__name__)

MOST_TRIES = 10
# Doubled at every try, so ten of them span two days: a link in a mail works for three.
FIRST_PAUSE = timedelta(minutes=5)
# Nobody else tries a mail while a conversation about it can still be going on.
LEASE = timedelta(seconds=PATIENCE + PATIENCE_AT_THE_END + 120)
# A text that twice went out without an answer very likely arrived: it goes no third time.
MOST_HANDOVERS = 2
# Answers about who we are, not about the mail (RFC 4954).
SIGN_IN_FIRST = {530, 534, 535, 538}
# A slow server does not keep `tick` from its other work: the rest waits for the next one.
MOST_SECONDS = 300


def write_all(messages: Sequence[EmailMessage]) -> list[SentMail]:
    """Put mails in the outbox, in the transaction of what caused them; one query.

    Raises ``ValueError`` for a mail that cannot be sent or kept.
    """
    now = clock.now()
    return SentMail.objects.bulk_create(
        [
            SentMail(
                written_at=now,
                next_try_at=now,
                message=as_values(message),
                recipients=", ".join(message.recipients())[:500],
                subject=str(message.subject)[:300],
                body=for_the_log(str(message.body)),
            )
            for message in messages
        ]
    )


def deliver(mail_id: int) -> bool:
    """Try to deliver one mail that is due; whether it left.

    Who tries it first postpones the next try for longer than a conversation can take and
    so keeps others off. That its text goes to the server is written down before it goes,
    that it was accepted after the answer. When the process dies between these two, it
    goes once more under the same Message-ID; at any other moment it goes exactly once.
    """
    return deliver_all([mail_id]) == 1


def deliver_what_waits(now: datetime) -> int:
    """Try mails that are due again, for some minutes at most; how many left."""
    due = SentMail.objects.filter(next_try_at__lte=now).order_by("written_at", "pk")
    waiting = list(due.values_list("pk", flat=True))
    return deliver_all(waiting, most_seconds=MOST_SECONDS) if waiting else 0


def deliver_all(waiting: Sequence[int], *, most_seconds: float | None = None) -> int:
    """Try to deliver mails (ids); how many left.

    When the server cannot be reached at all, no mail is to blame and none loses a try.
    """
    connection = get_connection(settings.DELIVERY_EMAIL_BACKEND)
    begun = monotonic()
    left = 0
    try:
        for mail_id in waiting:
            connection.open()
            left += _try(mail_id, connection)
            if most_seconds is not None and monotonic() - begun > most_seconds:
                break
    except OSError as error:
        logger.error("Mail waits (%d): %s", len(waiting) - left, error)
    finally:
        _hang_up(connection)
    return left


def _try(mail_id: int, connection: BaseEmailBackend) -> bool:
    mail = _claim(mail_id)
    if mail is None:
        return False
    if hasattr(connection, "before_the_text"):
        connection.before_the_text = partial(_note_handover, mail)
    try:
        connection.send_messages([from_values(cast(Values, mail.message))])
    except Exception as error:
        # Whatever a mail server or its library comes up with, the mail is not lost.
        logger.exception("Mail %d could not be sent (try %d).", mail.pk, mail.tries)
        _note_failure(mail, error)
        return False
    SentMail.objects.filter(pk=mail.pk).update(
        sent_at=clock.now(), message=None, next_try_at=None, problem="", handovers=0
    )
    return True


def _claim(mail_id: int) -> SentMail | None:
    """The mail with its next try postponed, unless somebody else was first."""
    now = clock.now()
    mail = SentMail.objects.filter(pk=mail_id, next_try_at__lte=now).first()
    if mail is None:
        return None
    if mail.handovers >= MOST_HANDOVERS:
        _give_up(mail, "Its text went to the server twice, which did not answer.")
        return None
    claimed = SentMail.objects.filter(pk=mail_id, next_try_at=mail.next_try_at).update(
        next_try_at=now + max(_pause(mail.tries), LEASE), tries=F("tries") + 1
    )
    mail.tries += 1
    return mail if claimed else None


def _pause(tries: int) -> timedelta:
    return FIRST_PAUSE * 2 ** min(tries, MOST_TRIES)


def _note_handover(mail: SentMail) -> None:
    """That from now on nobody knows whether it arrived, until the server answers."""
    mail.handovers += 1
    SentMail.objects.filter(pk=mail.pk).update(handovers=mail.handovers)


def _answers_in(error: Exception) -> list[int]:
    """The codes with which the server said no: then it has not taken the mail."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _text in error.recipients.values()]
    if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 400:
        return [error.smtp_code]
    return []


def _is_for_good(answers: Sequence[int]) -> bool:
    """Whether no recipient may get it later (RFC 5321, 4.2.1).

    Not when the server wants us to sign in: that is put right here, for every mail.
    """
    permanent = [code >= 500 and code not in SIGN_IN_FIRST for code in answers]
    return bool(permanent) and all(permanent)


def _note_failure(mail: SentMail, error: Exception) -> None:
    problem = f"{type(error).__name__}: {error}"[:1000]
    answers = _answers_in(error)
    if mail.tries >= MOST_TRIES or _is_for_good(answers):
        _give_up(mail, problem)
        return
    changes: dict[str, object] = {
        "problem": problem,
        "next_try_at": clock.now() + _pause(mail.tries - 1),
    }
    if answers:
        changes["handovers"] = 0
    SentMail.objects.filter(pk=mail.pk).update(**changes)


def _give_up(mail: SentMail, problem: str) -> None:
    logger.error("Mail %d is given up after %d tries.", mail.pk, mail.tries)
    SentMail.objects.filter(pk=mail.pk).update(
        problem=problem, message=None, next_try_at=None
    )


def _hang_up(connection: BaseEmailBackend) -> None:
    """All that was to be sent was sent or not; how the goodbye goes matters to nobody."""
    try:
        connection.close()
    except OSError as error:
        logger.info("The mail server hung up: %s", error)
