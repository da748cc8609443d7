"""What the own part of a lesson demands, and how far somebody is: no database, no Wagtail."""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import dataclass, field
from fractions import Fraction
from uuid import UUID

from .enums import Condition

# Work weighs more than a press of a button: answering alone brings somebody to 90.
WORK, PRESS = 9, 1
WEIGHTS = {
    Condition.OPENED: PRESS,
    Condition.WATCHED: WORK,
    Condition.ANSWERED: WORK,
    Condition.PASSED: WORK,
    Condition.READ: PRESS,
    Condition.CONFIRMED: PRESS,
}
# Conditions that are about blocks of the lesson; the others are about the lesson.
ABOUT_BLOCKS = (Condition.WATCHED, Condition.ANSWERED, Condition.PASSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One condition, with the blocks that it is about; none when it is about the lesson."""

    condition: Condition
    parts: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What somebody did in a lesson: opened it, answered, and what was recorded."""

    opened: bool = True
    answered: Set[UUID] = frozenset()
    fulfilled: Collection[tuple[str, UUID | None]] = field(default_factory=frozenset)

    def of(self, demand: Demand) -> tuple[int, int]:
        """How much of a demand is met, out of how much."""
        condition, parts = demand.condition, demand.parts
        if condition == Condition.OPENED:
            return int(self.opened), 1
        if condition == Condition.ANSWERED:
            return len(self.answered & set(parts)), len(parts)
        if (condition, None) in self.fulfilled:
            return max(len(parts), 1), max(len(parts), 1)
        if not parts:
            return 0, 1
        return sum((condition, part) in self.fulfilled for part in parts), len(parts)

    def meets(self, demand: Demand) -> bool:
        """Whether nothing of a demand is left."""
        met, total = self.of(demand)
        return met == total


def progress(demands: Collection[Demand], done: Done) -> int:
    """How far somebody is in the own part, 0 to 100; 100 when nothing is demanded."""
    if all(done.meets(demand) for demand in demands):
        return 100
    total = sum(WEIGHTS[demand.condition] for demand in demands)
    reached = sum(
        WEIGHTS[demand.condition] * Fraction(*done.of(demand)) for demand in demands
    )
    return int(100 * reached / total)
