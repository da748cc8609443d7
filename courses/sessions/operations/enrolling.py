"""Asking for a place on a date, and giving it back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.enums import Ending
from courses.exceptions import NotEnrollable
from courses.models import Enrolment, Session, SessionPart
from courses.sessions import letters
from courses.sessions.eligibility import eligibility
from lms.accounts.models import User
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import Status
from lms.learning.operations.ledger import hold
from lms.organisation.models import Mandate

from .places import end, fill, free_seat, lock_session

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The place or the wait, and other dates of this person at the same time."""

    enrolment: Enrolment
    overlaps: tuple[Session, ...] = ()


@transaction.atomic
def enrol(
    learner: User, session_id: int, *, mandate: Mandate | None = None
) -> Enrolled:
    """Give a person a place on a date or, when it is full, the next on its waiting list.

    Asking again answers what stands. Raises ``NotEnrollable`` for a date that takes
    nobody, and for who has another date or completed it; ``ComesLater`` and ``NotOffered``
    as joining does.
    """
    hold(learner)
    session = lock_session(session_id)
    now = clock.now()
    own = Enrolment.objects.of(learner).open().select_related("session")
    own = own.filter(activity=session.activity)
    if known := own.filter(session=session).first():
        return Enrolled(known)
    _refuse_a_closed_date(session, now)
    for standing in own:
        if standing.session.ends_at > now:
            raise NotEnrollable(
                _("You are enrolled for %(day)s. Leave that date first.")
                % {"day": standing.session.day}
            )
        end(standing, Ending.LAPSED, now)
    if eligibility(session.activity, learner).is_over:
        raise NotEnrollable(_("You have already completed this."))
    participation = learning.register(learner, session.activity, mandate=mandate)
    seat = free_seat(session)
    enrolment = Enrolment.objects.create(
        session=session,
        participation=participation,
        learner=learner,
        activity=session.activity,
        seat=seat,
        asked_at=now,
        placed_at=now if seat else None,
    )
    tell = letters.has_a_place if enrolment.has_place else letters.waits
    tell(enrolment)
    return Enrolled(enrolment, overlapping(enrolment))


@transaction.atomic
def leave(learner: User, session_id: int) -> Enrolment:
    """Give one’s place back, or stop waiting; the first who waits gets what comes free.

    With it the person no longer takes part, unless somebody asked it of them. Raises
    ``NotEnrollable`` for who has no place, and once it has begun.
    """
    hold(learner)
    session = lock_session(session_id)
    now = clock.now()
    standing = session.enrolments.open().of(learner)
    enrolment = standing.select_related("learner", "participation").first()
    if enrolment is None:
        raise NotEnrollable(_("You are not enrolled for this date."))
    if session.begins_at <= now:
        raise NotEnrollable(
            _("This has begun. Tell the trainer when you cannot be there.")
        )
    enrolment.session = session
    end(enrolment, Ending.LEFT, now)
    letters.left(enrolment)
    fill(session, now)
    participation = enrolment.participation
    if participation.is_open and not participation.assigned:
        learning.withdraw(participation.pk)
    return enrolment


@transaction.atomic
def give_all_back(learner: User) -> int:
    """Free the places of somebody who was erased on dates that have yet to begin; how many.

    Who waits gets them. No mail goes to who left: nobody is there to read it. Where
    somebody was, or was missed, is a fact.
    """
    hold(learner)
    now = clock.now()
    coming = Enrolment.objects.of(learner).open().filter(session__begins_at__gt=now)
    # In one order, so that two who free places cannot wait for each other.
    sessions = sorted(coming.values_list("session", flat=True))
    for session_id in sessions:
        session = lock_session(session_id)
        for standing in session.enrolments.open().of(learner):
            end(standing, Ending.LEFT, now)
        fill(session, now)
    return len(sessions)


def overlapping(enrolment: Enrolment) -> tuple[Session, ...]:
    """Other dates of the same person, of whatever session, at the same time."""
    others = Enrolment.objects.of(enrolment.learner).open()
    found: dict[int, Session] = {}
    for part in enrolment.session.parts.all():
        at_once = SessionPart.objects.filter(
            session__enrolments__in=others.exclude(pk=enrolment.pk),
            begins_at__lt=part.ends_at,
            ends_at__gt=part.begins_at,
        )
        for one in at_once.select_related("session__activity"):
            found[one.session_id] = one.session
    return tuple(found.values())


def lapse_waiting(now: datetime) -> int:
    """Close what waited for a place on a date that has begun, with a mail; how many."""
    waiting = Enrolment.objects.open().filter(seat=None, session__begins_at__lte=now)
    return sum(_try(_lapse, pk, now) for pk in waiting.values_list("pk", flat=True))


def give_on_what_is_done(now: datetime) -> int:
    """Give on the places of who completed the session otherwise, with a mail; how many.

    As by an exemption, or because another date was put right afterwards.
    """
    done = Enrolment.objects.open().filter(
        session__begins_at__gt=now, participation__status=Status.COMPLETED
    )
    return sum(_try(_give_on, pk, now) for pk in done.values_list("pk", flat=True))


def _try(
    act: Callable[[int, datetime], bool], enrolment_id: int, now: datetime
) -> bool:
    try:
        with transaction.atomic():
            return act(enrolment_id, now)
    except Exception:
        # One who cannot be helped keeps nobody else waiting; the next tick tries again.
        logger.exception("Enrolment %d could not be closed.", enrolment_id)
        return False


def _lapse(enrolment_id: int, now: datetime) -> bool:
    waiting = Enrolment.objects.open().filter(pk=enrolment_id, seat=None)
    if not waiting.update(ended_at=now, ended_as=Ending.LAPSED):
        return False
    enrolment = Enrolment.objects.with_session().get(pk=enrolment_id)
    if enrolment.participation.is_open:
        letters.lapsed(enrolment)
    return True


def _give_on(enrolment_id: int, now: datetime) -> bool:
    hold(User.objects.get(enrolments=enrolment_id))
    session = lock_session(
        Enrolment.objects.values_list("session", flat=True).get(pk=enrolment_id)
    )
    standing = session.enrolments.open().select_related("learner")
    enrolment = standing.filter(pk=enrolment_id).first()
    if enrolment is None:
        return False
    enrolment.session = session
    end(enrolment, Ending.LEFT, now)
    letters.completed(enrolment)
    fill(session, now)
    return True


def _refuse_a_closed_date(session: Session, now: datetime) -> None:
    if session.is_cancelled:
        raise NotEnrollable(_("This date was cancelled."))
    if session.begins_at <= now:
        raise NotEnrollable(_("This date has begun."))
    if not session.takes_enrolments(now):
        day = date_format(session.last_day_to_enrol, "j F Y")
        raise NotEnrollable(
            _("You could enrol for this date until %(day)s.") % {"day": day}
        )
