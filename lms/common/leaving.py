"""Files about several people that leave: who writes down that they did.

An app below ``lms.reporting`` lets a file go by way of ``watched``; reporting announces
from ``apps.py`` who keeps the audit. The audit is written before the first byte leaves,
and a file of which it cannot be written does not leave.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol


class Ending(Protocol):
    """Told once how it ended: whole or not, how many items, and the hash of the bytes."""

    def __call__(self, *, complete: bool, items: int, sha256: str) -> None: ...


class Begin(Protocol):
    """Writes down that a file begins to leave; answers who to tell how it ended."""

    def __call__(
        self, by: Any, *, entities: Iterable[int], filters: dict[str, str]
    ) -> Ending: ...


_keepers: list[Begin] = []


def kept_by(begin: Begin) -> None:
    """Have ``begin`` called for every file that leaves."""
    if begin not in _keepers:
        _keepers.append(begin)


def watched(
    pieces: Callable[[], Iterator[bytes]],
    *,
    by: Any,
    items: int,
    entities: Iterable[int],
    filters: dict[str, str],
) -> Iterator[bytes]:
    """The pieces of a file, one by one, with what is kept of it before and after."""
    known = list(entities)
    endings = [begin(by, entities=known, filters=filters) for begin in _keepers]
    return _passed_on(pieces, endings, items)


def _passed_on(
    pieces: Callable[[], Iterator[bytes]], endings: list[Ending], items: int
) -> Iterator[bytes]:
    complete, digest = False, hashlib.sha256()
    try:
        for piece in pieces():
            digest.update(piece)
            yield piece
        complete = True
    finally:
        for end in endings:
            end(complete=complete, items=items, sha256=digest.hexdigest())
