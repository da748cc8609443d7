"""Orders that look like chance, and are the same on every machine for the same seed."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


def shuffled(
    items: Sequence[T], seed: object, *, key: Callable[[T], str]
) -> tuple[T, ...]:
    """The items in an order that follows from the seed and their keys alone."""
    return tuple(
        sorted(items, key=lambda item: sha256(f"{seed}/{key(item)}".encode()).digest())
    )


def disordered(
    items: Sequence[T], seed: object, *, key: Callable[[T], str]
) -> tuple[T, ...]:
    """The same, but never in the order in which the items were given."""
    found = shuffled(items, seed, key=key)
    return found[1:] + found[:1] if found == tuple(items) else found
