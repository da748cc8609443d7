"""Statements that refer to statements: found through them, and voided by them.

A statement is also found by what the statement says that it refers to, and so on down
the chain (part three, 2.1.4; IEEE 9274.1.1, 4.1.6.1). That is worked out when either of
the two is stored, in whatever order they come, so that a search only reads.
"""

import json
from collections.abc import Iterable
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

Keys = list[tuple[Kind, UUID]]


class Link(NamedTuple):
    """A statement of a chain: its id, its place if it is stored, and what it says."""

    id: UUID
    seq: int | None
    keys: Keys


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
    for candidate, seq in fresh:
        if candidate.target is not None or candidate.id in awaited:
            _connect(candidate, seq, store)
            awaited |= {candidate.target} if candidate.target else set()
            _void(candidate, seq, store)


def _connect(candidate: Candidate, seq: int, store: Store) -> None:
    """Let ``candidate`` and all that refers to it be found by all that is below it."""
    above = _above(candidate, store)
    below = _below(candidate, store)
    reached = {seq: below} | {place: below[:room] for place, room in above.items()}
    insert(
        StatementTarget,
        ("store", "target", "seq"),
        [
            (store.value, link.id, place)
            for place, chain in reached.items()
            for link in chain
        ],
        once=True,
    )
    own = index.keys_to_copy(candidate.found)
    rows = [
        (place, link.seq, link.keys)
        for place, chain in reached.items()
        for link in chain
        if link.seq is not None
    ]
    rows += [(place, seq, own) for place in above]
    index.add(store, rows, once=True)


def _above(candidate: Candidate, store: Store) -> dict[int, int]:
    """The places of what refers to ``candidate``, and how much further each may reach."""
    referring = StatementTarget.objects.filter(store=store, target=candidate.id)
    reaching = (
        StatementTarget.objects.filter(store=store, seq__in=referring.values("seq"))
        .values("seq")
        .annotate(reached=Count("target"))
        .values_list("seq", "reached")
    )
    return {place: max(0, LONGEST_CHAIN - reached) for place, reached in reaching}


def _below(candidate: Candidate, store: Store) -> list[Link]:
    """The statements that ``candidate`` refers to, stored or not, the nearest first."""
    if candidate.target is None:
        return []
    statements = StoredStatement.objects.in_store(store)
    further = StatementTarget.objects.filter(
        store=store,
        seq__in=statements.filter(statement_id=candidate.target).values("seq"),
    ).values_list("target", flat=True)
    known = {
        statement_id: (seq, json.loads(payload))
        for statement_id, seq, payload in statements.filter(
            statement_id__in=[candidate.target, *further]
        ).values_list("statement_id", "seq", "payload")
    }
    chain: dict[UUID, Link] = {}
    target: UUID | None = candidate.target
    while target is not None and target not in chain and len(chain) < LONGEST_CHAIN:
        if target not in known:
            chain[target] = Link(target, None, [])
            break
        seq, content = known[target]
        chain[target] = Link(target, seq, index.keys_to_copy(findings(content)))
        following = target_of(content)
        target = None if following == candidate.id else following
    return list(chain.values())


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
