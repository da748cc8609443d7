"""Telling somebody something: in the product and by mail, each thing once."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from lms.accounts.models import User
from lms.common import clock

from .models import Notification


@transaction.atomic
def tell(
    person: User,
    *,
    kind: str,
    key: str,
    title: str,
    text: str,
    address: str = "",
) -> Notification | None:
    """Tell a person something; nothing, and ``None``, when this key was told them before.

    ``kind`` says what sort of message it is (each app names its own), ``key`` which one,
    such as ``due:41:2026-12-01:7``. ``title`` and ``text`` are plain text in the language
    of the reader; ``address`` is a path of ours that the message leads to. The mail is
    written in the same transaction, so both are there or neither.
    """
    told, created = Notification.objects.get_or_create(
        person=person,
        key=key,
        defaults={
            "kind": kind,
            "title": " ".join(title.split())[:200],
            "text": text,
            "address": address,
            "told_at": clock.now(),
        },
    )
    if not created:
        return None
    if person.is_active and person.email:
        link = f"\n\n{settings.BASE_URL}{address}" if address else ""
        send_mail(told.title, f"{text}{link}\n", None, [person.email])
    return told
