"""Of which scene the next edition tells, over how many people, and what it says.

Whether there is something to tell must not give away how people chose either: of a scene
deep in a story it says that people came there. So when and of what an edition is made
hangs on the number of people alone; of a scene that can be missed it tells when enough
came there and enough did not; and nobody is counted in two editions, so that no two of
them, of one scene or of several, can be put beside one another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dilemmas.graph import Graph

from .bands import Band, tell

LEAST: Final = 5
# Of ten people, five who came and five who did not would be exact.
LEAST_WHERE_MISSED: Final = 20

Lot = Callable[[Sequence[str], int], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A scene with something to choose, and whether everybody comes by and can choose there."""

    scene: str
    is_met_by_all: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The edition to make next: of which place, and how many people it takes."""

    place: Place
    edition: int
    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is said of a place: over how many people, and the band of each choice by its key."""

    people: int = 0
    bands: dict[str, Band] = field(default_factory=dict)


def places(graph: Graph) -> list[Place]:
    """The scenes of a story where there can be something to choose, in its order."""
    return [
        Place(scene=scene, is_met_by_all=_is_met_by_all(graph, scene))
        for scene in graph.content["order"]
        if len(graph.scene(scene)["choices"]) > 1
    ]


def next_due(known: Sequence[Place], made: Mapping[str, int]) -> Due | None:
    """The edition that takes the fewest people; nothing for a story without a choice.

    ``made`` counts the editions that each scene has. An edition takes twice the people
    of the one before: so it tells more, and there never are many.
    """
    due = [
        Due(
            place=place,
            edition=made.get(place.scene, 0) + 1,
            group=(LEAST if place.is_met_by_all else LEAST_WHERE_MISSED)
            << made.get(place.scene, 0),
        )
        for place in known
    ]
    return min(due, key=lambda each: (each.group, each.edition), default=None)


def told(
    graph: Graph, place: Place, ways: Sequence[Mapping[str, str]], *, lot: Lot
) -> Told:
    """How people chose at ``place``, of people whose ``turning_points`` are ``ways``.

    ``lot`` draws so many of a list: of those who came by a scene that can be missed, 5,
    10, 20 and so on are counted, so that their number stays unknown. Nothing is said when
    too few came there, or too few did not.
    """
    chosen = [way[place.scene] for way in ways if place.scene in way]
    if not place.is_met_by_all:
        if len(chosen) < LEAST or len(ways) - len(chosen) < LEAST:
            return Told()
        chosen = list(lot(chosen, _round(len(chosen))))
    counts = {choice["key"]: 0 for choice in graph.scene(place.scene)["choices"]}
    for choice in chosen:
        counts[choice] += 1
    bands = tell(counts)
    return Told(people=len(chosen), bands=bands) if bands else Told()


def _round(people: int) -> int:
    size = LEAST
    while size * 2 <= people:
        size *= 2
    return size


def _is_met_by_all(graph: Graph, scene: str) -> bool:
    """Whether, whatever one chooses, one comes by ``scene`` and has two ways on at least."""
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
