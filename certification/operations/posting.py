"""How a mail about a certificate is filled in and sent."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.utils.formats import date_format

from certification.models import Certificate
from lms.accounts.models import User


def send(
    person: User,
    subject: str,
    body: str,
    certificate: Certificate,
    *,
    path: str = "",
    **more: str,
) -> None:
    """Fill in what is known of the certificate, and ``more``; who left gets nothing.

    ``path`` is what the mail leads to, by default the page of what was completed.
    """
    if not person.email or not person.is_active:
        return
    last_day = certificate.valid_until
    values = {
        "name": person.first_name,
        "trajectory": certificate.trajectory_title,
        "number": certificate.number,
        "until": date_format(last_day, "j F Y") if last_day else "",
        "address": settings.BASE_URL + (path or certificate.award.trajectory.address),
        **more,
    }
    send_mail(" ".join((subject % values).split()), body % values, None, [person.email])
