"""What "Mijn leren" shows: a constant number of queries, however much somebody did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from uuid import UUID

from certification.cycles import Cycle, came_too_late, counts_for, cycles_of
from certification.models import Certificate
from certification.plans import plans_from
from certification.way import Way, lay_out
from cms_site.catalogue.offer import Offer, read_offer
from cms_site.recommending import Advice, recommended_to
from courses.models import Enrolment
from courses.sessions.reading import coming_up
from lms.accounts.models import User
from lms.common import clock
from lms.learning.enums import STEP_KINDS, ActivityKind
from lms.learning.models import (
    ExternalRequirement,
    LearningActivity,
    Participation,
    RequirementNode,
)
from lms.learning.telling import tell
from lms.organisation.capacities import acting_in
from lms.organisation.models import Mandate

SOON = timedelta(days=14)
FRESH = timedelta(days=14)
RECOMMENDED = 6


@dataclass(frozen=True, slots=True)
class NextThing:
    """What to go on with, of what is on offer: the first card of the page."""

    activity: LearningActivity
    participation: Participation | None
    trajectory: LearningActivity | None = None

    @property
    def is_begun(self) -> bool:
        return bool(self.participation and self.participation.started_at)

    @property
    def address(self) -> str:
        """Of the place itself: a lesson and a test mark where in it the person was."""
        if self.part is None:
            return self.activity.address
        marked = self.part.kind in STEP_KINDS
        return f"{self.part.address}#hier" if marked else self.part.address

    @property
    def part(self) -> LearningActivity | None:
        """Where the person was, as long as that is still on offer."""
        part = self.participation.current_part if self.participation else None
        return part if part and part.is_offered else None


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something with a date."""

    participation: Participation
    days_left: int

    @property
    def is_late(self) -> bool:
        return self.days_left < 0

    @property
    def is_soon(self) -> bool:
        return 0 <= self.days_left <= SOON.days

    @property
    def days_late(self) -> int:
        return -self.days_left


@dataclass(frozen=True, slots=True)
class Journey:
    """A trajectory that somebody follows, with what comes next of what is on offer."""

    participation: Participation
    way: Way

    @property
    def next_step(self) -> LearningActivity | None:
        step = self.way.next_step
        return step.activity if step else None


class Dashboard:
    """Everything about one person's learning, read lazily and once."""

    def __init__(
        self,
        person: User,
        *,
        closed: Collection[UUID] = (),
        acting: int | None = None,
    ) -> None:
        """``closed``: keys of what was closed to this person, to recommend none of it.

        ``acting``: the mandate that they chose to act under: advice is for its role.
        """
        self.acting = acting
        self.person = person
        self.closed = closed
        self.today = clock.today()

    @cached_property
    def participations(self) -> list[Participation]:
        """What stands, latest first, with what its app says of it."""
        found = list(
            Participation.objects.of(self.person)
            .standing()
            .reported()
            .with_activity()
            .latest_first()
        )
        tell(found)
        return found

    @cached_property
    def by_activity(self) -> Mapping[int, Participation]:
        """The latest of each activity."""
        return {each.activity_id: each for each in reversed(self.participations)}

    def _counting(self, journey: Participation) -> Mapping[int, Participation]:
        """By activity, without what belongs to another cycle than this one."""
        return {
            pk: each
            for pk, each in self.by_activity.items()
            if counts_for(each, journey)
        }

    @cached_property
    def mandates(self) -> list[Mandate]:
        return list(Mandate.objects.of(self.person).of_today().with_names())

    @cached_property
    def legal_training(self) -> list[ExternalRequirement]:
        """What a law asks of one's roles, and is met elsewhere."""
        roles = {mandate.role_id for mandate in self.mandates}
        if not roles:
            return []
        in_force = ExternalRequirement.objects.in_force(self.today)
        return list(in_force.filter(role__in=roles))

    @cached_property
    def issued(self) -> list[Certificate]:
        """All that proves something, the newest first."""
        return list(Certificate.objects.of(self.person).to_check())

    @cached_property
    def certificates(self) -> list[Certificate]:
        """Of trajectories."""
        return [each for each in self.issued if not each.is_of_attendance]

    @cached_property
    def attendances(self) -> list[Certificate]:
        """Of sessions that the person attended."""
        return [each for each in self.issued if each.is_of_attendance]

    @cached_property
    def cycles(self) -> list[Cycle]:
        """Where the person stands with each certificate that is in force: one query."""
        if not self.certificates:
            return []
        return cycles_of(self.person, self._of(ActivityKind.TRAJECTORY))

    @property
    def fresh_certificate(self) -> Certificate | None:
        """One that was issued just now: the first thing to show."""
        since = clock.now() - FRESH
        return next(
            (
                each
                for each in self.certificates
                if each.in_force and each.issued_at > since
            ),
            None,
        )

    @property
    def is_empty(self) -> bool:
        return not self.participations

    @cached_property
    def trajectories(self) -> list[Journey]:
        """Trajectories under way."""
        open_ones = [
            each
            for each in self._of(ActivityKind.TRAJECTORY)
            if each.is_open and not came_too_late(each)
        ]
        nodes = _nodes_of(open_ones)
        return [
            Journey(
                each, lay_out(plans_from(nodes[each.tree_id]), self._counting(each))
            )
            for each in open_ones
        ]

    @cached_property
    def next_thing(self) -> NextThing | None:
        """What was begun last, else what was joined, else the next step of a trajectory.

        Nothing that waits for somebody else.
        """
        open_ones = [
            each
            for each in self._parts()
            if each.is_open
            and each.activity.is_offered
            and not (each.told and each.told.waits)
        ]
        begun = [each for each in open_ones if each.started_at]
        for each in begun:
            return NextThing(each.activity, each)
        for journey in self.trajectories:
            if journey.next_step:
                step = journey.next_step
                return NextThing(
                    step,
                    self._counting(journey.participation).get(step.pk),
                    journey.participation.activity,
                )
        for each in open_ones:
            return NextThing(each.activity, each)
        return None

    @cached_property
    def deadlines(self) -> list[Deadline]:
        """What has a date and is not done, the most urgent first."""
        dated = [
            Deadline(each, (each.due_on - self.today).days)
            for each in self.participations
            if each.is_open and each.due_on
        ]
        return sorted(dated, key=lambda deadline: deadline.days_left)

    @cached_property
    def sessions(self) -> list[Enrolment]:
        """Places and waits on dates to come, the first first."""
        return coming_up(self.person)

    @cached_property
    def asked(self) -> list[Participation]:
        """What somebody asked of this person, without a date and not done."""
        return [
            each
            for each in self.participations
            if each.is_open and each.assigned and not each.due_on
        ]

    @cached_property
    def under_way(self) -> list[Participation]:
        """Courses, sessions and assignments joined or begun."""
        return [
            each
            for each in self._parts()
            if each.is_open and each.activity.kind != ActivityKind.DILEMMA
        ]

    @cached_property
    def done(self) -> list[Participation]:
        """What was completed, latest first; dilemmas have a list of their own."""
        done = [
            each
            for each in self.participations
            if each.is_completed and each.activity.kind != ActivityKind.DILEMMA
        ]
        return sorted(done, key=lambda each: str(each.closed_at), reverse=True)

    @cached_property
    def dilemmas(self) -> list[Participation]:
        """Scenarios played or begun."""
        return [
            each
            for each in self._of(ActivityKind.DILEMMA)
            if each.activity.has_own_part
        ]

    @cached_property
    def umbrella(self) -> Participation | None:
        """The one row as which dilemmas of one's own choice are shared."""
        return next(
            (
                each
                for each in self._of(ActivityKind.DILEMMA)
                if not each.activity.has_own_part
            ),
            None,
        )

    @cached_property
    def recommended(self) -> list[Advice]:
        """What fits this person, beyond the next steps that the page shows already."""
        offer = read_offer().without(self.closed)
        return self.advice(offer, most=RECOMMENDED, leave_out=self.next_steps)

    def advice(
        self,
        offer: Offer,
        *,
        roles: Collection[str] = (),
        leave_out: Collection[int] = (),
        most: int,
    ) -> list[Advice]:
        """What to recommend of an offer, and why: for these roles, else for one's own."""
        acting = acting_in(self.acting, self.mandates)
        own = dict.fromkeys(
            mandate.role.slug for mandate in ([acting] if acting else self.mandates)
        )
        return recommended_to(
            offer,
            self.participations,
            roles=tuple(roles or own),
            next_steps=self.next_steps,
            leave_out=leave_out,
            most=most,
        )

    @cached_property
    def next_steps(self) -> Mapping[int, str]:
        """What comes next in the trajectories that are under way, with their titles."""
        return {
            journey.next_step.pk: journey.participation.activity.title
            for journey in self.trajectories
            if journey.next_step
        }

    def _of(self, kind: ActivityKind) -> list[Participation]:
        return [each for each in self.participations if each.activity.kind == kind]

    def _parts(self) -> list[Participation]:
        """Everything but trajectories and the umbrella over dilemmas."""
        return [
            each
            for each in self.participations
            if each.activity.kind != ActivityKind.TRAJECTORY
            and (
                each.activity.kind != ActivityKind.DILEMMA or each.activity.has_own_part
            )
        ]


def _nodes_of(
    participations: Iterable[Participation],
) -> Mapping[int | None, list[RequirementNode]]:
    """The requirement nodes of the trees these people are on, by tree: one query."""
    nodes: dict[int | None, list[RequirementNode]] = defaultdict(list)
    pinned = [each.tree_id for each in participations if each.tree_id]
    if pinned:
        found = RequirementNode.objects.filter(tree__in=pinned)
        for node in found.select_related("activity"):
            nodes[node.tree_id].append(node)
    return nodes
