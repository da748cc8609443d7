"""Where a learner can be in a story, with which flags on: all of it, exactly.

A state is a scene with a situation (which flags are on). Each scene holds the set of
its situations as one number (``Situations``), and choices carry whole sets on; so the
work grows with choices and roads, not with states, and a story without conditions has
one situation a scene: the plain walk.

It is exact up to a cap on flags and on work. Above it the safe estimate holds: every
condition may hold or not, so that a scene whose choices could all be hidden counts as
one where a learner gets stuck. Nothing is blocked there that an author cannot mend at
that scene by one choice without a condition. What only the states can tell (choices
that are never offered, loops that conditions close) is not told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Final

from .components import components
from .flags import MOST_FLAGS, brings_about, set_on, sound_condition
from .roads import Roads
from .situations import Situations
from .story import Choice, FlagState, Scene, Story

# What one story may cost, in words of 64 situations moved: at most about half a second.
# Stories of 500 scenes that are one large loop with 16 flags stay well below it.
MOST_WORK: Final = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Explored:
    """What a walk through all states found.

    ``reached`` are the scenes where a learner can come, ``stuck`` those where no choice
    may be offered, with flags with which it happens; ``never_offered`` are choices of
    reached scenes, as scene and choice; ``traps`` the first scene of each loop that
    conditions leave no way out of, with flags with which they do.
    """

    is_exact: bool = True
    reached: frozenset[str]
    stuck: Mapping[str, tuple[FlagState, ...]] = field(default_factory=dict)
    never_offered: Sequence[tuple[str, str]] = ()
    traps: Mapping[str, tuple[FlagState, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Move:
    """A choice of a scene: the situations in which it is offered, and what it does."""

    source: str
    choice: str
    target: str  # nothing for a broken one
    where: int
    brings_about: Mapping[str, bool]


class _TooMuch(Exception):
    """There is more to go through than the cap allows."""


def explore(story: Story, roads: Roads, *, most_work: int = MOST_WORK) -> Explored:
    """Go through every state of ``story`` that a play can come to."""
    known = set_on(story) if story.flags else set()
    conditions = {
        (scene.key, choice.key): asked
        for scene in roads.scenes.values()
        for choice in scene.ways_on
        if (asked := sound_condition(choice, story.flags, known))
    }
    if not conditions:
        return Explored(reached=frozenset(roads.reached()))
    flags = list(dict.fromkeys(flag for one in conditions.values() for flag in one))
    if len(flags) > MOST_FLAGS:
        return _estimate(roads, conditions)
    try:
        return _Walk(roads, conditions, Situations(flags), most_work).explored()
    except _TooMuch:
        return _estimate(roads, conditions)


Conditions = Mapping[tuple[str, str], Mapping[str, bool]]


class _Walk:
    """One walk through a story, forward to what is reached and back from the ways out."""

    def __init__(
        self, roads: Roads, conditions: Conditions, all_: Situations, most_work: int
    ) -> None:
        self.roads, self.all, self.work_left = roads, all_, most_work
        self.cost = 4 + (all_.all.bit_length() >> 6)
        self.groups = components(roads.onward)
        self.moves = {
            key: [self._move(scene, choice, conditions) for choice in scene.ways_on]
            for key, scene in roads.scenes.items()
        }

    def _move(self, scene: Scene, choice: Choice, conditions: Conditions) -> _Move:
        asked = conditions.get((scene.key, choice.key))
        return _Move(
            scene.key,
            choice.key,
            choice.target if choice.target in self.roads.scenes else "",
            self.all.where(asked) if asked else self.all.all,
            {
                flag: on
                for flag, on in brings_about(choice).items()
                if flag in self.all.flags
            },
        )

    def explored(self) -> Explored:
        reached = self._reached()
        hidden = {key: self._hidden(key) for key in reached}
        stuck = {
            key: self._told(here, [key])
            for key in reached
            if self.moves[key] and (here := reached[key] & hidden[key])
        }
        never = [
            (key, move.choice)
            for key in reached
            for move in self.moves[key]
            if not reached[key] & move.where
        ]
        return Explored(
            reached=frozenset(reached),
            stuck=stuck,
            never_offered=never,
            traps=self._traps(reached),
        )

    def _reached(self) -> dict[str, int]:
        nothing_on = 1
        onward = {
            key: [(move.target, move) for move in moves if move.target]
            for key, moves in self.moves.items()
        }
        return self._spread(
            dict.fromkeys(self.roads.starts, nothing_on),
            onward,
            [group[::-1] for group in reversed(self.groups)],
            lambda here, move: self.all.after(here & move.where, move.brings_about),
        )

    def _hidden(self, key: str) -> int:
        """The situations in which a scene offers no choice."""
        left = self.all.all
        for move in self.moves[key]:
            left = (left | move.where) ^ move.where
        return left

    def _told(self, here: int, keys: Iterable[str]) -> tuple[FlagState, ...]:
        """One of the situations, in the flags that the choices of some scenes ask for."""
        asked = {
            state.flag
            for key in keys
            for choice in self.roads.scenes[key].ways_on
            for state in choice.condition
        }
        return tuple(state for state in self.all.example(here) if state.flag in asked)

    def _traps(self, reached: Mapping[str, int]) -> dict[str, tuple[FlagState, ...]]:
        """Where states stay among themselves; what leads there only is no culprit."""
        out = self._way_out()
        caught = {
            key: left
            for key in self.roads.scenes
            if (left := reached.get(key, 0) & ~out.get(key, 0))
        }
        onward = {
            key: [
                move.target
                for move in self.moves[key]
                if move.target in caught and here & move.where
            ]
            for key, here in caught.items()
        }
        loops = [
            (self.roads.first(group), group)
            for group in components(onward)
            if set(group).issuperset(target for key in group for target in onward[key])
        ]
        return {first: self._told(caught[first], group) for first, group in loops}

    def _way_out(self) -> dict[str, int]:
        """From which situations of a scene one gets to an ending, or to a fault that is told."""
        told = {key for group in self.roads.traps() for key in group}
        ends = {}
        for key, moves in self.moves.items():
            if key in told or not moves:
                ends[key] = self.all.all
            else:
                ends[key] = self._hidden(key)
                for move in moves:
                    ends[key] |= 0 if move.target else move.where
        back: dict[str, list[tuple[str, _Move]]] = defaultdict(list)
        for key, moves in self.moves.items():
            for move in moves:
                back[move.target].append((key, move))
        return self._spread(
            {key: here for key, here in ends.items() if here},
            back,
            self.groups,
            lambda there, move: move.where & self.all.before(there, move.brings_about),
        )

    def _spread(
        self,
        first: Mapping[str, int],
        near: Mapping[str, Sequence[tuple[str, _Move]]],
        groups: Iterable[list[str]],
        carry: Callable[[int, _Move], int],
    ) -> dict[str, int]:
        """Carry sets along moves until nothing is added. ``groups`` stand in that direction.

        A loop is gone through in rounds, in each of which a scene has its turn after those
        that lead to it, but for what leads back: what it gets has then come together.
        """
        held: dict[str, int] = {}
        coming = dict(first)
        for group in groups:
            turns = {key: turn for turn, key in enumerate(group)}
            waiting = [(0, turn, key) for key, turn in turns.items() if key in coming]
            while waiting:
                around, turn, key = heappop(waiting)
                known = held.get(key, 0)
                held[key] = known | coming.pop(key)
                added = held[key] ^ known
                for other, move in near.get(key, ()):
                    self._pay()
                    known = held.get(other, 0)
                    new = (carry(added, move) | known) ^ known
                    if not new:
                        continue
                    if other in turns and other not in coming:
                        again = around + (turns[other] <= turn)
                        heappush(waiting, (again, turns[other], other))
                    coming[other] = coming.get(other, 0) | new
        return held

    def _pay(self) -> None:
        self.work_left -= self.cost
        if self.work_left < 0:
            raise _TooMuch


def _estimate(roads: Roads, conditions: Conditions) -> Explored:
    reached = roads.reached()
    return Explored(
        is_exact=False,
        reached=frozenset(reached),
        stuck={
            key: ()
            for key, scene in roads.scenes.items()
            if key in reached and scene.ways_on and _may_hide_all(scene, conditions)
        },
    )


def _may_hide_all(scene: Scene, conditions: Conditions) -> bool:
    """Whether some situation hides every choice, if all could come to this scene."""
    asked = [conditions.get((scene.key, one.key)) for one in scene.ways_on]
    if not all(asked):
        return False
    flags = list(dict.fromkeys(flag for one in asked if one for flag in one))
    if len(flags) > MOST_FLAGS:
        return True
    situations = Situations(flags)
    offered = 0
    for one in asked:
        offered |= situations.where(one or {})
    return offered != situations.all
