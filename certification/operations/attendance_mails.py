"""Mails about certificates of attendance.

They lead to “My learning”, where these stand: the page of a session is about the next
date.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification.models import Certificate
from lms.accounts.models import User

from .posting import send


def say_it_is_ready(certificate: Certificate, person: User) -> None:
    """Tell somebody that it is there."""
    send(
        person,
        _("Your certificate of attendance is ready"),
        _(
            "Hello %(name)s\n\n"
            "You attended “%(trajectory)s”. Your certificate of attendance %(number)s is "
            "ready.\n\n"
            "You find it here, after signing in:\n\n%(address)s\n"
        ),
        certificate,
        path=settings.LOGIN_REDIRECT_URL,
    )


def say_it_is_replaced(old: Certificate, new: Certificate, person: User) -> None:
    """Tell somebody that another one took the place of theirs."""
    send(
        person,
        _("Your certificate of attendance was replaced"),
        _(
            "Hello %(name)s\n\n"
            "Your certificate of attendance %(old)s for “%(trajectory)s” was replaced by "
            "%(number)s. The old one no longer holds: use the new one from now on.\n\n"
            "You find it here, after signing in:\n\n%(address)s\n"
        ),
        new,
        path=settings.LOGIN_REDIRECT_URL,
        old=old.number,
    )


def say_it_is_revoked(certificate: Certificate, person: User, *, since: date) -> None:
    """Tell somebody that theirs holds no longer; never why."""
    send(
        person,
        _("Your certificate of attendance was revoked"),
        _(
            "Hello %(name)s\n\n"
            "Your certificate of attendance %(number)s for “%(trajectory)s” was revoked. "
            "It is no longer valid since %(since)s.\n\n"
            "Do you want to know why? Ask the trainer of the session.\n"
        ),
        certificate,
        since=date_format(since, "j F Y"),
    )
