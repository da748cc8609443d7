"""Dates as somebody sees them: full, waiting, one’s own; and the roll of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from courses.enums import Ending
from courses.models import Enrolment, Session
from courses.querysets import EnrolmentQuerySet
from lms.accounts.models import User
from lms.common import clock
from lms.learning.attended import Attended
from lms.learning.models import LearningActivity

from .wording import times_of


@dataclass(frozen=True, slots=True)
class DateRow:
    """One date of a session, for one person or for anybody."""

    session: Session
    own: Enrolment | None
    place_in_line: int
    can_enrol: bool
    now: datetime
    is_taken_elsewhere: bool = False
    """Whether only another date of theirs is in the way of this one."""

    @property
    def times(self) -> list[str]:
        return times_of(self.session)

    @property
    def free(self) -> int:
        """How many places can be had at once: none as long as somebody waits."""
        taken, waiting = self.session.taken, self.session.waiting
        return 0 if waiting else max(self.session.capacity - taken, 0)

    @property
    def is_too_late(self) -> bool:
        return not self.session.is_cancelled and not self.session.takes_enrolments(
            self.now
        )

    @property
    def has_begun(self) -> bool:
        return self.session.begins_at <= self.now

    @property
    def is_over(self) -> bool:
        return self.session.ends_at <= self.now


def dates_of(
    activity: LearningActivity, person: User | None, *, can_enrol: bool
) -> list[DateRow]:
    """What has yet to end, and one’s own, the first first; a constant number of queries."""
    now = clock.now()
    own = _own(activity, person)
    shown = Q(ends_at__gt=now) | Q(pk__in=own)
    found = Session.objects.of(activity).filter(shown).with_numbers()
    has_one = any(each.is_open and each.session.ends_at > now for each in own.values())
    can_move = any(
        each.is_open and each.session.begins_at > now for each in own.values()
    )
    return [
        DateRow(
            session=session,
            own=own.get(session.pk),
            place_in_line=_place_in_line(own.get(session.pk)),
            can_enrol=can_enrol and not has_one and session.takes_enrolments(now),
            now=now,
            is_taken_elsewhere=can_enrol
            and can_move
            and session.pk not in own
            and session.takes_enrolments(now),
        )
        for session in found.prefetch_related("parts").order_by("begins_at", "pk")
    ]


def coming_up(person: User) -> list[Enrolment]:
    """One’s own places and waits on dates that have yet to end, the first first."""
    standing = Enrolment.objects.of(person).open().with_session()
    return list(
        standing.filter(session__ends_at__gt=clock.now()).order_by(
            "session__begins_at", "pk"
        )
    )


def is_full(session: Session) -> bool:
    """Whether who asks now comes on the waiting list."""
    standing = session.enrolments.open()
    return standing.waiting().exists() or standing.placed().count() >= session.capacity


def on_the_roll(session_id: int) -> EnrolmentQuerySet:
    """Who had a place when it began, or was added."""
    placed = Enrolment.objects.placed().filter(session=session_id)
    return placed.exclude(
        ended_as__in=(Ending.LEFT, Ending.MOVED, Ending.CANCELLED)
    ).order_by("learner__last_name", "learner__first_name", "pk")


def who_was_told(session_id: int) -> EnrolmentQuerySet:
    """Who had a place on a date that was cancelled, or waited for one."""
    found = Enrolment.objects.filter(session=session_id, ended_as=Ending.CANCELLED)
    return found.order_by("learner__last_name", "learner__first_name", "pk")


def to_mark(trainer: User) -> list[Session]:
    """Dates of a trainer that are over, with somebody of whom nothing was marked."""
    return list(
        Session.objects.in_charge_of(trainer)
        .to_mark(clock.now())
        .select_related("activity")
        .order_by("begins_at", "pk")
    )


def attended(uid: UUID) -> Attended | None:
    """The days and the hours of a date, and who gave it; two queries.

    The supplier of a framework contract is for who orders: it is no part of it.
    """
    session = Session.objects.prefetch_related("parts").filter(uid=uid).first()
    if session is None:
        return None
    parts = list(session.parts.all())
    length = sum((part.ends_at - part.begins_at for part in parts), timedelta())
    days = sorted({clock.local_date(part.begins_at) for part in parts})
    return Attended(
        days=tuple(days),
        minutes=int(length.total_seconds()) // 60,
        trainers=session.trainers,
    )


def _own(activity: LearningActivity, person: User | None) -> dict[int, Enrolment]:
    """By date: what stands, and what was noted of who came or did not."""
    if person is None:
        return {}
    told = Q(ended_at=None) | Q(ended_as__in=(Ending.PRESENT, Ending.ABSENT))
    found = Enrolment.objects.of(person).filter(told, activity=activity)
    return {each.session_id: each for each in found.select_related("session")}


def _place_in_line(own: Enrolment | None) -> int:
    if own is None or own.has_place or not own.is_open:
        return 0
    ahead = Enrolment.objects.open().waiting().filter(session=own.session_id)
    return ahead.filter(pk__lte=own.pk).count()
