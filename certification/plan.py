"""What a trajectory asks, as a tree of plain values: of a draft or of a version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from lms.learning.enums import Operator
from lms.learning.rules import AllOf, AtLeast, Hours, Needs, Points, Rule, Worth
from lms.learning.rules import Group as RuleGroup

if TYPE_CHECKING:
    from lms.learning.models import LearningActivity


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One activity that is asked, what it is worth in a group of points, and its minutes."""

    activity: LearningActivity
    worth: int = 0
    pinned: int | None = None

    @property
    def minutes(self) -> int:
        """Those of the version that somebody is on, else those of today."""
        if self.pinned is not None:
            return self.pinned
        return self.activity.duration_minutes


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A group as it is asked: all of it, or so many parts, minutes or points."""

    title: str
    parts: tuple[Plan | Wanted, ...]
    kind: str = Operator.ALL
    asked: int | None = None
    introduction: str = ""
    worth: int = 0

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """Every activity anywhere inside, from left to right."""
        return tuple(_wanted(self.parts))

    @property
    def counts_parts(self) -> bool:
        return self.kind == Operator.AT_LEAST

    @property
    def counts_points(self) -> bool:
        return self.kind == Operator.POINTS

    @property
    def counts_minutes(self) -> bool:
        return self.kind == Operator.HOURS

    def rule(self) -> RuleGroup:
        """The same as a rule of ``lms.learning``."""
        asked = self.asked or 0
        parts = tuple(_rule(part) for part in self.parts)
        match self.kind:
            case Operator.AT_LEAST:
                return AtLeast(asked, parts, self.title)
            case Operator.HOURS:
                return Hours(asked, parts, self.title)
            case Operator.POINTS:
                pairs = zip(self.parts, parts, strict=True)
                worths = tuple(Worth(part.worth, rule) for part, rule in pairs)
                return Points(asked, worths, self.title)
        return AllOf(parts, self.title)

    @cached_property
    def fewest(self) -> int:
        """The least number of steps that meets it."""
        asked = self.asked or 0
        steps = [part.fewest if isinstance(part, Plan) else 1 for part in self.parts]
        match self.kind:
            case Operator.AT_LEAST:
                return sum(sorted(steps)[:asked])
            case Operator.HOURS:
                minutes = {one.activity.pk: one.minutes for one in self.wanted}
                return _fewest_for(asked, [(one, 1) for one in minutes.values()])
            case Operator.POINTS:
                pairs = zip(self.parts, steps, strict=True)
                return _fewest_for(asked, [(part.worth, few) for part, few in pairs])
        return sum(steps)


def whole(plans: Iterable[Plan]) -> AllOf:
    """The groups as the rule of a trajectory: all of them."""
    return AllOf(tuple(plan.rule() for plan in plans))


def _wanted(parts: Iterable[Plan | Wanted]) -> Iterator[Wanted]:
    for part in parts:
        if isinstance(part, Plan):
            yield from _wanted(part.parts)
        else:
            yield part


def _rule(part: Plan | Wanted) -> Rule:
    return part.rule() if isinstance(part, Plan) else Needs(part.activity.key)


def _fewest_for(asked: int, offers: list[tuple[int, int]]) -> int:
    """The fewest steps to an amount, or all where it cannot be had. ``offers``: amount, steps."""
    if asked <= 0:
        return 0
    if len({steps for _amount, steps in offers}) == 1:  # then the largest come first
        amounts = accumulate(sorted((amount for amount, _ in offers), reverse=True))
        few = sum(one < asked for one in amounts) + 1
        return min(few, len(offers)) * offers[0][1]
    best = {0: 0}
    for amount, cost in offers:
        for have, steps in list(best.items()):
            reached = min(have + amount, asked)
            best[reached] = min(best.get(reached, steps + cost), steps + cost)
    return best.get(asked, sum(cost for _amount, cost in offers))
