"""A way through a graph: what was offered at each stop, and what came later of a choice.

Everything that depends on earlier choices follows from this one walk: which choices are
offered, what was a choice at all, and which late consequences are told where.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from typing import Any

from .compiling import Graph


@dataclass(slots=True, kw_only=True)
class Stop:
    """A scene on a way. ``taken`` is the choice made there; the last stop has none yet.

    ``flags`` are those that are on there. ``told`` are the earlier choices of which one
    hears here what they brought later, and ``came_late`` says of the choice taken here
    whether one heard that further on.
    """

    scene: str
    flags: frozenset[str]
    offered: list[dict[str, Any]]
    taken: dict[str, Any] | None = None
    told: list[dict[str, Any]] = field(default_factory=list)
    came_late: bool = False

    @property
    def is_turning_point(self) -> bool:
        """Whether one chose here: a scene with one way on is no choice."""
        return self.taken is not None and len(self.offered) > 1

    def choice(self, key: str) -> dict[str, Any] | None:
        """The choice with this key, when it is offered here."""
        return next((one for one in self.offered if one["key"] == key), None)


def walk(
    graph: Graph,
    choices: Iterable[str],
    *,
    start: str = "",
    flags: Set[str] = frozenset(),
) -> list[Stop]:
    """The stops of a way: one for each choice, by its key, and the one where it stands.

    It begins at the start of the graph with no flag on, unless told otherwise. Raises
    ``KeyError`` for a choice that its scene does not have, or a scene that is not there.
    """
    here = _stop(graph, start or graph.start, frozenset(flags))
    stops = [here]
    to_tell: dict[tuple[str, str], Stop] = {}
    heard: set[tuple[str, str]] = set()
    for key in choices:
        taken = graph.choice(here.scene, key)
        if taken is None:
            raise KeyError(key)
        here.taken = taken
        point = (here.scene, key)
        if taken.get("later") and point not in heard:
            to_tell.setdefault(point, here)
        on = graph.flags_after([point], here.flags)
        here = _stop(graph, taken["target"], on)
        for made, stop in list(to_tell.items()):
            if stop.taken and stop.taken["later_at"] == here.scene:
                here.told.append(stop.taken)
                stop.came_late = True
                heard.add(made)
                del to_tell[made]
        stops.append(here)
    return stops


def _stop(graph: Graph, scene: str, flags: frozenset[str]) -> Stop:
    return Stop(scene=scene, flags=flags, offered=graph.offered(scene, flags))
