"""How long a story takes to read, over all the roads from its start to an ending."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .components import components
from .prose import prose, words
from .roads import roads_of
from .story import Choice, Scene, Story

WORDS_A_MINUTE: Final = 200
STEP: Final = 10  # words: roads are told apart no finer than this
TO_SPARE: Final = 10  # minutes that may be stated on top of twice the reading time
APART: Final = 60  # lengths of roads from one scene that are told apart


@dataclass(frozen=True, slots=True)
class ReadingTime:
    """In minutes: the shortest road, the one in the middle, the longest."""

    shortest: int
    median: int
    longest: int

    def is_at_odds_with(self, minutes: int) -> bool:
        """Whether a duration that somebody states is too short to read it, or far too long."""
        return minutes < self.longest or minutes > 2 * self.longest + TO_SPARE


def reading_time(story: Story) -> ReadingTime | None:
    """The roads are counted, not walked, so many of them cost no more; a loop counts once.

    Conditions are left aside. Nothing for a story whose start leads to no ending.
    """
    start = next((scene for scene in story.scenes if scene.is_start), None)
    roads = _roads(story).get(start.key) if start else None
    if roads is None:
        return None
    return ReadingTime(
        shortest=_minutes(roads.shortest),
        median=_minutes(_middle(roads.lengths)),
        longest=_minutes(roads.longest),
    )


@dataclass(frozen=True, slots=True)
class _Roads:
    """The roads from a scene to an ending: how many have which length."""

    lengths: Mapping[int, int]
    shortest: int
    longest: int


def _roads(story: Story) -> dict[str, _Roads]:
    """For each scene that leads to an ending."""
    roads = roads_of(story)
    found: dict[str, _Roads] = {}
    # Groups come after those that they lead to; within a loop, what leads back is left out.
    for group in components(roads.onward):
        for key in group:
            if (of_scene := _from(roads.scenes[key], found)) is not None:
                found[key] = of_scene
    return found


def _from(scene: Scene, known: Mapping[str, _Roads]) -> _Roads | None:
    own = words(prose(scene)) // STEP
    if scene.is_ending:
        return _Roads({own: 1}, own, own)
    ways = [
        (own + _words_of(choice) // STEP, known[choice.target])
        for choice in scene.ways_on
        if choice.target in known
    ]
    if not ways:
        return None
    shortest = min(here + roads.shortest for here, roads in ways)
    longest = max(here + roads.longest for here, roads in ways)
    many = sum(len(roads.lengths) for _, roads in ways) > APART
    step = (longest - shortest) // APART + 1 if many else 1
    return _Roads(_together(ways, step), shortest, longest)


def _together(ways: Sequence[tuple[int, _Roads]], step: int) -> Mapping[int, int]:
    """The roads of all ways on, with lengths told apart no finer than ``step``."""
    found: defaultdict[int, int] = defaultdict(int)
    for here, roads in ways:
        for length, number in roads.lengths.items():
            found[(here + length) // step * step + step // 2] += number
    return found


def _words_of(choice: Choice) -> int:
    return words(choice.text) + words(choice.consequence)


def _middle(lengths: Mapping[int, int]) -> int:
    """The length of the road in the middle, when all stand in order."""
    left = (sum(lengths.values()) + 1) // 2
    for length in sorted(lengths):
        left -= lengths[length]
        if left <= 0:
            return length
    raise ValueError("There is no road.")


def _minutes(steps: int) -> int:
    return max(1, math.ceil(steps * STEP / WORDS_A_MINUTE))
