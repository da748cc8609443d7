"""What the log of sent mail keeps."""

import pytest
from django.core.mail import EmailMessage, get_connection

from lms.messaging.models import SentMail

pytestmark = pytest.mark.django_db

KEY = "a-dilh91-9ca2a975508f337947f01bd2c6c6fa2c"
BODY = f"Kies het hier: https://campus.example/accounts/password/reset/key/{KEY}/ Dag."


def send(settings):
    settings.DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    backend = get_connection("lms.messaging.backends.LoggingEmailBackend")
    backend.send_messages([EmailMessage("Nieuw", BODY, to=["a@b.test", "c@d.test"])])
    return SentMail.objects.get()


def test_what_was_delivered_is_in_the_log_without_the_key_to_an_account(
    settings, mailoutbox
):
    logged = send(settings)

    assert mailoutbox[0].body == BODY
    assert (logged.recipients, logged.subject) == ("a@b.test, c@d.test", "Nieuw")
    assert KEY not in logged.body
    assert logged.body.endswith("/accounts/password/reset/key/… Dag.")


def test_in_the_demo_the_log_is_the_mailbox(settings, mailoutbox):
    settings.DEMO = True

    assert send(settings).body == BODY


def test_what_could_not_be_delivered_is_not_in_the_log(settings):
    settings.DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    backend = get_connection("lms.messaging.backends.LoggingEmailBackend")

    with pytest.raises(ConnectionRefusedError):
        backend.send_messages([EmailMessage("Nieuw", BODY, to=["a@b.test"])])

    assert not SentMail.objects.exists()
