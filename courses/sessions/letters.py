"""What is mailed about a date: one mail to one person, written in the transaction of its cause.

The online link stands in the calendar file and on the page, not in the text: sent mails
are kept to be read in the admin.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from courses.models import Enrolment, Session, SessionPart

from .agenda import FILE_NAME, agenda
from .calendar import MIME_TYPE
from .wording import times_of


def has_a_place(enrolment: Enrolment) -> None:
    """After enrolling, when there was a place."""
    _send(
        enrolment,
        _("You have a place: %(title)s"),
        [_("You have a place on “%(title)s”.")],
        calendar=agenda(enrolment.session, with_link=True),
    )


def waits(enrolment: Enrolment) -> None:
    """After enrolling, when it was full."""
    _send(
        enrolment,
        _("You are on the waiting list: %(title)s"),
        [
            _("This date of “%(title)s” is full. You are on the waiting list."),
            _("When a place comes free for you, you get it at once, and a mail."),
        ],
    )


def got_a_place(enrolment: Enrolment) -> None:
    """When somebody else left, and this person was the first to wait."""
    _send(
        enrolment,
        _("A place came free: %(title)s"),
        [
            _("A place came free on “%(title)s”, and it is yours."),
            _("Can you not come? Give your place back on the page."),
        ],
        calendar=agenda(enrolment.session, with_link=True),
    )


def left(enrolment: Enrolment) -> None:
    """After giving a place back, or leaving the waiting list."""
    if enrolment.has_place:
        _send(
            enrolment,
            _("You gave your place back: %(title)s"),
            [_("You gave back your place on “%(title)s”.")],
            calendar=agenda(enrolment.session, with_link=False, cancelled=True),
            with_link=False,
        )
        return
    _send(
        enrolment,
        _("You are no longer on the waiting list: %(title)s"),
        [_("You no longer wait for a place on “%(title)s”.")],
        with_link=False,
    )


def changed(enrolment: Enrolment, *, gone: Iterable[SessionPart] = ()) -> None:
    """When the time or the place of a date changed; ``gone`` are parts taken off."""
    calendar = agenda(enrolment.session, with_link=True, gone=gone)
    _send(
        enrolment,
        _("Changed: %(title)s"),
        [
            _("The date of “%(title)s” changed. This is how it is now."),
            _("Can you not come? Give your place back on the page."),
        ],
        calendar=calendar if enrolment.has_place else "",
    )


def cancelled(enrolment: Enrolment) -> None:
    """When a date was cancelled."""
    calendar = agenda(enrolment.session, with_link=False)
    _send(
        enrolment,
        _("Cancelled: %(title)s"),
        [
            _("This date of “%(title)s” was cancelled."),
            _("Why: %(reason)s") % {"reason": enrolment.session.cancelled_because},
            _("See on the page whether there is another date."),
        ],
        calendar=calendar if enrolment.has_place else "",
        with_link=False,
    )


def lapsed(enrolment: Enrolment) -> None:
    """When a date has begun without a place for who waited."""
    _send(
        enrolment,
        _("No place came free: %(title)s"),
        [
            _("No place came free on this date of “%(title)s”."),
            _("See on the page whether there is another date."),
        ],
        with_link=False,
    )


def completed(enrolment: Enrolment) -> None:
    """When a date is no longer needed, because the person completed it otherwise."""
    calendar = agenda(enrolment.session, with_link=False, cancelled=True)
    _send(
        enrolment,
        _("You are no longer expected: %(title)s"),
        [
            _("You have completed “%(title)s”, so you need not come on this date."),
            _("Your place goes to somebody else."),
        ],
        calendar=calendar if enrolment.has_place else "",
        with_link=False,
    )


def reminder(enrolment: Enrolment) -> None:
    """Two days before."""
    _send(
        enrolment,
        _("Soon: %(title)s"),
        [
            _("Soon it is time for “%(title)s”. You have a place."),
            _("Can you not come? Give your place back on the page."),
        ],
        calendar=agenda(enrolment.session, with_link=True),
    )


def _send(
    enrolment: Enrolment,
    subject: str,
    lines: list[str],
    *,
    calendar: str = "",
    with_link: bool = True,
) -> None:
    learner, session = enrolment.learner, enrolment.session
    if not (learner.email and learner.is_active):
        return
    title = {"title": " ".join(session.activity.title.split())}
    told = [line.replace("%(title)s", title["title"]) for line in lines]
    body = "\n\n".join(
        [
            _("Hello %(name)s") % {"name": learner.get_short_name()},
            *told,
            "\n".join(_facts(session, with_link=with_link and enrolment.has_place)),
            settings.BASE_URL + session.activity.address,
        ]
    )
    mail = EmailMessage(subject % title, f"{body}\n", None, [learner.email])
    if calendar:
        mail.attach(FILE_NAME, calendar, MIME_TYPE)
    mail.send()


def _facts(session: Session, *, with_link: bool) -> list[str]:
    lines = [_("When: %(when)s") % {"when": one} for one in times_of(session)]
    if session.place:
        lines.append(_("Where: %(place)s") % {"place": session.one_line_place})
    if with_link and session.online_url:
        lines.append(_("You find the link on the page, after signing in."))
    return lines
