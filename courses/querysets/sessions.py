"""How the rest asks about sessions, who has a place on them, and who was there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q

from lms.content.in_charge import in_charge_of

if TYPE_CHECKING:
    from courses.models import Attendance, Enrolment, Session  # noqa: F401
    from lms.accounts.models import User
    from lms.learning.models import LearningActivity

_OPEN = Q(enrolments__ended_at=None)


class SessionQuerySet(models.QuerySet["Session"]):
    """Dates on which an activity is given."""

    def of(self, activity: LearningActivity) -> Self:
        return self.filter(activity=activity)

    def in_charge_of(self, user: User) -> Self:
        """Those that somebody may plan and mark: they may edit the page of the session."""
        return self.filter(in_charge_of(user, "activity__key"))

    def held(self) -> Self:
        """Everything but what was cancelled."""
        return self.filter(cancelled_at=None)

    def coming(self, now: datetime) -> Self:
        """What has yet to begin, the first first."""
        return self.filter(begins_at__gt=now).order_by("begins_at", "pk")

    def to_mark(self, now: datetime) -> Self:
        """Over, with a place that stands of whom nobody marked whether they were there."""
        forgotten = Q(
            enrolments__ended_at=None,
            enrolments__seat__isnull=False,
            enrolments__attendances=None,
        )
        over = self.held().filter(ends_at__lte=now)
        return over.filter(pk__in=self.model.objects.filter(forgotten).values("pk"))

    def with_numbers(self) -> Self:
        """``taken`` and ``waiting``: how many have a place, and how many wait for one."""
        return self.annotate(
            taken=Count("enrolments", filter=_OPEN & Q(enrolments__seat__isnull=False)),
            waiting=Count("enrolments", filter=_OPEN & Q(enrolments__seat=None)),
        )


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Who has a place, or waits for one."""

    def of(self, person: User) -> Self:
        return self.filter(learner_id=person.pk)

    def open(self) -> Self:
        return self.filter(ended_at=None)

    def placed(self) -> Self:
        return self.filter(seat__isnull=False)

    def waiting(self) -> Self:
        """Without a place, in the order in which they asked."""
        return self.filter(seat=None).order_by("pk")

    def with_session(self) -> Self:
        """Load what a line about one's own place shows, in two queries."""
        return self.select_related("session__activity").prefetch_related(
            "session__parts"
        )


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """What trainers marked."""

    def last_first(self) -> Self:
        """The last mark of a person counts; the others tell how it came about."""
        return self.order_by("-pk")
