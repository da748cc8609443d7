"""Requirement trees as plain values, and how far somebody is in one.

Plain Python: no database. A tree says which activities make another one complete:
all of them, or at least so many.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
    """At least ``minimum`` of the parts."""

    minimum: int
    parts: tuple[Rule, ...]
    title: str = ""


Rule = Needs | AllOf | AtLeast


@dataclass(frozen=True, slots=True)
class Reached:
    """How far one activity is for one person."""

    progress: int
    completed: bool
    weight: int


NOTHING = Reached(progress=0, completed=False, weight=1)


def activities(rule: Rule) -> Iterator[UUID]:
    """The keys of the activities in a tree, from left to right."""
    if isinstance(rule, Needs):
        yield rule.activity
    else:
        for part in rule.parts:
            yield from activities(part)


def reach(rule: Rule, facts: Mapping[UUID, Reached]) -> Reached:
    """How far a person is in a tree, given how far in each activity.

    Progress weighs parts by their nominal minutes; of "at least n" the n that are
    furthest count, so that reaching n is reaching 100. An empty tree is complete.
    """
    if isinstance(rule, Needs):
        return facts.get(rule.activity, NOTHING)
    parts = [reach(part, facts) for part in rule.parts]
    if isinstance(rule, AtLeast):
        completed = sum(part.completed for part in parts) >= rule.minimum
        parts.sort(key=lambda part: (part.completed, part.progress), reverse=True)
        parts = parts[: rule.minimum]
    else:
        completed = all(part.completed for part in parts)
    weight = sum(part.weight for part in parts)
    if completed:
        return Reached(progress=100, completed=True, weight=max(weight, 1))
    progress = sum(part.progress * part.weight for part in parts) // max(weight, 1)
    return Reached(progress=min(progress, 99), completed=False, weight=max(weight, 1))
