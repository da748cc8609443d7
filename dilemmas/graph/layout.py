"""Where the scenes of a story stand on a map; computed anew, never kept.

Scenes stand in rows by their distance from the start. Within a row the scenes of one act
stand side by side, so that an act is one band in each row where it has scenes, and bands
never overlap; acts and scenes are put near what leads to them and what they lead to, in a
few sweeps (barycentres: Sugiyama, Tagawa and Toda, 1981). The time grows with the number
of scenes and choices.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from .story import Story

SWEEPS: Final = 4
FOLDED: Final = "act:"


@dataclass(frozen=True, slots=True)
class Place:
    """A scene on the map: its row from the top, its place in the row from the left.

    Of a folded act the key is ``act:`` with its name, and ``scenes`` are those it hides.
    """

    key: str
    row: int
    column: float
    scenes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Road:
    """A way from one scene to another; ``choices`` are the keys of those that take it."""

    source: str
    target: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Where the scenes of an act stand in one row: from the first to the last, side by side."""

    act: str
    row: int
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Map:
    """Places in the order of rows and columns, roads, bands of acts, and how large it all is."""

    places: tuple[Place, ...]
    roads: tuple[Road, ...]
    rows: int
    columns: int
    bands: tuple[Band, ...] = ()


def lay_out(story: Story, folded: Set[str] = frozenset()) -> Map:
    """The map of a story, sound or not; the same story gives the same map.

    What cannot be reached stands in a row of its own at the bottom. The acts in
    ``folded`` are drawn as one node each, their roads in and out merged; an unknown name
    is left aside.
    """
    nodes = _nodes(story, folded)
    roads = _roads(story, nodes)
    onward: dict[str, list[str]] = defaultdict(list)
    back: dict[str, list[str]] = defaultdict(list)
    for road in roads:
        onward[road.source].append(road.target)
        back[road.target].append(road.source)
    starts = [nodes[scene.key] for scene in story.scenes if scene.is_start]
    rows = _rows(list(dict.fromkeys(nodes.values())), starts, onward)
    acts = {nodes[scene.key]: scene.act for scene in story.scenes}
    for _ in range(SWEEPS):
        _sweep(rows, back, acts)
        _sweep(list(reversed(rows)), onward, acts)
    widest = max((len(row) for row in rows), default=0)
    hidden = _hidden(nodes)
    places = tuple(
        # A row that is not full stands in the middle.
        Place(key, number, column + (widest - len(row)) / 2, hidden.get(key, ()))
        for number, row in enumerate(rows)
        for column, key in enumerate(row)
    )
    return Map(places, roads, len(rows), widest, _bands(places, acts))


def _nodes(story: Story, folded: Set[str]) -> dict[str, str]:
    """For each scene the node that stands for it: itself, or its act."""
    return {
        scene.key: f"{FOLDED}{scene.act}"
        if scene.act and scene.act in folded
        else scene.key
        for scene in story.scenes
    }


def _hidden(nodes: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for scene, node in nodes.items():
        if node != scene:
            found[node].append(scene)
    return {node: tuple(scenes) for node, scenes in found.items()}


def _roads(story: Story, nodes: Mapping[str, str]) -> tuple[Road, ...]:
    """The ways between nodes; those inside a folded act are hidden with it."""
    taken: dict[tuple[str, str], list[str]] = defaultdict(list)
    for scene in story.scenes:
        source = nodes[scene.key]
        for choice in scene.ways_on:
            target = nodes.get(choice.target)
            if target is not None and (target != source or source == scene.key):
                taken[source, target].append(choice.key)
    return tuple(
        Road(source, target, tuple(choices))
        for (source, target), choices in taken.items()
    )


def _rows(
    nodes: Sequence[str], starts: Sequence[str], onward: Mapping[str, Sequence[str]]
) -> list[list[str]]:
    """Nodes by their distance from a start; then, in one row, those that nothing reaches."""
    distance = dict.fromkeys(starts, 0)
    waiting = deque(distance)
    while waiting:
        key = waiting.popleft()
        for target in onward.get(key, ()):
            if target not in distance:
                distance[target] = distance[key] + 1
                waiting.append(target)
    rows: list[list[str]] = [[] for _ in range(max(distance.values(), default=-1) + 1)]
    for key in nodes:
        if key in distance:
            rows[distance[key]].append(key)
    stray = [key for key in nodes if key not in distance]
    return [*rows, stray] if stray else rows


def _sweep(
    rows: Sequence[list[str]],
    near: Mapping[str, Sequence[str]],
    acts: Mapping[str, str],
) -> None:
    """Order each row by where the neighbours of its scenes stand in the rows before it."""
    stands: dict[str, float] = {}
    for row in rows:
        wanted = {}
        for number, key in enumerate(row):
            known = [stands[one] for one in near.get(key, ()) if one in stands]
            here = (number + 0.5) / len(row)
            wanted[key] = sum(known) / len(known) if known else here
        together = _wanted_by_act(row, wanted, acts)
        order = {key: (together[key], acts[key], wanted[key]) for key in row}
        row.sort(key=order.__getitem__)
        stands |= {key: (number + 0.5) / len(row) for number, key in enumerate(row)}


def _wanted_by_act(
    row: Sequence[str], wanted: Mapping[str, float], acts: Mapping[str, str]
) -> dict[str, float]:
    """Where the act of each scene wants to stand; a scene of no act stands alone."""
    members: dict[str, list[float]] = defaultdict(list)
    for key in row:
        members[acts[key]].append(wanted[key])
    middle = {act: sum(places) / len(places) for act, places in members.items()}
    return {key: middle[acts[key]] if acts[key] else wanted[key] for key in row}


def _bands(places: Sequence[Place], acts: Mapping[str, str]) -> tuple[Band, ...]:
    bands = []
    for (row, act), group in groupby(
        places, key=lambda place: (place.row, acts[place.key])
    ):
        columns = [place.column for place in group]
        if act:
            bands.append(Band(act, row, columns[0], columns[-1]))
    return tuple(bands)
