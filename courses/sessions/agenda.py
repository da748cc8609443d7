"""A date as a file for somebody’s calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from courses.models import Session, SessionPart
from lms.common import clock

from .calendar import Event, Method, write

PRODUCT = "-//Integriteitscampus//Sessies//NL"
FILE_NAME = "sessie.ics"


def agenda(
    session: Session,
    *,
    with_link: bool,
    cancelled: bool = False,
    gone: Iterable[SessionPart] = (),
) -> str:
    """The iCalendar file of a date, an event for each part (RFC 5545).

    ``with_link`` for who has a place; ``cancelled`` for who no longer has one; ``gone``
    are parts that were taken off, so that they leave calendars too.
    """
    off = cancelled or session.is_cancelled
    parts = [*((part, off) for part in session.parts.all())]
    parts += ((part, True) for part in gone)
    return write(
        _events(session, parts, with_link=with_link and not off),
        product=PRODUCT,
        organizer=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        stamp=clock.now(),
        method=Method.CANCEL if off else Method.PUBLISH,
    )


def _events(
    session: Session, parts: list[tuple[SessionPart, bool]], *, with_link: bool
) -> Iterator[Event]:
    lines = [session.activity.summary]
    if session.trainers:
        lines.append(_("With: %(trainers)s") % {"trainers": session.trainers})
    if with_link and session.online_url:
        lines.append(_("Online: %(link)s") % {"link": session.online_url})
    for part, off in parts:
        yield Event(
            uid=f"{part.uid}@{urlsplit(settings.XAPI_HOME_PAGE).hostname}",
            sequence=session.sequence,
            begins_at=part.begins_at,
            ends_at=part.ends_at,
            title=session.activity.title,
            place=session.one_line_place,
            description="\n".join(line for line in lines if line),
            address=settings.BASE_URL + session.activity.address,
            cancelled=off,
        )
