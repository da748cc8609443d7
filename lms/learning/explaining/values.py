"""An explanation as a plain value: no database. What counts is decided by ``rules`` alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lms.learning.enums import (
    OPEN_STATUSES,
    STEP_KINDS,
    ActivityKind,
    Operator,
    Source,
    Status,
)
from lms.learning.rules import (
    AtLeast,
    Hours,
    Needs,
    Points,
    Reached,
    Rule,
    Tally,
    activities,
    reach,
    tally,
)

# As many as fit in a glance; the tree below them names the rest.
NEXT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """By which completion something counts; ``by`` is who recorded it, if anybody did."""

    done_on: date
    source: str = Source.PLATFORM
    by: str = ""

    @property
    def is_exemption(self) -> bool:
        return self.source == Source.EXEMPTION


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """What a person has to complete before they can begin."""

    key: UUID
    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """An activity that a rule names, and how one person stands in it.

    ``minutes`` is what it counts for. ``missed_on``: it was completed on that day, which
    lies outside the period that counts. ``words`` are what its app says of it; ``waits``:
    the person can do nothing for it now.
    """

    key: UUID
    title: str
    address: str = ""
    kind: str = ActivityKind.COURSE
    minutes: int = 0
    is_offered: bool = True
    trainer_completes: bool = False
    participation: int | None = None
    progress: int = 0
    is_done: bool = False
    has_begun: bool = False
    evidence: Evidence | None = None
    missed_on: date | None = None
    first: tuple[First, ...] = ()
    words: str = ""
    waits: bool = False
    missing: tuple[str, ...] = ()
    """Sentences to the learner: what is left inside it."""

    @property
    def reached(self) -> Reached:
        """The same for the rule engine."""
        return Reached(
            progress=self.progress,
            completed=self.is_done,
            weight=max(self.minutes, 1),
            minutes=self.minutes,
        )

    @property
    def can_be_done(self) -> bool:
        """Whether the person can do something for it today."""
        return self.is_offered and not self.waits and not self.first

    def unseen(self) -> Fact:
        """Only whether it counts: for who sees no record of it."""
        return replace(
            self,
            participation=None,
            progress=0,
            has_begun=False,
            evidence=None,
            missed_on=None,
            first=(),
            words="",
            waits=False,
            missing=(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An activity in its place in the tree; ``is_needed``: it would still bring something."""

    fact: Fact
    worth: int | None = None
    is_needed: bool = True

    @property
    def is_met(self) -> bool:
        return self.fact.is_done


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group with what it has and asks.

    ``is_settled``: what is around it is met without it. ``asks`` is false inside a group
    of hours, where time counts and nothing else does.
    """

    title: str
    kind: str
    tally: Tally
    parts: tuple[Group | Part, ...]
    worth: int | None = None
    is_settled: bool = False
    asks: bool = True

    @property
    def is_met(self) -> bool:
        return self.tally.is_met

    @property
    def leaves(self) -> Iterator[Part]:
        """Every activity inside, from left to right."""
        for part in self.parts:
            if isinstance(part, Group):
                yield from part.leaves
            else:
                yield part


@dataclass(frozen=True, slots=True)
class Own:
    """What there is to do in the activity itself, beside what it requires."""

    progress: int

    @property
    def is_met(self) -> bool:
        return self.progress >= 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Which version of the rule holds, and whether another one is asked of who begins now."""

    number: int
    made_on: date
    is_renewal: bool = False
    newer: int | None = None
    newer_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why it is asked: by a rule with its version, or by somebody; and until when."""

    rule: str = ""
    version: int = 0
    by: str = ""
    asked_on: date
    due_on: date | None = None
    entity: int | None = None
    """Of the mandate for which it is asked (an id)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What somebody else sees of a person: records (ids) and their activities, in a scope."""

    participations: Set[int]
    activities: Set[UUID]
    entities: Set[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a participation is complete, or is not yet."""

    key: UUID
    title: str
    address: str
    kind: str
    status: str
    is_met: bool
    """The rule engine would complete it, or has: everything that is asked is there."""
    has_begun: bool = False
    closed_on: date | None = None
    evidence: Evidence | None = None
    version: Version | None = None
    own: Own | None = None
    whole: Group | None = None
    parts_asked: int = 0
    """How many parts there are, for who may not see how the person stands in each."""
    counts_from: date | None = None
    counts_until: date | None = None
    is_over: bool = False
    """The period that counts has ended."""
    first: tuple[First, ...] = ()
    something_first: bool = False
    """Something comes first that who looks has no record of."""
    trainer_completes: bool = False
    words: str = ""
    waits: bool = False
    due_on: date | None = None
    is_late: bool = False
    reasons: tuple[Reason, ...] = ()
    trajectories: tuple[First, ...] = ()
    """Those that the person follows and to which it belongs."""

    @property
    def is_completed(self) -> bool:
        return self.status == Status.COMPLETED

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def was_extended(self) -> bool:
        """Whether more time was granted than any reason gives."""
        given = [reason.due_on for reason in self.reasons if reason.due_on]
        return bool(self.due_on and given and self.due_on > min(given))

    @property
    def next_steps(self) -> list[Fact]:
        """What can be done for it today: what was begun, then from the top of the tree."""
        if not self.is_open or self.is_met or self.is_over or self.first:
            return []
        left = [fact for fact in self.left if fact.can_be_done]
        return sorted(left, key=lambda fact: not fact.has_begun)[:NEXT]

    @property
    def waiting(self) -> list[Fact]:
        """What is left, and waits for somebody else or for its day."""
        return [fact for fact in self.left if fact.waits] if self.is_open else []

    @property
    def left(self) -> list[Fact]:
        """The activities that would still bring it nearer, each once."""
        if self.whole is None or self.whole.is_met:
            return []
        found = (part.fact for part in self.whole.leaves if part.is_needed)
        return list({fact.key: fact for fact in found}.values())

    def seen_by(self, seen: Seen) -> Explanation:
        """What HR or a manager may see of it (design.md, idea 4).

        No progress, nothing inside a dilemma, of a course no lesson; of a part of which
        there is no record for them only whether it counts.
        """
        whole, hidden = self.whole, 0
        if whole is not None:
            if self.kind == ActivityKind.DILEMMA or _has_steps(whole):
                hidden = len({part.fact.key for part in whole.leaves})
                whole = None
            else:
                whole = _seen(whole, seen)
        first = tuple(one for one in self.first if one.key in seen.activities)
        trajectories = self.trajectories
        return replace(
            self,
            own=None,
            whole=whole,
            parts_asked=0 if self.kind == ActivityKind.DILEMMA else hidden,
            first=first,
            something_first=len(first) < len(self.first),
            words="",
            waits=False,
            reasons=tuple(
                reason
                for reason in self.reasons
                if reason.entity is None or reason.entity in seen.entities
            ),
            trajectories=tuple(
                one for one in trajectories if one.key in seen.activities
            ),
        )


def weigh(rule: Rule, facts: Mapping[UUID, Fact]) -> Group:
    """A rule with what there is of it, and what is still needed.

    ``facts`` holds every activity that the rule names. A rule of one activity becomes a
    group of one.
    """
    reached = {key: fact.reached for key, fact in facts.items()}

    def build(
        rule: Rule, *, worth: int | None, settled: bool, in_hours: bool
    ) -> Group | Part:
        if isinstance(rule, Needs):
            fact = facts[rule.activity]
            return Part(fact=fact, worth=worth, is_needed=not (fact.is_done or settled))
        counted = tally(rule, reached)
        worths: tuple[int | None, ...] = (None,) * len(rule.parts)
        if isinstance(rule, Points):
            worths = tuple(each.points for each in rule.worths)
        inside = settled or (counted.is_met and not in_hours)
        return Group(
            title=rule.title,
            kind=_kind(rule),
            tally=counted,
            parts=tuple(
                build(
                    part,
                    worth=points,
                    settled=inside,
                    in_hours=in_hours or isinstance(rule, Hours),
                )
                for part, points in zip(rule.parts, worths, strict=True)
            ),
            worth=worth,
            is_settled=settled,
            asks=not in_hours,
        )

    built = build(rule, worth=None, settled=False, in_hours=False)
    if isinstance(built, Group):
        return built
    return Group(
        title="",
        kind=Operator.ALL,
        tally=Tally(int(built.is_met), 1),
        parts=(built,),
    )


def is_met(rule: Rule, facts: Mapping[UUID, Fact]) -> bool:
    """Whether the rule engine says so."""
    named = {key: facts[key].reached for key in set(activities(rule))}
    return reach(rule, named).completed


def _kind(rule: Rule) -> str:
    match rule:
        case AtLeast():
            return Operator.AT_LEAST
        case Hours():
            return Operator.HOURS
        case Points():
            return Operator.POINTS
    return Operator.ALL


def _has_steps(group: Group) -> bool:
    return any(part.fact.kind in STEP_KINDS for part in group.leaves)


def _seen(group: Group, seen: Seen) -> Group:
    """The same tree, each activity as far as there is a record of it."""

    def part(one: Group | Part) -> Group | Part:
        if isinstance(one, Group):
            return _seen(one, seen)
        fact = one.fact
        if fact.participation not in seen.participations:
            return replace(one, fact=fact.unseen())
        first = tuple(each for each in fact.first if each.key in seen.activities)
        return replace(
            one,
            fact=replace(
                fact, progress=0, words="", waits=False, missing=(), first=first
            ),
        )

    return replace(group, parts=tuple(part(one) for one in group.parts))
