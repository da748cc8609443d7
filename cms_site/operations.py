"""Everything that changes what visitors wrote to us."""

from functools import partial

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from .exceptions import TooManyMessages
from .models import ContactMessage
from .tasks import mail_contact_message

AT_MOST = 5
WINDOW = 60 * 60


def send_message(message: ContactMessage, *, origin: str) -> ContactMessage:
    """Keep a message and have it mailed; ``origin`` is where it comes from.

    Raises ``TooManyMessages`` after five of one origin within the hour. Only the count
    is kept, for that hour, never the origin beside the message.
    """
    key = f"contact:{origin}"
    cache.add(key, 0, WINDOW)
    if cache.incr(key) > AT_MOST:
        raise TooManyMessages(
            _("You sent several messages already. Try again in an hour.")
        )
    with transaction.atomic():
        message.save()
        transaction.on_commit(
            partial(mail_contact_message.enqueue, message.pk), robust=True
        )
    return message
