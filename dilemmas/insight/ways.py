"""What a play chose at its turning points."""

from collections.abc import Iterable

from dilemmas.graph import Graph, Stop, walk


def turning_points(graph: Graph, choices: Iterable[str]) -> dict[str, str]:
    """The choice made at each scene that offered this play two or more, at the first visit.

    ``choices`` are the keys of what the play chose, in order.
    """
    return chosen(walk(graph, choices))


def chosen(stops: Iterable[Stop]) -> dict[str, str]:
    """The same of a way that was walked already."""
    made: dict[str, str] = {}
    for stop in stops:
        if stop.taken and stop.is_turning_point:
            made.setdefault(stop.scene, stop.taken["key"])
    return made
