"""The mail backend of every library: whatever is sent goes through the outbox."""

from collections.abc import Sequence
from functools import partial

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from lms.accounts.models import NO_ADDRESS

from . import operations
from .tasks import deliver_mail, deliver_mails

# Few mails are a task each, so that they leave beside one another; many are one task.
MOST_TASKS = 5


class NoMailServer(BaseEmailBackend):
    """Delivers nothing and says so: ``EMAIL_URL`` names no server yet."""

    def open(self) -> bool:
        """Raises ``ConnectionError``, as a server that cannot be reached does."""
        raise ConnectionError("EMAIL_URL is not set, so no mail leaves.")


class OutboxEmailBackend(BaseEmailBackend):
    """Writes mails down with what caused them, and has them delivered after commit.

    Whoever sends waits for no mail server and hears of none that is down.
    ``DELIVERY_EMAIL_BACKEND`` delivers; in the demo that is nowhere, and the log in
    the admin is the mailbox.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Put them in the outbox; how many.

        To people of whom no address is known nothing is sent, and nothing is written.
        """
        with transaction.atomic():
            known = [one for one in email_messages if _to_known_addresses(one)]
            written = [mail.pk for mail in operations.write_all(known)]
            if len(written) > MOST_TASKS:
                deliver = partial(deliver_mails.enqueue, written)
                transaction.on_commit(deliver, robust=True)
                return len(written)
            for pk in written:
                transaction.on_commit(partial(deliver_mail.enqueue, pk), robust=True)
        return len(written)


def _to_known_addresses(message: EmailMessage) -> bool:
    """Leave out who has no address; whether anybody is left."""
    message.to = [one for one in message.to if not one.endswith(NO_ADDRESS)]
    return bool(message.recipients())
