"""What waits for what, as plain values: finding the way round. No database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

Thing = TypeVar("Thing")


def way_round(
    waits: Mapping[Thing, Collection[Thing]], start: Thing
) -> list[Thing] | None:
    """The shortest way from ``start`` back to itself, both ends included; none: no circle."""
    came_from: dict[Thing, Thing] = {}
    frontier = [start]
    while frontier:
        further = []
        for here in frontier:
            for there in waits.get(here, ()):
                if there == start:
                    return _way(came_from, start, here)
                if there not in came_from:
                    came_from[there] = here
                    further.append(there)
        frontier = further
    return None


def _way(came_from: Mapping[Thing, Thing], start: Thing, last: Thing) -> list[Thing]:
    back = [start]
    while last != start:
        back.append(last)
        last = came_from[last]
    return [start, *back[::-1]]
