"""Mails about certificates, each written in the transaction of what it tells.

None holds a code or a link that opens a certificate for who is not signed in: what is
sent stays readable in the admin.
"""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification.enums import Moment
from certification.models import Certificate
from lms.accounts.models import User


def say_it_is_ready(certificate: Certificate, person: User) -> None:
    """Tell somebody that their certificate is there."""
    with translation.override(certificate.language):
        _send(
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


def say_what_fell_due(
    moment: Moment, certificate: Certificate, person: User, *, offered: bool
) -> None:
    """Tell somebody that they can renew, should soon, or that it has expired."""
    with translation.override(certificate.language):
        subject, body = _words(moment, offered=offered)
        _send(person, subject, body, certificate)


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


def _send(person: User, subject: str, body: str, certificate: Certificate) -> None:
    if not (person.email and person.is_active):
        return
    values = {
        "name": person.first_name,
        "trajectory": certificate.trajectory_title,
        "number": certificate.number,
        "until": date_format(certificate.valid_until, "j F Y"),
        "address": settings.BASE_URL + certificate.award.trajectory.address,
    }
    send_mail(" ".join((subject % values).split()), body % values, None, [person.email])
