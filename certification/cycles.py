"""Where somebody stands with a trajectory and its certificate, and what they can do now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lms.accounts.models import User
from lms.common import clock
from lms.learning.models import LearningActivity, Participation

from .enums import Phase
from .models import Certificate
from .validity import phase_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """The last certificate in force for a trajectory, and the renewal that is under way.

    Where every certificate was revoked, ``certificate`` is the last of these.
    """

    phase: Phase
    trajectory: LearningActivity
    certificate: Certificate | None = None
    opens: date | None = None
    renewal: Participation | None = None

    @property
    def has_lapsed(self) -> bool:
        """Whether a renewal was begun that came too late: it takes the whole again."""
        return self.renewal is not None and came_too_late(self.renewal)

    @property
    def is_renewable(self) -> bool:
        """Whether the person can begin now: to renew it, or to earn it anew."""
        return (
            self.phase in {Phase.WINDOW_OPEN, Phase.EXPIRED, Phase.REVOKED}
            and (self.renewal is None or self.has_lapsed)
            and self.trajectory.is_offered
        )


def cycles_of(person: User, participations: Iterable[Participation]) -> list[Cycle]:
    """A cycle for each trajectory of which somebody earned a certificate: one query.

    ``participations`` are theirs, read before.
    """
    earned = (
        Certificate.objects.of_trajectories()
        .of(person)
        .with_trajectory()
        .last_held_first()
    )
    latest: dict[int, Certificate] = {}
    for one in earned:
        latest.setdefault(one.award.trajectory_id, one)
    running = {one.activity_id: one for one in participations if one.is_open}
    return [
        _cycle(certificate, running.get(trajectory))
        for trajectory, certificate in latest.items()
    ]


def cycle_in(
    person: User | None,
    trajectory: LearningActivity,
    participation: Participation | None,
) -> Cycle:
    """How somebody stands with one trajectory, of which they take part in the latest."""
    taken = [participation] if participation else []
    for cycle in cycles_of(person, taken) if person else ():
        if cycle.trajectory == trajectory:
            return cycle
    phase = phase_on(
        clock.today(), begun=participation is not None, last_day=None, opens=None
    )
    return Cycle(phase=phase, trajectory=trajectory)


def _cycle(certificate: Certificate, running: Participation | None) -> Cycle:
    opens = certificate.award.renewable_from
    phase = phase_on(
        clock.today(), begun=True, last_day=certificate.valid_until, opens=opens
    )
    return Cycle(
        phase=phase if certificate.in_force else Phase.REVOKED,
        trajectory=certificate.award.trajectory,
        certificate=certificate,
        opens=opens,
        renewal=running,
    )


def counts_for(part: Participation, whole: Participation | None) -> bool:
    """Whether a participation counts in the cycle of the whole: what is open may still.

    Once it is too late to renew, so does what was done since: the whole that it takes then
    has no last day.
    """
    if whole is None or part.closed_at is None:
        return True
    since = whole.counts_from
    until = None if came_too_late(whole) else whole.counts_until
    return not (
        (since and part.closed_at < since) or (until and part.closed_at >= until)
    )


def came_too_late(participation: Participation) -> bool:
    """Whether what it takes to renew was to be done by a day that is over."""
    until = participation.counts_until
    return participation.is_open and until is not None and until <= clock.now()
