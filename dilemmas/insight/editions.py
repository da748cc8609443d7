"""Whom an edition counts, and of which scenes it tells.

What is told, and whether anything is, must not give away how people chose either: that a
scene deep in a story has something to tell says that people came there. So an edition is
made at a number of people alone, and tells of a scene that only some come by when enough
came there and enough did not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final, TypedDict

from dilemmas.graph import Graph

from .bands import Band, tell

LEAST: Final = 5

Lot = Callable[[Sequence[str], int], Sequence[str]]


class Point(TypedDict):
    """What is told of one scene: over how many people, and the band of each choice."""

    people: int
    bands: dict[str, Band]


def next_size(waiting: int, last: int) -> int:
    """How many people the next edition counts: 5, 10, 20, 40 and so on; 0 for none yet.

    At least twice as many as the ``last``, so that each tells more than the one before.
    """
    size = LEAST
    while size * 2 <= waiting:
        size *= 2
    return size if size <= waiting and size > last else 0


def part_of(size: int) -> int:
    """How many must have come by a scene that can be missed, and how many must have missed it.

    0 when the edition is too small to tell of such a scene: of ten people, five and five
    would be exact. A quarter of forty, since of fewer the bands of the scene before would
    leave exact who missed it.
    """
    if size < 4 * LEAST:
        return 0
    return size // 4 if size < 16 * LEAST else size // 8


def edition(
    graph: Graph, ways: Sequence[dict[str, str]], *, lot: Lot
) -> dict[str, Point]:
    """What is told over the people whose ``turning_points`` are ``ways``, by scene.

    ``lot`` draws so many of a list: of those who came by a scene that can be missed, as
    many are counted as had to come there, so that not even their number is told.
    """
    passed: dict[str, list[str]] = defaultdict(list)
    for way in ways:
        for scene, choice in way.items():
            passed[scene].append(choice)
    size, part = len(ways), part_of(len(ways))
    points: dict[str, Point] = {}
    for scene, chosen in passed.items():
        if len(chosen) == size and _is_met_by_all(graph, scene):
            counted: Sequence[str] = chosen
        elif part and part <= len(chosen) <= size - part:
            counted = lot(chosen, part)
        else:
            continue
        counts = {choice["key"]: 0 for choice in graph.scene(scene)["choices"]}
        for choice in counted:
            counts[choice] += 1
        if bands := tell(counts):
            points[scene] = Point(people=len(counted), bands=bands)
    return points


def _is_met_by_all(graph: Graph, scene: str) -> bool:
    """Whether, whatever one chooses, one comes by ``scene`` and has something to choose there."""
    free = [c for c in graph.scene(scene)["choices"] if not c.get("condition")]
    if len(free) < 2:
        return False
    seen, ahead = {scene}, [graph.start]
    while ahead:
        key = ahead.pop()
        if key in seen:
            continue
        if graph.is_ending(key):
            return False
        seen.add(key)
        ahead += [choice["target"] for choice in graph.scene(key)["choices"]]
    return True
