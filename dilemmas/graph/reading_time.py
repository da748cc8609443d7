"""How long a story takes to read, over all the roads from its start to an ending."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Final

from .components import components
from .prose import prose, words
from .story import Choice, Scene, Story

WORDS_A_MINUTE: Final = 200
STEP: Final = 10  # words: roads are told apart no finer than this


@dataclass(frozen=True, slots=True)
class ReadingTime:
    """In minutes: the shortest road, the one in the middle, the longest."""

    shortest: int
    median: int
    longest: int


def reading_time(story: Story) -> ReadingTime | None:
    """The roads are counted, not walked, so many of them cost no more; a loop counts once.

    Nothing for a story whose start leads to no ending.
    """
    start = next((scene for scene in story.scenes if scene.is_start), None)
    lengths = _lengths(story).get(start.key) if start else None
    if not lengths:
        return None
    ordered = sorted(lengths)
    return ReadingTime(
        shortest=_minutes(ordered[0]),
        median=_minutes(_middle(lengths)),
        longest=_minutes(ordered[-1]),
    )


def _lengths(story: Story) -> dict[str, Counter[int]]:
    """For each scene, how many roads to an ending have which length."""
    scenes = {scene.key: scene for scene in story.scenes}
    onward = {
        key: [c.target for c in scene.ways_on if c.target in scenes]
        for key, scene in scenes.items()
    }
    lengths: dict[str, Counter[int]] = {}
    # Groups come after those that they lead to; within a loop, what leads back is left out.
    for group in components(onward):
        for key in group:
            lengths[key] = _from(scenes[key], lengths)
    return lengths


def _from(scene: Scene, known: dict[str, Counter[int]]) -> Counter[int]:
    own = words(prose(scene)) // STEP
    if scene.is_ending:
        return Counter({own: 1})
    found: Counter[int] = Counter()
    for choice in scene.ways_on:
        here = own + _words_of(choice) // STEP
        for length, roads in known.get(choice.target, Counter()).items():
            found[here + length] += roads
    return found


def _words_of(choice: Choice) -> int:
    return words(choice.text) + words(choice.consequence)


def _middle(lengths: Counter[int]) -> int:
    """The length of the road in the middle, when all stand in order."""
    left = (lengths.total() + 1) // 2
    for length in sorted(lengths):
        left -= lengths[length]
        if left <= 0:
            return length
    raise ValueError("There is no road.")


def _minutes(steps: int) -> int:
    return max(1, math.ceil(steps * STEP / WORDS_A_MINUTE))
