"""What visitors write to us."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from cms_site.exceptions import TooManyMessages
from cms_site.models import ContactMessage
from lms.common import limits

AT_MOST = 5
WINDOW = 60 * 60


def send_message(message: ContactMessage, *, origin: str) -> ContactMessage:
    """Keep a message and put its mail in the outbox; ``origin`` is where it comes from.

    Raises ``TooManyMessages`` after five of one origin within the hour. Only the count
    is kept, for that hour, never the origin beside the message.
    """
    if limits.count(f"contact:{origin}", within=WINDOW) > AT_MOST:
        raise TooManyMessages(
            _("You sent several messages already. Try again in an hour.")
        )
    with transaction.atomic():
        message.save()
        EmailMessage(
            # A line break in a name is no line of its own in the head of a mail.
            subject=_("Message from %(name)s through the contact page")
            % {"name": " ".join(message.name.split())},
            body=message.message,
            to=[settings.CONTACT_EMAIL],
            reply_to=[message.email],
        ).send()
    return message
