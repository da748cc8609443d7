"""What is wrong or odd in a requirement tree. Plain Python: no database, no words.

Errors keep a trajectory from being published: nobody could complete it, or it says what
cannot be. Advice keeps nothing: it tells what the author may not have meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lms.learning.rules import (
    AllOf,
    AtLeast,
    Group,
    Hours,
    Needs,
    Points,
    Rule,
    activities,
    all_done,
    counting_twice,
    groups,
    reach,
)

DEEPEST = 3
"""How many groups may lie in one another, the tree itself not counted."""


class Problem(StrEnum):
    """What can be found. Errors first."""

    EMPTY = "empty"
    UNREACHABLE = "unreachable"
    CONTRADICTORY = "contradictory"
    TWICE = "twice"
    UNPUBLISHED = "unpublished"
    CIRCLE = "circle"
    TOO_DEEP = "too-deep"
    # Advice.
    ALL_AFTER_ALL = "all-after-all"
    DECIDED = "decided"
    NOT_ASKED = "not-asked"
    COUNTS_TWICE = "counts-twice"
    SAME_TITLE = "same-title"


ADVICE = frozenset(
    {
        Problem.ALL_AFTER_ALL,
        Problem.DECIDED,
        Problem.NOT_ASKED,
        Problem.COUNTS_TWICE,
        Problem.SAME_TITLE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is known of an activity: whether it is offered, and its nominal minutes."""

    minutes: int
    is_offered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing, where it is, and the numbers or the activity that it is about."""

    problem: Problem
    group: str = ""
    activity: UUID | None = None
    unit: str = ""
    asked: int = 0
    have: int = 0

    @property
    def is_error(self) -> bool:
        return self.problem not in ADVICE


def findings(
    rule: Group, offer: Mapping[UUID, Part], *, circle: Set[UUID] = frozenset()
) -> list[Finding]:
    """Everything that is found, from the top down, errors before advice.

    ``offer`` holds what is known of the activities; one that is missing was never
    published. ``circle``: keys of activities that lead back to what has this tree.
    """
    found = [
        *_in_activities(rule, offer, circle),
        *(one for group in groups(rule) for one in _in_group(group, offer)),
        *_too_deep(rule),
    ]
    if not found:
        found = [*_decided(rule, offer), *_counting_twice(rule), *_called_alike(rule)]
    return sorted(dict.fromkeys(found), key=lambda one: not one.is_error)


def _in_activities(
    rule: Group, offer: Mapping[UUID, Part], circle: Set[UUID]
) -> Iterator[Finding]:
    for group in groups(rule):
        for part in group.parts:
            if isinstance(part, Needs):
                key, title = part.activity, group.title
                if key in circle:
                    yield Finding(problem=Problem.CIRCLE, group=title, activity=key)
                if key not in offer or not offer[key].is_offered:
                    yield Finding(
                        problem=Problem.UNPUBLISHED, group=title, activity=key
                    )


def _in_group(group: Group, offer: Mapping[UUID, Part]) -> Iterator[Finding]:
    if not group.parts:
        yield Finding(problem=Problem.EMPTY, group=group.title)
        return
    named = [part.activity for part in group.parts if isinstance(part, Needs)]
    for key, times in Counter(named).items():
        if times > 1:
            yield Finding(problem=Problem.TWICE, group=group.title, activity=key)
    if not isinstance(group, AllOf):
        yield from _in_amounts(group, offer)


def _in_amounts(
    group: AtLeast | Hours | Points, offer: Mapping[UUID, Part]
) -> Iterator[Finding]:
    unit, asked, have = _amounts(group, offer)
    numbers = {"group": group.title, "unit": unit, "asked": asked, "have": have}
    worthless = isinstance(group, Points) and any(
        each.points < 1 for each in group.worths
    )
    if asked < 1 or worthless:
        yield Finding(problem=Problem.CONTRADICTORY, **numbers)  # type: ignore[arg-type]
    elif asked > have:
        yield Finding(problem=Problem.UNREACHABLE, **numbers)  # type: ignore[arg-type]
    elif asked == have and len(group.parts) > 1:
        yield Finding(problem=Problem.ALL_AFTER_ALL, **numbers)  # type: ignore[arg-type]
    if isinstance(group, Hours):
        for inside in group.parts:
            if not isinstance(inside, Needs | AllOf):
                yield Finding(problem=Problem.NOT_ASKED, group=inside.title)


def _amounts(
    group: AtLeast | Hours | Points, offer: Mapping[UUID, Part]
) -> tuple[str, int, int]:
    """In which unit, how much is asked, and how much can be had."""
    match group:
        case AtLeast(minimum, parts):
            return "number", minimum, len(set(parts))
        case Hours(asked):
            known = [
                offer[key].minutes for key in set(activities(group)) if key in offer
            ]
            return "minutes", asked, sum(known)
    return "points", group.points, sum(each.points for each in group.worths)


def _too_deep(rule: Group) -> Iterator[Finding]:
    def below(group: Group, depth: int) -> Iterator[Finding]:
        for part in group.parts:
            if not isinstance(part, Needs):
                if depth == DEEPEST:
                    yield Finding(problem=Problem.TOO_DEEP, group=part.title)
                else:
                    yield from below(part, depth + 1)

    yield from below(rule, 0)


def _decided(rule: Group, offer: Mapping[UUID, Part]) -> Iterator[Finding]:
    """Groups with a choice that is none: what is asked elsewhere meets them already."""
    minutes = {key: part.minutes for key, part in offer.items()}
    for group in groups(rule):
        if isinstance(group, AllOf):
            continue
        elsewhere = set(_always(rule, without=group))
        if reach(group, all_done(elsewhere, minutes)).completed:
            yield Finding(problem=Problem.DECIDED, group=group.title)


def _always(rule: Rule, *, without: Group) -> Iterator[UUID]:
    """The activities that everybody has to do, one group left out."""
    if isinstance(rule, Needs):
        yield rule.activity
    elif rule is not without and isinstance(rule, AllOf):
        for part in rule.parts:
            yield from _always(part, without=without)


def _counting_twice(rule: Group) -> Iterator[Finding]:
    for key in dict.fromkeys(activities(rule)):
        if key in counting_twice(rule):
            yield Finding(problem=Problem.COUNTS_TWICE, activity=key)


def _called_alike(rule: Group) -> Iterator[Finding]:
    named = Counter(group.title for group in groups(rule) if group.title)
    for title, times in named.items():
        if times > 1:
            yield Finding(problem=Problem.SAME_TITLE, group=title)
