"""Statements that refer to statements: found through them, and voided by them.

A statement is also found by what the statement says that it refers to, and so on down
the chain (part three, 2.1.4; IEEE 9274.1.1, 4.1.6.1). That is worked out when either of
the two is stored, in whatever order they come, so that a search only reads.
"""

import json
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from lms.xapi.enums import Kind, Store
from lms.xapi.models import PendingVoid, StatementTarget, StoredStatement
from lms.xapi.statements.indexing import findings
from lms.xapi.vocabulary import VOIDED_IRI

from . import index
from .candidates import Candidate
from .rows import insert

# How far a chain is followed. A chain of n statements has n² pairs, so an endless one
# would cost ever more; nobody who confirms or voids needs a long one.
LONGEST_CHAIN: Final = 50

Keys = list[tuple[Kind, UUID]]


def follow(stored: Iterable[tuple[Candidate, int]], store: Store) -> None:
    """Connect the statements (and places) that were stored now with all others.

    One query, and some more for each statement that refers, or is referred to.
    """
    fresh = list(stored)
    awaited = set(
        StatementTarget.objects.filter(
            store=store, target__in=[candidate.id for candidate, _ in fresh]
        ).values_list("target", flat=True)
    )
    for candidate, seq in fresh:
        if candidate.target is not None or candidate.id in awaited:
            _connect(candidate, seq, store)
            awaited |= {candidate.target} if candidate.target else set()
            _void(candidate, seq, store)


def _connect(candidate: Candidate, seq: int, store: Store) -> None:
    """Let ``candidate`` and all that refers to it be found by all that is below it."""
    above = list(
        StatementTarget.objects.filter(store=store, target=candidate.id).values_list(
            "seq", flat=True
        )
    )
    below = _below(candidate, store)
    places = [seq, *above]
    insert(
        StatementTarget,
        ("store", "target", "seq"),
        [(store.value, target, place) for target in below for place in places],
        once=True,
    )
    sources = _sources(below, store)
    own: Keys = list(index.keys(candidate.found))
    rows = [(place, source, named) for source, named in sources for place in places]
    rows += [(place, seq, own) for place in above]
    index.add(store, rows, once=True)


def _below(candidate: Candidate, store: Store) -> list[UUID]:
    """The ids of the statements that ``candidate`` refers to, the nearest first."""
    if candidate.target is None:
        return []
    further = (
        StatementTarget.objects.filter(
            store=store,
            seq__in=StoredStatement.objects.in_store(store)
            .filter(statement_id=candidate.target)
            .values("seq"),
        )
        .exclude(target__in=[candidate.id, candidate.target])
        .values_list("target", flat=True)
    )
    return [candidate.target, *further[: LONGEST_CHAIN - 1]]


def _sources(below: list[UUID], store: Store) -> list[tuple[int, Keys]]:
    """The places and the keys of those of ``below`` that are stored."""
    payloads = (
        StoredStatement.objects.in_store(store)
        .filter(statement_id__in=below)
        .values_list("seq", "payload")
        if below
        else []
    )
    sources = []
    for seq, payload in payloads:
        found = findings(json.loads(payload))
        sources.append((seq, list(index.keys(found))))
    return sources


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
