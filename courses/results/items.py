"""How good a question is, from what a group answered first. Plain Python: no database.

Two measures of classical test theory:

- *difficulty*: the mean score of first answers, 0 to 1 (so the higher, the easier);
- *discrimination*: how far who does well on the rest does well on this question: the
  correlation of its score with the mean score of the other questions of the same lesson
  or test (corrected item-total; with right and wrong alone the point-biserial one).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

# Fewer people than these say too little for the flag beside them.
ENOUGH_TO_COMPARE: Final = 5
ENOUGH_TO_DOUBT: Final = 10
ENOUGH_TO_JUDGE: Final = 20

HARD_BELOW: Final = 0.35
EASIER_FROM: Final = 0.8
EASY_FROM: Final = 0.95
WEAK_BELOW: Final = 0.15
GOOD_FROM: Final = 0.3
# Below this many standard errors under nought it is hardly chance (one in twenty).
STANDARD_ERRORS: Final = 1.64


class Flag(StrEnum):
    """What to look at in a question; the values are fixed, templates have the words."""

    WRONG_PREFERRED = "wrong-preferred"
    NEGATIVE = "negative"
    WEAK = "weak"
    HARD = "hard"
    EASY = "easy"
    UNUSED = "unused"


# These say that something is amiss; the others are worth a thought.
SUSPECT: Final = frozenset({Flag.WRONG_PREFERRED, Flag.NEGATIVE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """People who answered alike: with the same score, here and on the rest."""

    score: float | None
    people: int
    total: float = 0.0  # over all questions of the lesson or test, this one included
    questions: int = 0  # how many of them had a score


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """An answer, or a part of one, and how many gave it."""

    label: str
    people: int
    share: float
    right: bool | None = None

    @property
    def per_cent(self) -> int:
        return round(100 * self.share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The figures of one question."""

    people: int
    difficulty: float | None = None
    discrimination: float | None = None
    compared: int = 0
    answers: tuple[Tally, ...] = ()
    parts: tuple[Tally, ...] = ()
    wrong: tuple[Tally, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def is_suspect(self) -> bool:
        return any(flag in SUSPECT for flag in self.flags)

    @property
    def per_cent(self) -> int:
        """The mean score of a hundred."""
        return round(100 * (self.difficulty or 0.0))

    @property
    def ease(self) -> str:
        """In a word how hard it is."""
        if self.difficulty is None:
            return ""
        if self.difficulty < HARD_BELOW:
            return "hard"
        return "easy" if self.difficulty >= EASIER_FROM else "between"

    @property
    def tells_apart(self) -> str:
        """In a word how well it tells apart; empty when too few people say so."""
        if self.discrimination is None or self.compared < ENOUGH_TO_DOUBT:
            return ""
        if self.discrimination < -STANDARD_ERRORS / math.sqrt(self.compared):
            return "negative"
        if self.discrimination < WEAK_BELOW:
            return "weak"
        return "good" if self.discrimination >= GOOD_FROM else "fair"


def measure(
    given: Iterable[Given],
    *,
    answers: Sequence[Tally] = (),
    parts: Sequence[Tally] = (),
    wrong: Sequence[Tally] = (),
) -> Item:
    """The figures of a question, of what a group gave. Nobody is counted twice."""
    groups = list(given)
    judged = [each for each in groups if each.score is not None]
    difficulty = mean((_score(each), each.people) for each in judged)
    pairs = [
        (_score(each), _rest(each), each.people)
        for each in judged
        if each.questions > 1
    ]
    compared = sum(people for _, _, people in pairs)
    found = Item(
        people=sum(each.people for each in groups),
        difficulty=difficulty,
        discrimination=correlation(pairs) if compared >= ENOUGH_TO_COMPARE else None,
        compared=compared,
        answers=tuple(answers),
        parts=tuple(parts),
        wrong=tuple(wrong),
    )
    return replace(found, flags=tuple(_flags(found)))


def mean(values: Iterable[tuple[float, int]]) -> float | None:
    """The mean of values that so many people have; nothing of nobody."""
    known = list(values)
    people = sum(weight for _, weight in known)
    return sum(value * weight for value, weight in known) / people if people else None


def correlation(pairs: Iterable[tuple[float, float, int]]) -> float | None:
    """Pearson's, of pairs that so many people have; nothing where one of both is constant."""
    known = list(pairs)
    people = sum(weight for *_, weight in known)
    if not people:
        return None
    x_mean = sum(x * weight for x, _, weight in known) / people
    y_mean = sum(y * weight for _, y, weight in known) / people
    xx = sum(weight * (x - x_mean) ** 2 for x, _, weight in known)
    yy = sum(weight * (y - y_mean) ** 2 for _, y, weight in known)
    if xx < 1e-9 or yy < 1e-9:
        return None
    xy = sum(weight * (x - x_mean) * (y - y_mean) for x, y, weight in known)
    return xy / math.sqrt(xx * yy)


def _score(each: Given) -> float:
    return each.score or 0.0


def _rest(each: Given) -> float:
    """The mean score on the other questions."""
    return (each.total - _score(each)) / (each.questions - 1)


def _flags(item: Item) -> Iterable[Flag]:
    if _is_wrong_preferred(item):
        yield Flag.WRONG_PREFERRED
    if item.tells_apart == "negative":
        yield Flag.NEGATIVE
    elif item.tells_apart == "weak" and item.compared >= ENOUGH_TO_JUDGE:
        yield Flag.WEAK
    if item.difficulty is None:
        return
    if item.difficulty < HARD_BELOW:
        yield Flag.HARD
    elif item.difficulty >= EASY_FROM and item.people >= ENOUGH_TO_JUDGE:
        yield Flag.EASY
    if item.people >= ENOUGH_TO_JUDGE and any(not each.people for each in item.answers):
        yield Flag.UNUSED


def _is_wrong_preferred(item: Item) -> bool:
    """Whether a wrong answer was given more often than a right one."""
    told = [each for each in item.answers if each.right is not None]
    right = [each.people for each in told if each.right]
    wrong = [each.people for each in told if not each.right]
    return bool(right and wrong) and max(wrong) > max(right)
