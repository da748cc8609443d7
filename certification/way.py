"""The way through a trajectory: its groups and steps, and where somebody is.

Plain values, built from what is published or from a draft; the templates show these.
What counts is decided by ``lms.learning.rules`` alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lms.common import clock
from lms.learning.enums import Source
from lms.learning.rules import Reached, Tally, counting_twice, tally

from .plan import Plan, Wanted, whole

if TYPE_CHECKING:
    from lms.learning.models import LearningActivity, Participation


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One activity, and how it stands for the person who looks."""

    wanted: Wanted
    participation: Participation | None
    counts_twice: bool = False
    repeats: bool = False

    @property
    def activity(self) -> LearningActivity:
        return self.wanted.activity

    @property
    def is_done(self) -> bool:
        return self.participation is not None and self.participation.is_completed

    @property
    def state(self) -> str:
        """The word of ``components/state.html``."""
        if self.is_done:
            return "done"
        return "busy" if self.is_begun else "open"

    @property
    def is_begun(self) -> bool:
        return bool(
            self.participation
            and self.participation.is_open
            and self.participation.started_at
        )

    @property
    def waits(self) -> bool:
        """Whether nothing can be done for it now, such as while a trainer reads it."""
        told = self.participation.told if self.participation else None
        return told is not None and told.waits

    @property
    def is_to_repeat(self) -> bool:
        """Whether the person did it in an earlier cycle, and has to do it again."""
        return self.repeats and self.participation is None

    @property
    def progress(self) -> int:
        return self.participation.progress if self.participation else 0

    @property
    def done_on(self) -> date | None:
        """The day of the completion."""
        closed = self.participation.closed_at if self.participation else None
        return clock.local_date(closed) if closed and self.is_done else None

    @property
    def source(self) -> str:
        """Where the completion comes from; load ``completion`` with the participation."""
        if self.participation is None or not self.is_done:
            return ""
        return self.participation.completion.source

    @property
    def is_exempted(self) -> bool:
        return self.source == Source.EXEMPTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of steps and groups, what it asks and what there is of it."""

    plan: Plan
    parts: tuple[Group | Step, ...]
    tally: Tally
    level: int = 2

    @property
    def steps(self) -> list[Step]:
        """Every step, also of the groups inside."""
        return list(_steps(self.parts))

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def is_met(self) -> bool:
        return self.tally.is_met

    @property
    def step_level(self) -> int:
        """The level of the heading of a step."""
        return self.level + 1

    @property
    def needed(self) -> int:
        """How many steps it takes, by the shortest way."""
        return self.plan.fewest

    @property
    def counted(self) -> int:
        """Steps that count: more electives than needed count no more."""
        if self.is_met:
            return self.needed
        counted = [
            part.counted if isinstance(part, Group) else int(part.is_done)
            for part in self.parts
        ]
        if self.plan.counts_parts:
            counted = sorted(counted, reverse=True)[: self.plan.asked]
        return min(sum(counted), max(self.needed - 1, 0))


@dataclass(frozen=True, slots=True)
class Way:
    """The groups in order."""

    groups: tuple[Group, ...]

    @property
    def next_step(self) -> Step | None:
        """What to do next, of what is offered: what was begun, else what comes first.

        Nothing that waits for somebody else.
        """
        left = [
            step
            for step in _left(self.groups)
            if not step.is_done and not step.waits and step.activity.is_offered
        ]
        return next((step for step in left if step.is_begun), left[0] if left else None)

    @property
    def waiting(self) -> list[Step]:
        """What is left, and waits for somebody else or for its day."""
        return [step for step in _left(self.groups) if not step.is_done and step.waits]

    @property
    def steps_needed(self) -> int:
        return sum(group.needed for group in self.groups)

    @property
    def steps_done(self) -> int:
        return sum(group.counted for group in self.groups)

    @property
    def is_met(self) -> bool:
        return all(group.is_met for group in self.groups)


def lay_out(
    plans: Iterable[Plan],
    participations: Mapping[int, Participation],
    *,
    done_before: Collection[int] = (),
) -> Way:
    """The way for somebody whose participations are given by the activity's id.

    ``done_before`` are activities (by id) completed in an earlier cycle, which count no
    more.
    """
    plans = tuple(plans)
    wanted = [one for plan in plans for one in plan.wanted]
    # What stands in a group of hours comes last: its minutes are those that count.
    wanted.sort(key=lambda one: one.pinned is not None)
    facts = {
        one.activity.key: _reached(one, participations.get(one.activity.pk))
        for one in wanted
    }
    twice = counting_twice(whole(plans))

    def build(plan: Plan, level: int) -> Group:
        return Group(
            plan=plan,
            parts=tuple(
                build(part, level + 1)
                if isinstance(part, Plan)
                else Step(
                    wanted=part,
                    participation=participations.get(part.activity.pk),
                    counts_twice=part.activity.key in twice,
                    repeats=part.activity.pk in done_before,
                )
                for part in plan.parts
            ),
            tally=tally(plan.rule(), facts),
            level=level,
        )

    return Way(tuple(build(plan, 2) for plan in plans))


def latest_that_counts(
    participations: Iterable[Participation],
) -> dict[int, Participation]:
    """By activity the last one, but one that is completed before one that is not."""
    found: dict[int, Participation] = {}
    for one in participations:
        known = found.get(one.activity_id)
        if known is None or one.is_completed or not known.is_completed:
            found[one.activity_id] = one
    return found


def _steps(parts: Iterable[Group | Step]) -> Iterator[Step]:
    for part in parts:
        if isinstance(part, Group):
            yield from _steps(part.parts)
        else:
            yield part


def _left(parts: Iterable[Group | Step]) -> Iterator[Step]:
    """The steps of what is not met yet."""
    for part in parts:
        if isinstance(part, Step):
            yield part
        elif not part.is_met:
            yield from _left(part.parts)


def _reached(wanted: Wanted, participation: Participation | None) -> Reached:
    minutes = wanted.minutes
    return Reached(
        progress=participation.progress if participation else 0,
        completed=bool(participation and participation.is_completed),
        weight=max(minutes, 1),
        minutes=minutes,
    )
