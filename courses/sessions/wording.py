"""When a session is, in words."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from courses.models import Session, SessionPart
from lms.common import clock

TIME = "G.i"


def when(part: SessionPart) -> str:
    """A part on one line: the day, and from when to when; two days when it takes two."""
    begins = localtime(part.begins_at, clock.BRUSSELS)
    ends = localtime(part.ends_at, clock.BRUSSELS)
    day, last = (date_format(one, "l j F Y") for one in (begins, ends))
    times = {"from": date_format(begins, TIME), "to": date_format(ends, TIME)}
    if begins.date() == ends.date():
        return _("%(day)s, from %(from)s to %(to)s") % {"day": day, **times}
    return _("%(day)s at %(from)s to %(last)s at %(to)s") % {
        "day": day,
        "last": last,
        **times,
    }


def times_of(session: Session) -> list[str]:
    """Every part of a date, one line each."""
    return [when(part) for part in session.parts.all()]
