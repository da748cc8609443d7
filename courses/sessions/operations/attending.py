"""Who was there: marked by a trainer, and a fact once the session has ended."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.enums import Ending
from courses.exceptions import NotMarkable
from courses.models import Attendance, Enrolment, Session
from courses.querysets import EnrolmentQuerySet
from courses.sessions.reading import on_the_roll
from lms.accounts.models import User
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import Source, Status
from lms.learning.models import Completion, Participation
from lms.learning.operations.ledger import hold
from lms.organisation.models import Mandate

from .places import end, fill, free_seat, give_seat, lock_session

logger = logging.getLogger(__name__)


@transaction.atomic
def mark(enrolment_id: int, *, present: bool, by: User) -> bool:
    """Note whether somebody is there; whether that is news.

    From the beginning on. Until the end it can be marked otherwise; from the end on it is
    in the record: who was present completed the activity, and needs no other date any
    more; who was absent can still be marked present. Raises ``NotMarkable`` before the
    beginning, for a cancelled date, for who is not on the roll (any more), and for who
    would lose what they completed, unless that was put right.
    """
    enrolment, session = _hold(enrolment_id)
    now = clock.now()
    _refuse_too_early(session, now)
    if enrolment.learner_id == by.pk:
        raise NotMarkable(_("Another trainer marks whether you are there."))
    if enrolment.ended_as == Ending.PRESENT and not present and _stands(enrolment):
        raise NotMarkable(
            _(
                "%(name)s has completed this. Was that recorded by mistake? Put the "
                "completion right first, then mark who was absent."
            )
            % {"name": enrolment.learner}
        )
    last = enrolment.attendances.last_first().first()
    is_news = last is None or last.present != present
    if is_news:
        Attendance.objects.create(
            enrolment=enrolment, present=present, marked_at=now, by=by
        )
    if session.ends_at <= now:
        _settle(enrolment, session, present=present, by=by, now=now)
    return is_news


def mark_everyone_present(session_id: int, *, by: User) -> int:
    """Note that everyone is there of whom nothing was noted; how many.

    Each in a transaction of its own: one who cannot be marked stops nobody.
    """
    unmarked = on_the_roll(session_id).filter(attendances=None)
    return sum(
        _try_to_mark(pk, present=True, by=by)
        for pk in unmarked.values_list("pk", flat=True)
    )


@transaction.atomic
def add_by_name(session_id: int, person: User, *, by: User) -> Enrolment:
    """Put somebody on the roll who came without a place, beyond the places if need be.

    Another date of theirs is given up. Raises ``NotMarkable`` before the beginning, and
    for who has completed it already; ``NotOffered`` as joining does.
    """
    hold(person)
    activity_id = Session.objects.values_list("activity", flat=True).get(pk=session_id)
    open_ones = Enrolment.objects.of(person).open().filter(activity=activity_id)
    # In one order, so that two who move people cannot wait for each other.
    ids = {session_id, *open_ones.values_list("session", flat=True)}
    held = {pk: lock_session(pk) for pk in sorted(ids)}
    session, now = held[session_id], clock.now()
    _refuse_too_early(session, now)
    if known := on_the_roll(session_id).of(person).first():
        return known
    for standing in open_ones:
        if standing.session_id == session_id:
            give_seat(standing, free_seat(session, beyond=True) or 1, now)
            return standing
        end(standing, Ending.MOVED, now)
        fill(held[standing.session_id], now)
    participation = learning.register(
        person, session.activity, mandate=_mandate_of(person, session), asked=True
    )
    if not participation.is_open:
        raise NotMarkable(_("%(name)s has already completed this.") % {"name": person})
    return Enrolment.objects.create(
        session=session,
        participation=participation,
        learner=person,
        activity=session.activity,
        seat=free_seat(session, beyond=True),
        asked_at=now,
        placed_at=now,
        added_by=by,
    )


def settle_what_ended(now: datetime) -> int:
    """Put in the record what was marked before the end of a session; how many people."""
    waiting = (
        Enrolment.objects.placed()
        .filter(session__ends_at__lte=now, session__cancelled_at=None)
        .filter(ended_as__in=("", Ending.LAPSED), attendances__isnull=False)
    )
    return sum(
        _try_to_settle(pk) for pk in waiting.values_list("pk", flat=True).distinct()
    )


def _try_to_settle(enrolment_id: int) -> bool:
    try:
        last = Attendance.objects.filter(enrolment=enrolment_id).last_first()
        found = last.select_related("by")[0]
        mark(enrolment_id, present=found.present, by=found.by)
    except Exception:
        # One who cannot be recorded keeps nobody else from it; the next tick tries again.
        logger.exception("Place %d could not be settled.", enrolment_id)
        return False
    return True


def _try_to_mark(enrolment_id: int, *, present: bool, by: User) -> bool:
    try:
        return mark(enrolment_id, present=present, by=by)
    except Exception:
        # One who cannot be marked keeps nobody else from it; the trainer sees who is left.
        logger.exception("Place %d could not be marked.", enrolment_id)
        return False


def _hold(enrolment_id: int) -> tuple[Enrolment, Session]:
    """Learner first, then the dates of theirs in one order, then what stands now."""
    hold(User.objects.get(enrolments=enrolment_id))
    enrolment = Enrolment.objects.get(pk=enrolment_id)
    others = _other_dates(enrolment).values_list("session", flat=True)
    ids = {enrolment.session_id, *others}
    held = {pk: lock_session(pk) for pk in sorted(ids)}
    session = held[enrolment.session_id]
    on_it = on_the_roll(session.pk).filter(pk=enrolment_id)
    found = on_it.select_related("learner", "participation__mandate").first()
    if found is None:
        raise NotMarkable(_("This person is no longer on the list."))
    return found, session


def _other_dates(enrolment: Enrolment) -> EnrolmentQuerySet:
    """Where the same person is enrolled for the same activity."""
    others = Enrolment.objects.of(enrolment.learner).open()
    return others.filter(activity=enrolment.activity_id).exclude(pk=enrolment.pk)


def _stands(enrolment: Enrolment) -> bool:
    """Whether a completion of the person says that they were there, and was not put right."""
    done = Completion.objects.standing().of(enrolment.learner)
    return done.filter(activity=enrolment.activity_id).exists()


def _refuse_too_early(session: Session, now: datetime) -> None:
    if session.is_cancelled:
        raise NotMarkable(_("This date was cancelled."))
    if session.begins_at > now:
        raise NotMarkable(_("You can mark who is there once it has begun."))


def _settle(
    enrolment: Enrolment, session: Session, *, present: bool, by: User, now: datetime
) -> None:
    """Have learning record it, as of the end of the session."""
    if enrolment.is_settled and present == (enrolment.ended_as == Ending.PRESENT):
        return
    participation = enrolment.participation
    end(enrolment, Ending.PRESENT if present else Ending.ABSENT, now)
    if not present:
        # Who has asked for another date since then takes part in that one.
        if not participation.enrolments.open().exists():
            learning.record_absence(participation.pk, by=by, at=session.ends_at)
        return
    for other in _other_dates(enrolment).filter(session__begins_at__gt=now):
        end(other, Ending.MOVED, now)
        fill(lock_session(other.session_id), now)
    if participation.status == Status.ABSENT:
        learning.take_back_absence(participation.pk, by=by)
    learning.record_completion(
        enrolment.learner,
        session.activity,
        by=by,
        at=session.ends_at,
        mandate=participation.mandate,
        source=Source.SESSION,
        evidence={"session": str(session.uid), "enrolment": enrolment.pk},
    )


def _mandate_of(person: User, session: Session) -> Mandate | None:
    """That under which the person follows a trajectory with it, else their first."""
    following = Participation.objects.of(person).asking_for(session.activity.key)
    asking = following.select_related("mandate").latest_first().first()
    if asking:
        return asking.mandate
    return Mandate.objects.of(person).current().order_by("valid_from", "pk").first()
