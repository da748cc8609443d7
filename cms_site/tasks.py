"""Work that a request does not wait for."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from lms.common.tasks import task

from .models import ContactMessage


@task()
def mail_contact_message(message_id: int) -> None:
    """Mail a message of the contact page to those who answer it."""
    message = ContactMessage.objects.get(pk=message_id)
    EmailMessage(
        subject=_("Message from %(name)s through the contact page")
        % {"name": message.name},
        body=message.message,
        to=[settings.CONTACT_EMAIL],
        reply_to=[message.email],
    ).send()
