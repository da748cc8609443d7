"""Places on a date: held under one lock, given in order.

The learner of an operation is locked first, then the date, then whatever learning
records. Who gets a place because somebody else left is not locked: only their enrolment
changes, and that is the date’s.
"""

from __future__ import annotations

from datetime import datetime

from courses.enums import Ending
from courses.models import Enrolment, Session
from courses.sessions import letters


def lock_session(session_id: int) -> Session:
    """The date with its activity; until this transaction ends nobody else changes it.

    Raises ``Session.DoesNotExist``.
    """
    held = Session.objects.select_for_update(of=("self",), no_key=True)
    return held.select_related("activity").get(pk=session_id)


def free_seat(session: Session, *, beyond: bool = False) -> int | None:
    """The first seat that nobody has, or nothing when it is full or others wait for it.

    ``beyond`` the places that there are, for who came without one.
    """
    standing = session.enrolments.open()
    taken = set(standing.placed().values_list("seat", flat=True))
    if not beyond and (len(taken) >= session.capacity or standing.waiting().exists()):
        return None
    return _first_but(taken)


def fill(session: Session, now: datetime) -> list[Enrolment]:
    """Give what is free to who waits, the first to ask first, with a mail. The date is held."""
    if session.is_cancelled or session.begins_at <= now:
        return []
    standing = session.enrolments.open()
    taken = set(standing.placed().values_list("seat", flat=True))
    room = max(session.capacity - len(taken), 0)
    placed = list(standing.waiting().select_related("learner")[:room])
    for enrolment in placed:
        enrolment.session = session
        give_seat(enrolment, _first_but(taken), now)
        taken.add(enrolment.seat)
        letters.got_a_place(enrolment)
    return placed


def give_seat(enrolment: Enrolment, seat: int, now: datetime) -> None:
    """From now on this person has a place."""
    enrolment.seat, enrolment.placed_at = seat, now
    enrolment.save(update_fields=["seat", "placed_at"])


def end(enrolment: Enrolment, how: Ending, now: datetime) -> None:
    """Close an enrolment; one that was closed says from now on how it really went."""
    enrolment.ended_at, enrolment.ended_as = now, how
    enrolment.save(update_fields=["ended_at", "ended_as"])


def _first_but(taken: set[int | None]) -> int:
    return next(seat for seat in range(1, len(taken) + 2) if seat not in taken)
