"""The mail backend: keeps a log of every mail, then hands it to the one that delivers."""

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from lms.common import clock

from .models import SentMail

# The part of a link that opens an account to whoever has it.
KEY = re.compile(
    r"(?<=/accounts/password/reset/key/)\S+|(?<=/accounts/confirm-email/)\S+"
)


class LoggingEmailBackend(BaseEmailBackend):
    """Delivers through ``DELIVERY_EMAIL_BACKEND`` and logs what left.

    In the demo that backend delivers nowhere, and the log in the admin is the mailbox.
    Elsewhere the log keeps no key to anybody's account: who reads it is not the recipient.
    """

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:  # noqa: FBT001, FBT002
        super().__init__(fail_silently=fail_silently, **kwargs)
        self._delivery = get_connection(
            settings.DELIVERY_EMAIL_BACKEND, fail_silently=fail_silently, **kwargs
        )

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Deliver, then log; a mail that could not be delivered is not in the log."""
        sent = self._delivery.send_messages(email_messages) or 0
        SentMail.objects.bulk_create(
            SentMail(
                sent_at=clock.now(),
                recipients=", ".join(message.recipients())[:500],
                subject=message.subject[:300],
                body=_for_the_log(str(message.body)),
            )
            for message in email_messages
        )
        return sent


def _for_the_log(body: str) -> str:
    return body if settings.DEMO else KEY.sub("…", body)
