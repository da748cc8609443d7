"""The index rows of a statement: everything that it is found by."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from lms.xapi.enums import Kind, Store
from lms.xapi.models import IndexRow
from lms.xapi.statements.indexing import Findings

from .rows import insert

MOST_OF_A_KIND: Final = 50
FIELDS: Final = ("store", "kind", "key", "seq", "source")


def keys(found: Findings) -> Iterator[tuple[Kind, UUID]]:
    """By what a statement itself is found: kinds and keys, each once."""
    yield Kind.VERB, found.verb
    if found.registration is not None:
        yield Kind.REGISTRATION, found.registration
    for kind, hashes in (
        (Kind.AGENT, found.direct_agents),
        (Kind.RELATED_AGENT, found.related_agents),
        (Kind.ACTIVITY, found.direct_activities),
        (Kind.RELATED_ACTIVITY, found.related_activities),
    ):
        for key in hashes:
            yield kind, key


def keys_to_copy(found: Findings) -> list[tuple[Kind, UUID]]:
    """By what those who refer to a statement are found: at most fifty of each kind.

    A group can have thousands of members, and everybody who refers to what it did would
    get a row for each: a request of a hundred kilobytes made a million rows.
    """
    taken: Counter[Kind] = Counter()
    copied = []
    for kind, key in sorted(keys(found)):
        taken[kind] += 1
        if taken[kind] <= MOST_OF_A_KIND:
            copied.append((kind, key))
    return copied


def add(
    store: Store,
    found: Iterable[tuple[int, int, Iterable[tuple[Kind, UUID]]]],
    *,
    once: bool = False,
) -> None:
    """Let statements be found: the place of each, of its source, and the source's keys.

    With ``once``, what is there already stays as it is.
    """
    insert(
        IndexRow,
        FIELDS,
        (
            (store.value, kind.value, key, seq, source)
            for seq, source, named in found
            for kind, key in named
        ),
        once=once,
    )
