"""What apps hold of a person: each says from ``apps.py`` how to collect and erase it.

What somebody downloads as "everything that is kept about me" is what is collected here,
so a record of fact is announced too: without ``erase``, for it stays, of nobody, when
its person is erased.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file in a row: a download has it beside the text, under its own name."""

    name: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Something held of people: rows of plain values, and how to make it go."""

    collect: Callable[[Any], Rows]
    erase: Callable[[Any], int] | None = None


_holdings: dict[str, Holding] = {}


def holds(
    name: str,
    *,
    collect: Callable[[Any], Rows],
    erase: Callable[[Any], int] | None = None,
) -> None:
    """Have ``collect(person)`` answer what is held under a name, and ``erase(person)`` delete it.

    Without ``erase`` it is a fact that names the account alone, or what another eraser
    takes along.
    """
    _holdings[name] = Holding(collect=collect, erase=erase)


def collect(person: Any) -> dict[str, Rows]:
    """All that is held of a person, by name; what is empty too."""
    return {name: holding.collect(person) for name, holding in _holdings.items()}


@transaction.atomic
def erase(person: Any) -> dict[str, int]:
    """Delete all of it, or nothing; how many rows of each name.

    The person is held first, as every operation of theirs does, so that nothing new is
    written of them meanwhile. The account is announced by the lowest app, so it goes
    last: what is found by its addresses is found before.
    """
    if connection.features.has_select_for_update:
        people = type(person)._default_manager.select_for_update(no_key=True)  # noqa: SLF001
        people.only("pk").get(pk=person.pk)
    return {
        name: holding.erase(person)
        for name, holding in _holdings.items()
        if holding.erase is not None
    }
