"""Mails about certificates, each written in the transaction of what it tells.

None holds a code or a link that opens a certificate for who is not signed in: what is
sent stays readable in the admin.
"""

from __future__ import annotations

from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification.enums import Moment
from certification.models import Certificate
from lms.accounts.models import User

from . import attendance_mails
from .posting import send


def say_it_is_ready(certificate: Certificate, person: User) -> None:
    """Tell somebody that their certificate is there."""
    with translation.override(certificate.language):
        if certificate.is_of_attendance:
            attendance_mails.say_it_is_ready(certificate, person)
            return
        send(
            person,
            _("Your certificate is ready"),
            _(
                "Hello %(name)s\n\n"
                "You completed “%(trajectory)s”. Your certificate %(number)s is ready. It "
                "is valid up to and including %(until)s.\n\n"
                "You find it here, after signing in:\n\n%(address)s\n"
            ),
            certificate,
        )


def say_it_is_replaced(old: Certificate, new: Certificate, person: User) -> None:
    """Tell somebody that another certificate took the place of theirs."""
    with translation.override(new.language):
        if new.is_of_attendance:
            attendance_mails.say_it_is_replaced(old, new, person)
            return
        send(
            person,
            _("Your certificate was replaced"),
            _(
                "Hello %(name)s\n\n"
                "Your certificate %(old)s for “%(trajectory)s” was replaced by "
                "%(number)s. The old one no longer holds: use the new one from now on. "
                "It is valid up to and including %(until)s, as the old one was.\n\n"
                "You find it here, after signing in:\n\n%(address)s\n"
            ),
            new,
            old=old.number,
        )


def say_it_is_revoked(certificate: Certificate, person: User, *, since: date) -> None:
    """Tell somebody that their certificate holds no longer; never why."""
    with translation.override(certificate.language):
        if certificate.is_of_attendance:
            attendance_mails.say_it_is_revoked(certificate, person, since=since)
            return
        send(
            person,
            _("Your certificate was revoked"),
            _(
                "Hello %(name)s\n\n"
                "Your certificate %(number)s for “%(trajectory)s” was revoked. It is no "
                "longer valid since %(since)s. What you did stays on record.\n\n"
                "Do you want to know why? Ask who manages the trajectory.\n"
            ),
            certificate,
            since=date_format(since, "j F Y"),
        )


def say_what_fell_due(
    moment: Moment, certificate: Certificate, person: User, *, offered: bool
) -> None:
    """Tell somebody that they can renew, should soon, or that it has expired."""
    with translation.override(certificate.language):
        subject, body = _words(moment, offered=offered)
        send(person, subject, body, certificate)


def _words(moment: Moment, *, offered: bool) -> tuple[str, str]:
    if moment == Moment.EXPIRED:
        again = _(
            "Do you want a certificate again? You begin on the page of the trajectory:"
            "\n\n%(address)s\n"
        )
        return (
            _("Your certificate has expired"),
            _(
                "Hello %(name)s\n\n"
                "Your certificate %(number)s for “%(trajectory)s” was valid up to and "
                "including %(until)s. It has now expired. What you did stays on record.\n\n"
            )
            + (again if offered else ""),
        )
    if moment == Moment.WINDOW_OPENED:
        return (
            _("You can renew your certificate"),
            _(
                "Hello %(name)s\n\n"
                "Your certificate %(number)s for “%(trajectory)s” is valid up to and "
                "including %(until)s. From now on you can renew it. On the page of the "
                "trajectory you see what that takes and who sees it:\n\n%(address)s\n"
            ),
        )
    return (
        _("Renew your certificate by %(until)s"),
        _(
            "Hello %(name)s\n\n"
            "Your certificate %(number)s for “%(trajectory)s” is valid up to and "
            "including %(until)s. You have not renewed it yet. On the page of the "
            "trajectory you see what you still have to do:\n\n%(address)s\n"
        ),
    )
