"""The rule itself. Plain Python over entries of the offer: no database, no HTTP.

Something is recommended when there is a reason that can be said in a sentence:

1. it is the next step of a trajectory that somebody follows;
2. it follows on what somebody completed, which it asks for first;
3. it is meant for a role of theirs;
4. it is about a pillar that they have not touched yet, or else about the other half of
   the theme (resources, people).

The first two come first. The rest takes turns, so that every role and what is new are
all heard, and within a turn pillars take turns as well. What is meant for other roles
than theirs is recommended for none of these but the first two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from cms_site.catalogue.facets import EVERYONE, HALF, PILLAR, ROLE, Entry

SIDES: Final = (PILLAR, HALF)  # in order: a new pillar says more than the other half
SOMETHING_NEW: Final = ""  # the turn of what complements; no role has this slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """What the rule knows of somebody: activities by their id, roles by their slug."""

    roles: Collection[str] = ()
    done: Collection[int] = ()
    taken_up: Collection[int] = ()  # done, under way, tried: never recommended again
    closed: Collection[int] = ()  # not to be begun yet
    next_steps: Mapping[int, str] = field(default_factory=dict)  # title of trajectory
    follow_ups: Mapping[int, str] = field(default_factory=dict)  # title of what it asks


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something is recommended; ``wording`` has the sentences."""

    trajectory: str = ""
    after: str = ""
    roles: tuple[str, ...] = ()
    side: str = ""  # of which facet ``known`` and ``new`` are values
    known: str = ""
    new: str = ""

    def __bool__(self) -> bool:
        return bool(self.trajectory or self.after or self.roles or self.new)

    @property
    def turns(self) -> tuple[str, ...]:
        """Whose turns it takes."""
        return (*self.roles, SOMETHING_NEW) if self.new else self.roles


@dataclass(frozen=True, slots=True)
class Recommendation:
    """An entry of the offer, and why."""

    entry: Entry
    reason: Reason


def recommend(
    entries: Sequence[Entry], learner: Learner, *, most: int
) -> list[Recommendation]:
    """At most so many of the offer, in order; the same for the same offer and person.

    ``entries`` are those that are offered and open to them, by title.
    """
    touched = _Touched(entries, learner)
    left = [
        Recommendation(entry, reason)
        for entry in entries
        if entry.pk not in learner.taken_up
        and entry.pk not in learner.closed
        and (reason := _reason(entry, learner, touched))
    ]
    turns: Counter[str] = Counter()
    pillars: Counter[str] = Counter()
    chosen: list[Recommendation] = []
    while left and len(chosen) < most:
        best = min(left, key=lambda each: _rank(each, turns, pillars))
        left.remove(best)
        chosen.append(best)
        turns.update(best.reason.turns)
        pillars.update(best.entry.tags.get(PILLAR, ()))
    return chosen


def _rank(
    each: Recommendation, turns: Counter[str], pillars: Counter[str]
) -> tuple[object, ...]:
    """Less is earlier; what ranks the same stays in the order of titles."""
    reason = each.reason
    about = each.entry.tags.get(PILLAR, ())
    return (
        not reason.trajectory,
        not reason.after,
        min((turns[turn] for turn in reason.turns), default=0),
        -len(reason.turns),
        sum(pillars[pillar] for pillar in about),
    )


class _Touched:
    """Which values of pillar and half somebody met, and which they know best."""

    def __init__(self, entries: Iterable[Entry], learner: Learner) -> None:
        self.met: dict[str, set[str]] = {side: set() for side in SIDES}
        done: dict[str, Counter[str]] = {side: Counter() for side in SIDES}
        for entry in entries:
            if entry.pk not in learner.taken_up and entry.pk not in learner.done:
                continue
            for side in SIDES:
                values = entry.tags.get(side, frozenset())
                self.met[side] |= values
                if entry.pk in learner.done:
                    done[side].update(values)
        self.known = {
            side: min(counts, key=lambda value: (-counts[value], value), default="")
            for side, counts in done.items()
        }


def _reason(entry: Entry, learner: Learner, touched: _Touched) -> Reason:
    meant_for = entry.tags.get(ROLE, frozenset())
    roles = tuple(role for role in learner.roles if role in meant_for)
    fits = bool(roles) or EVERYONE in meant_for
    side, new = _complement(entry, touched) if fits else ("", "")
    return Reason(
        trajectory=learner.next_steps.get(entry.pk, ""),
        after=learner.follow_ups.get(entry.pk, ""),
        roles=roles,
        side=side,
        known=touched.known[side] if side else "",
        new=new,
    )


def _complement(entry: Entry, touched: _Touched) -> tuple[str, str]:
    """A side of it that is new to somebody who completed something of another."""
    for side in SIDES:
        new = sorted(entry.tags.get(side, frozenset()) - touched.met[side])
        if new and touched.known[side]:
            return side, new[0]
    return "", ""
