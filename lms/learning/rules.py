"""Requirement trees as plain values, and how far somebody is in one.

Plain Python: no database. A tree says which activities make another one complete: all
of them, at least so many, so many hours or so many points; groups lie in groups. An
activity that stands in two places counts in both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Needs:
    """One activity, by its key."""

    activity: UUID


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part."""

    parts: tuple[Rule, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least ``minimum`` of the parts; alternatives are "at least one"."""

    minimum: int
    parts: tuple[Rule, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """At least ``minutes`` nominal minutes of completed activities anywhere inside.

    Each activity counts once. What a group inside asks is not asked here: time counts.
    """

    minutes: int
    parts: tuple[Rule, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Worth:
    """A part of a ``Points`` group, and the points that completing it gives."""

    points: int
    part: Rule


@dataclass(frozen=True, slots=True)
class Points:
    """At least ``points`` points; a part gives its points when it is complete."""

    points: int
    worths: tuple[Worth, ...]
    title: str = ""

    @property
    def parts(self) -> tuple[Rule, ...]:
        """The parts without their points, as of every other group."""
        return tuple(worth.part for worth in self.worths)


Group = AllOf | AtLeast | Hours | Points
Rule = Needs | Group


@dataclass(frozen=True, slots=True)
class Reached:
    """How far one activity or group is for one person.

    ``weight`` is what it weighs in the progress of a group around it, at least 1;
    ``minutes`` what an activity counts for in a group of hours.
    """

    progress: int
    completed: bool
    weight: int
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """What a group has and asks: parts, minutes or points, as its kind counts."""

    have: int
    asked: int

    @property
    def is_met(self) -> bool:
        return self.have >= self.asked

    @property
    def missing(self) -> int:
        return max(self.asked - self.have, 0)


NOTHING = Reached(progress=0, completed=False, weight=1)


def activities(rule: Rule) -> Iterator[UUID]:
    """The keys of the activities in a tree, from left to right."""
    if isinstance(rule, Needs):
        yield rule.activity
    else:
        for part in rule.parts:
            yield from activities(part)


def groups(rule: Rule) -> Iterator[Group]:
    """Every group in a tree, a group before what lies in it."""
    if not isinstance(rule, Needs):
        yield rule
        for part in rule.parts:
            yield from groups(part)


def counting_twice(rule: Rule) -> set[UUID]:
    """The activities that stand in more than one place: they count in each."""
    return {key for key, times in Counter(activities(rule)).items() if times > 1}


def all_done(keys: Iterable[UUID], minutes: Mapping[UUID, int]) -> dict[UUID, Reached]:
    """The facts of somebody who completed exactly these, with their nominal minutes."""
    return {
        key: Reached(
            progress=100,
            completed=True,
            weight=max(minutes.get(key, 0), 1),
            minutes=minutes.get(key, 0),
        )
        for key in keys
    }


def met_at(
    rule: Rule, done: Mapping[UUID, datetime], minutes: Mapping[UUID, int]
) -> datetime | None:
    """When a tree was complete, given when each activity was; nothing when it is not.

    What was done beside it, or after it, plays no part.
    """
    moments = sorted(set(done.values()))
    first, last = 0, len(moments)
    while (
        first < last
    ):  # doing more never undoes it, so half of them fall away each time
        middle = (first + last) // 2
        by_then = (key for key, moment in done.items() if moment <= moments[middle])
        if reach(rule, all_done(by_then, minutes)).completed:
            last = middle
        else:
            first = middle + 1
    return moments[first] if first < len(moments) else None


def reach(rule: Rule, facts: Mapping[UUID, Reached]) -> Reached:
    """How far a person is in a tree, given how far in each activity.

    Progress is 100 exactly when the tree is complete, and doing more never lowers it:
    therefore what a group weighs depends on the tree alone, never on what was done. An
    empty ``AllOf`` is complete.
    """
    if isinstance(rule, Needs):
        known = facts.get(rule.activity, NOTHING)
        done = 100 if known.completed else min(known.progress, 99)
        return Reached(done, known.completed, known.weight, known.minutes)
    parts = [reach(part, facts) for part in rule.parts]
    weight = max(_weight(rule, [part.weight for part in parts]), 1)
    if _tally(rule, parts, facts).is_met:
        return Reached(progress=100, completed=True, weight=weight)
    progress = min(max(_progress(rule, parts, facts), 0), 99)
    return Reached(progress=progress, completed=False, weight=weight)


def together(own: Reached, rest: Reached) -> Reached:
    """The own part of an activity and what it requires, weighed by nominal minutes."""
    if own.completed and rest.completed:
        return Reached(progress=100, completed=True, weight=own.weight)
    weight = own.weight + rest.weight
    progress = (own.progress * own.weight + rest.progress * rest.weight) // weight
    return Reached(progress=min(progress, 99), completed=False, weight=weight)


def tally(rule: Group, facts: Mapping[UUID, Reached]) -> Tally:
    """What a person has of what a group asks."""
    return _tally(rule, [reach(part, facts) for part in rule.parts], facts)


def _tally(rule: Group, parts: list[Reached], facts: Mapping[UUID, Reached]) -> Tally:
    match rule:
        case Hours(asked):
            inside = [facts.get(key, NOTHING) for key in set(activities(rule))]
            return Tally(sum(one.minutes for one in inside if one.completed), asked)
        case Points(asked, worths):
            earned = sum(
                worth.points
                for worth, part in zip(worths, parts, strict=True)
                if part.completed
            )
            return Tally(earned, asked)
    done = sum(part.completed for part in parts)
    return Tally(done, rule.minimum if isinstance(rule, AtLeast) else len(parts))


def _progress(rule: Group, parts: list[Reached], facts: Mapping[UUID, Reached]) -> int:
    """In percent, of a group that is not complete."""
    match rule:
        case AtLeast(minimum):
            # The parts that are furthest, each for as much: weighing them would let
            # progress fall when a long one overtakes a short one.
            furthest = sorted((part.progress for part in parts), reverse=True)
            return sum(furthest[:minimum]) // max(minimum, 1)
        case Hours(asked):
            inside = [facts.get(key, NOTHING) for key in set(activities(rule))]
            return sum(one.progress * one.minutes for one in inside) // max(asked, 1)
        case Points(asked, worths):
            pairs = zip(worths, parts, strict=True)
            return sum(w.points * part.progress for w, part in pairs) // max(asked, 1)
    weight = sum(part.weight for part in parts)
    return sum(part.progress * part.weight for part in parts) // max(weight, 1)


def _weight(rule: Group, weights: list[int]) -> int:
    """The share of its parts that a group asks for, in nominal minutes."""
    whole = sum(weights)
    match rule:
        case AtLeast(minimum):
            return whole * min(minimum, len(weights)) // max(len(weights), 1)
        case Hours(asked):
            return asked
        case Points(asked, worths):
            available = sum(worth.points for worth in worths)
            return whole * min(asked, available) // max(available, 1)
    return whole
