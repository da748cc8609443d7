"""Numbers about groups of people, such that nobody is told of fewer than five. Plain Python.

A cell says how many of a group did something. It is hidden when fewer than five did, and
when fewer than five did not. What is hidden must not follow from a total: the hidden cells
of a column together are at least two and hold at least five of either kind, and where they
do not, the smallest cell that is shown is hidden with them (docs/decisions/0032).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

FEWEST = 5

Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people there are in a group, and how many of them did it."""

    people: int
    did: int

    @property
    def did_not(self) -> int:
        return self.people - self.did

    @property
    def is_small(self) -> bool:
        """Whether it tells of fewer than five people."""
        return min(self.did, self.did_not) < FEWEST


@dataclass(frozen=True, slots=True)
class Column(Generic[Group]):
    """What of a column is shown: of which groups, and the total."""

    shown: Mapping[Group, int]
    total: int | None


def shown_of(cells: Mapping[Group, Cell]) -> Column[Group]:
    """Which cells of a column can be shown; the total when nothing follows from it."""
    hidden = {group for group, cell in cells.items() if cell.is_small}
    # By size and then by place: the same numbers always hide the same cells.
    candidates = sorted(
        (group for group in cells if group not in hidden),
        key=lambda group: min(cells[group].did, cells[group].did_not),
    )
    while not _is_safe([cells[group] for group in hidden]) and candidates:
        hidden.add(candidates.pop(0))
    safe = _is_safe([cells[group] for group in hidden])
    return Column(
        {group: cell.did for group, cell in cells.items() if group not in hidden},
        sum(cell.did for cell in cells.values()) if safe and cells else None,
    )


def _is_safe(hidden: list[Cell]) -> bool:
    if not hidden:
        return True
    did = sum(cell.did for cell in hidden)
    did_not = sum(cell.did_not for cell in hidden)
    return len(hidden) > 1 and min(did, did_not) >= FEWEST
