"""What apps hold of a person: each says from ``apps.py`` how to collect and erase it.

What is a record of fact is not announced here: that is anonymised with its person.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Something held of people: rows of plain values, and how to make it go."""

    collect: Callable[[Any], Rows]
    erase: Callable[[Any], int]


_holdings: dict[str, Holding] = {}


def holds(
    name: str, *, collect: Callable[[Any], Rows], erase: Callable[[Any], int]
) -> None:
    """Have ``collect(person)`` answer what is held under a name, and ``erase(person)`` delete it."""
    _holdings[name] = Holding(collect=collect, erase=erase)


def collect(person: Any) -> dict[str, Rows]:
    """All that is held of a person, by name; what is empty too."""
    return {name: holding.collect(person) for name, holding in _holdings.items()}


@transaction.atomic
def erase(person: Any) -> dict[str, int]:
    """Delete all of it, or nothing; how many rows of each name.

    The person is held first, as every operation of theirs does, so that nothing new is
    written of them meanwhile.
    """
    if connection.features.has_select_for_update:
        people = type(person)._default_manager.select_for_update(no_key=True)  # noqa: SLF001
        people.only("pk").get(pk=person.pk)
    return {name: holding.erase(person) for name, holding in _holdings.items()}
