"""The way through a trajectory: its groups and steps, and where somebody is.

Plain values, built from what is published or from a draft; the templates show these.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lms.learning.models import LearningActivity, Participation


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A group as it is asked: every activity, or at least ``minimum`` of them."""

    title: str
    activities: tuple[LearningActivity, ...]
    minimum: int | None = None
    introduction: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One activity, and how it stands for the person who looks."""

    activity: LearningActivity
    participation: Participation | None
    repeats: bool = False

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
    def is_to_repeat(self) -> bool:
        """Whether the person did it in an earlier cycle, and has to do it again."""
        return self.repeats and self.participation is None

    @property
    def progress(self) -> int:
        return self.participation.progress if self.participation else 0


@dataclass(frozen=True, slots=True)
class Group:
    """A group of steps, and how many of them are done."""

    plan: Plan
    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def needed(self) -> int:
        """How many steps it takes."""
        return len(self.steps) if self.plan.minimum is None else self.plan.minimum

    @property
    def is_met(self) -> bool:
        return self.done >= self.needed


@dataclass(frozen=True, slots=True)
class Way:
    """The groups in order."""

    groups: tuple[Group, ...]

    @property
    def next_step(self) -> Step | None:
        """What to do next, of what is offered: what was begun, else what comes first."""
        left = [
            step
            for group in self.groups
            if not group.is_met
            for step in group.steps
            if not step.is_done and step.activity.is_offered
        ]
        return next((step for step in left if step.is_begun), left[0] if left else None)

    @property
    def steps_needed(self) -> int:
        return sum(group.needed for group in self.groups)

    @property
    def steps_done(self) -> int:
        """Steps that count: more electives than needed count no more."""
        return sum(min(group.done, group.needed) for group in self.groups)


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
    return Way(
        tuple(
            Group(
                plan,
                tuple(
                    Step(
                        activity,
                        participations.get(activity.pk),
                        activity.pk in done_before,
                    )
                    for activity in plan.activities
                ),
            )
            for plan in plans
        )
    )
