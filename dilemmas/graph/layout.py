"""Where the scenes of a story stand on a map; computed anew, never kept.

Scenes stand in rows by their distance from the start. Within a row they are put near
what leads to them and what they lead to, in a few sweeps (barycentres: Sugiyama,
Tagawa and Toda, 1981). The time grows with the number of scenes and choices.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .story import Story

SWEEPS: Final = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A scene on the map: its row from the top, its place in the row from the left."""

    key: str
    row: int
    column: float


@dataclass(frozen=True, slots=True)
class Road:
    """A way from one scene to another; ``choices`` are the keys of those that take it."""

    source: str
    target: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """Places in the order of rows and columns, roads, and how large it all is."""

    places: tuple[Place, ...]
    roads: tuple[Road, ...]
    rows: int
    columns: int


def lay_out(story: Story) -> Map:
    """The map of a story, sound or not; the same story gives the same map.

    What cannot be reached stands in a row of its own at the bottom.
    """
    roads = _roads(story)
    onward: dict[str, list[str]] = defaultdict(list)
    back: dict[str, list[str]] = defaultdict(list)
    for road in roads:
        onward[road.source].append(road.target)
        back[road.target].append(road.source)
    rows = _rows(story, onward)
    for _ in range(SWEEPS):
        _sweep(rows, back)
        _sweep(list(reversed(rows)), onward)
    widest = max((len(row) for row in rows), default=0)
    return Map(
        places=tuple(
            # A row that is not full stands in the middle.
            Place(key, number, column + (widest - len(row)) / 2)
            for number, row in enumerate(rows)
            for column, key in enumerate(row)
        ),
        roads=roads,
        rows=len(rows),
        columns=widest,
    )


def _roads(story: Story) -> tuple[Road, ...]:
    known = {scene.key for scene in story.scenes}
    taken: dict[tuple[str, str], list[str]] = defaultdict(list)
    for scene in story.scenes:
        for choice in scene.ways_on:
            if choice.target in known:
                taken[scene.key, choice.target].append(choice.key)
    return tuple(
        Road(source, target, tuple(choices))
        for (source, target), choices in taken.items()
    )


def _rows(story: Story, onward: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Scenes by their distance from a start; then, in one row, those that nothing reaches."""
    keys = list(dict.fromkeys(scene.key for scene in story.scenes))
    starts = [scene.key for scene in story.scenes if scene.is_start]
    distance = dict.fromkeys(starts, 0)
    waiting = deque(distance)
    while waiting:
        key = waiting.popleft()
        for target in onward.get(key, ()):
            if target not in distance:
                distance[target] = distance[key] + 1
                waiting.append(target)
    rows: list[list[str]] = [[] for _ in range(max(distance.values(), default=-1) + 1)]
    for key in keys:
        if key in distance:
            rows[distance[key]].append(key)
    stray = [key for key in keys if key not in distance]
    return [*rows, stray] if stray else rows


def _sweep(rows: Sequence[list[str]], near: Mapping[str, Sequence[str]]) -> None:
    """Order each row by where the neighbours of its scenes stand in the rows before it."""
    stands: dict[str, float] = {}
    for row in rows:
        wanted = {}
        for number, key in enumerate(row):
            known = [stands[one] for one in near.get(key, ()) if one in stands]
            here = (number + 0.5) / len(row)
            wanted[key] = sum(known) / len(known) if known else here
        row.sort(key=wanted.__getitem__)
        stands |= {key: (number + 0.5) / len(row) for number, key in enumerate(row)}
