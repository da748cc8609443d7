"""Statements that refer to statements: found through them, and voided by them.

A statement is also found by what the statement says that it refers to, and so on down
the chain (part three, 2.1.4; IEEE 9274.1.1, 4.1.6.1). That is worked out when either of
the two is stored, in whatever order they come, so that a search only reads.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Count

from lms.xapi.enums import Kind, Store
from lms.xapi.models import PendingVoid, StatementTarget, StoredStatement
from lms.xapi.statements.indexing import findings
from lms.xapi.statements.referring import target_of
from lms.xapi.vocabulary import VOIDED_IRI

from . import index
from .candidates import Candidate
from .rows import insert, select

# How far a chain is followed. A chain of n statements has n² pairs, so an endless one
# would cost ever more; nobody who confirms or voids needs a long one.
LONGEST_CHAIN: Final = 50
# By how much of a whole chain who stands above it is found, the nearest first; and how
# many, the newest, of those who wait for a statement are found by it when it comes.
MOST_COPIED: Final = 200
LARGEST_CROWD: Final = 500

Keys = list[tuple[Kind, UUID]]


class Link(NamedTuple):
    """A statement of a chain: its id, place and keys, and to which one it refers."""

    id: UUID
    seq: int
    keys: Keys
    target: UUID | None


def follow(stored: Iterable[tuple[Candidate, int]], store: Store) -> None:
    """Connect the statements (and places) that were stored now with all others.

    One query, and some more for each statement that refers, or is referred to.
    """
    fresh = list(stored)
    awaited = {
        target
        for (target,) in select(
            StatementTarget,
            ("target",),
            where="target",
            among=(candidate.id for candidate, _ in fresh),
            store=store,
        )
    }
    links: dict[UUID, Link] = {}
    for candidate, seq in fresh:
        if candidate.target is not None or candidate.id in awaited:
            _connect(candidate, seq, store, links)
            awaited |= {candidate.target} if candidate.target else set()
            _void(candidate, seq, store)


def _connect(
    candidate: Candidate, seq: int, store: Store, links: dict[UUID, Link]
) -> None:
    """Let ``candidate`` and all that refers to it be found by all that is below it.

    ``links`` remembers what was read for others of the same request.
    """
    above = _above(candidate, store)
    below = _below(candidate, store, links)
    reached = {seq: below} | {place: below[:room] for place, room in above.items()}
    insert(
        StatementTarget,
        ("store", "target", "seq"),
        [
            (store.value, target, place)
            for place, chain in reached.items()
            for target in chain
        ],
        once=True,
    )
    own = Link(candidate.id, seq, index.keys_to_copy(candidate.found), None)
    rows: list[tuple[int, int, Keys]] = []
    for place, chain in reached.items():
        known = [links[target] for target in chain if target in links]
        rows += _copied(place, known if place == seq else [own, *known])
    index.add(store, rows, once=True)


def _copied(place: int, chain: list[Link]) -> Iterator[tuple[int, int, Keys]]:
    """What the statement at ``place`` is found by of a chain, the nearest first."""
    room = MOST_COPIED
    for link in chain:
        yield place, link.seq, link.keys[:room]
        room -= len(link.keys)
        if room <= 0:
            return


def _above(candidate: Candidate, store: Store) -> dict[int, int]:
    """The places of what refers to ``candidate``, and how much further each may reach."""
    referring = (
        StatementTarget.objects.filter(store=store, target=candidate.id)
        .order_by("-seq")
        .values("seq")[:LARGEST_CROWD]
    )
    reaching = (
        StatementTarget.objects.filter(store=store, seq__in=referring)
        .values("seq")
        .annotate(reached=Count("target"))
        .values_list("seq", "reached")
    )
    return {place: max(0, LONGEST_CHAIN - reached) for place, reached in reaching}


def _below(candidate: Candidate, store: Store, links: dict[UUID, Link]) -> list[UUID]:
    """What ``candidate`` refers to, stored or not, the nearest first."""
    chain: list[UUID] = []
    target = candidate.target
    while target is not None and target not in chain and len(chain) < LONGEST_CHAIN:
        chain.append(target)
        if target not in links:
            _read(target, store, links)
        following = links[target].target if target in links else None
        target = None if following == candidate.id else following
    return chain


def _read(target: UUID, store: Store, links: dict[UUID, Link]) -> None:
    """Remember a statement, and those that it is known to refer to, if stored."""
    statements = StoredStatement.objects.in_store(store)
    further = StatementTarget.objects.filter(
        store=store, seq__in=statements.filter(statement_id=target).values("seq")
    ).values_list("target", flat=True)
    wanted = {target, *further} - links.keys()
    found = statements.filter(statement_id__in=wanted)
    for one, seq, payload in found.values_list("statement_id", "seq", "payload"):
        content = json.loads(payload)
        keys = index.keys_to_copy(findings(content))
        links[one] = Link(one, seq, keys, target_of(content))


def _void(candidate: Candidate, seq: int, store: Store) -> None:
    """Void what ``candidate`` voids, and itself when that was asked before it came.

    A voiding statement cannot be voided: the attempt is stored and does nothing (part
    two, 2.3.2; IEEE 9274.1.1, 4.2.5).
    """
    statements = StoredStatement.objects.in_store(store)
    if candidate.voids and candidate.target is not None:
        target = statements.filter(statement_id=candidate.target)
        target.exclude(verb=VOIDED_IRI).void()
        if not target.exists():
            PendingVoid.objects.create(store=store, target=candidate.target, seq=seq)
        return
    asked = PendingVoid.objects.filter(store=store, target=candidate.id)
    if asked.delete()[0]:
        statements.filter(seq=seq).void()
