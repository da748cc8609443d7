"""How the rest asks about certificates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from lms.common import clock

from .enums import CertificateKind, EventKind, LineState

if TYPE_CHECKING:
    from lms.accounts.models import User
    from lms.learning.models import LearningActivity

    from .models import (  # noqa: F401
        Award,
        Batch,
        BatchLine,
        Certificate,
        ChainLink,
    )


class AwardQuerySet(models.QuerySet["Award"]):
    """What was earned: by whom, and for which something falls due."""

    def due(self, day: date) -> Self:
        """Those with something to do by the end of a day, the oldest first."""
        return self.filter(next_on__lte=day, person__isnull=False).order_by(
            "next_on", "pk"
        )

    def of(self, person: User, trajectory: LearningActivity) -> Self:
        """Of one person for one trajectory, the last cycle first."""
        found = self.filter(person_id=person.pk, trajectory_id=trajectory.pk)
        return found.order_by("-cycle")


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Certificates: of whom, for what, and how they stand."""

    def in_force(self) -> Self:
        """Neither revoked nor superseded; whether it expired is a matter of the day."""
        return self.filter(in_force=True)

    def of(self, person: User) -> Self:
        return self.filter(award__person_id=person.pk)

    def last_held_first(self) -> Self:
        """The one in force of the last cycle first; where none is, what was last."""
        return self.order_by("-in_force", "-award__cycle", "-pk")

    def of_trajectories(self) -> Self:
        """Without those that say that somebody attended a session."""
        return self.filter(kind=CertificateKind.CERTIFICATE)

    def last_days_before(
        self, award: Award
    ) -> models.QuerySet[Certificate, date | None]:
        """The last days of what the same person holds from earlier cycles, latest first.

        Nothing of what rests on a completion that was put right, revoked or not.
        """
        earlier = self.in_force().filter(
            award__person=award.person_id,
            award__trajectory=award.trajectory_id,
            award__cycle__lt=award.cycle,
            award__completion__correction=None,
        )
        return earlier.order_by("-award__cycle").values_list("valid_until", flat=True)

    def for_participations(self, participations: Iterable[int]) -> Self:
        """Those that these participations (by id) in a trajectory earned."""
        return self.filter(award__completion__participation__in=list(participations))

    def without_document(self, *, before: datetime) -> Self:
        """Issued before a moment, with something to print, and never printed."""
        return self.filter(
            document=None, personalia__isnull=False, issued_at__lt=before
        ).order_by("pk")

    def issued_to(self, entities: Iterable[int]) -> Self:
        """To people who earned it in one of these entities (by id)."""
        return self.filter(award__completion__entity__in=list(entities))

    def issued_between(self, since: date | None, until: date | None) -> Self:
        """Issued on these days in Brussels or between them; open at an end without one."""
        found = self
        if since:
            found = found.filter(issued_at__gte=clock.start_of(since))
        if until:
            found = found.filter(issued_at__lt=clock.end_of(until))
        return found

    def with_trajectory(self) -> Self:
        """Load the award with its trajectory in the same query."""
        return self.select_related("award__trajectory")

    def to_check(self) -> Self:
        """Load what a check shows, in three queries whatever the number.

        Also what took its place, of the many that have nothing such: a check costs the
        same however a certificate stands.
        """
        return self.select_related("personalia").prefetch_related(
            "events", "successors"
        )

    def find(self, code: str) -> Certificate | None:
        """The certificate with a code, loaded with what a check shows."""
        found: Certificate | None = self.to_check().filter(code=code).first()
        return found

    def ran_out(self, today: date) -> Self:
        """In force, past their last day, and nothing says so yet."""
        return (
            self.in_force()
            .filter(valid_until__lt=today)
            .exclude(events__kind=EventKind.EXPIRED)
        )


class BatchQuerySet(models.QuerySet["Batch"]):
    """Orders to issue in bulk."""

    def at_work(self) -> Self:
        """Not finished yet."""
        return self.filter(finished_at=None)

    def standing_still(self, since: datetime) -> Self:
        """At work, and nothing came of it since a moment: whoever did it died."""
        done = models.Max("lines__done_at")
        return (
            self.at_work()
            .filter(started_at__lt=since)
            .annotate(last=done)
            .filter(models.Q(last=None) | models.Q(last__lt=since))
            .order_by("pk")
        )


class BatchLineQuerySet(models.QuerySet["BatchLine"]):
    """The people in them."""

    def waiting(self) -> Self:
        """Of whom nothing was done yet, in the order of the list."""
        return self.filter(state=LineState.WAITING).order_by("number")

    def refused(self) -> Self:
        return self.filter(state=LineState.REFUSED).order_by("number")

    def numbers(self) -> dict[str, int]:
        """How many there are in each state; one query."""
        counted = self.order_by().values_list("state").annotate(models.Count("pk"))
        return dict.fromkeys(LineState.values, 0) | dict(counted)


class ChainLinkQuerySet(models.QuerySet["ChainLink"]):
    """The links of the chain."""

    def walk(self, *, at_once: int = 500) -> Iterator[ChainLink]:
        """All links in their order with what they seal; ``at_once`` are in memory."""
        sealed = self.order_by("place").select_related(
            *("event__certificate__personalia", "event__certificate__document"),
            "event__certificate__supersedes",
        )
        sealed = sealed.defer("event__certificate__document__content")
        after = 0
        while found := list(sealed.filter(place__gt=after)[:at_once]):
            yield from found
            after = found[-1].place
