"""Planning a date, changing it, cancelling it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.enums import Ending
from courses.exceptions import NotChangeable
from courses.models import Session, SessionPart
from courses.sessions import letters
from lms.common import clock

from .places import end, fill, lock_session
from .reminding import AHEAD


@transaction.atomic
def save_session(session: Session) -> Session:
    """Save a date with its parts, as they are in memory.

    When something changed that a calendar shows, its sequence rises and who is enrolled
    gets a mail; of a beginning that is put off they are reminded anew. More places go to
    who waits. Raises ``NotChangeable`` for a cancelled
    date, one without parts, and fewer places than people.
    """
    parts = list(session.parts.all())
    if not parts:
        raise NotChangeable(_("Say when it is."))
    session.begins_at = min(part.begins_at for part in parts)
    session.ends_at = max(part.ends_at for part in parts)
    if session.pk is None:
        session.save()
        return session
    stored = lock_session(session.pk)
    _refuse(stored, session)
    before = {part.uid: part for part in SessionPart.objects.filter(session=stored)}
    changed = _shown(stored, before.values()) != _shown(session, parts)
    session.sequence = stored.sequence + changed
    session.save()
    now = clock.now()
    if changed and session.ends_at > now:
        kept = {part.uid for part in parts}
        gone = [part for uid, part in before.items() if uid not in kept]
        for enrolment in session.enrolments.open().select_related("learner"):
            enrolment.session = session
            letters.changed(enrolment, gone=gone)
        if clock.local_date(session.begins_at) - AHEAD > clock.local_date(now):
            session.enrolments.open().update(reminded_at=None)
    fill(session, now)
    return session


@transaction.atomic
def cancel_session(session_id: int, *, because: str) -> int:
    """Cancel a date, with a mail to everyone who is enrolled; how many that are.

    They stay registered for the activity, and can choose another date. Raises
    ``NotChangeable`` for one that has begun, or was cancelled before.
    """
    session = lock_session(session_id)
    now = clock.now()
    if session.is_cancelled:
        raise NotChangeable(_("This date was cancelled before."))
    if session.begins_at <= now:
        raise NotChangeable(_("This date has begun."))
    session.cancelled_at, session.cancelled_because = now, because
    session.sequence += 1
    session.save(update_fields=["cancelled_at", "cancelled_because", "sequence"])
    enrolled = list(session.enrolments.open().select_related("learner"))
    for enrolment in enrolled:
        enrolment.session = session
        end(enrolment, Ending.CANCELLED, now)
        letters.cancelled(enrolment)
    return len(enrolled)


def _refuse(stored: Session, session: Session) -> None:
    if stored.is_cancelled:
        raise NotChangeable(_("This date was cancelled. Plan another one."))
    if stored.activity_id != session.activity_id:
        raise NotChangeable(_("A date stays with its session. Plan another one."))
    taken = stored.enrolments.open().placed().count()
    if session.capacity < min(taken, stored.capacity):
        raise NotChangeable(
            ngettext(
                "%(count)s person has a place: there cannot be fewer places.",
                "%(count)s people have a place: there cannot be fewer places.",
                taken,
            )
            % {"count": taken}
        )


def _shown(session: Session, parts: Any) -> object:
    """What a calendar shows of a date, to compare."""
    times: set[tuple[object, datetime, datetime]] = {
        (part.uid, part.begins_at, part.ends_at) for part in parts
    }
    return times, session.place, session.online_url
