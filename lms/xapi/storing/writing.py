"""Stores statements that are ready, and decides what is known already."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from lms.xapi.enums import Store
from lms.xapi.exceptions import NotInTransaction, StatementConflict
from lms.xapi.models import StoredStatement
from lms.xapi.statements.texts import as_text

from . import attachments, index, references, things
from .attachments import Part
from .candidates import Candidate
from .places import take
from .rows import insert, select

_FIELDS: Final = (
    "store",
    "seq",
    "statement_id",
    "stored",
    "timestamp",
    "verb",
    "registration",
    "voided",
    "version",
    "authority",
    "fingerprint",
    "payload",
)

NO_PARTS: Final[Mapping[str, Part]] = {}


def write(
    candidates: Iterable[Candidate],
    store: Store,
    *,
    parts: Mapping[str, Part] = NO_PARTS,
) -> None:
    """Store statements in the caller's transaction, in this order: all or none.

    A statement whose id and content are known already changes nothing, so a replay is
    safe (part two, 2.3.1). An id has one statement in all stores, and nothing is
    acknowledged here that only another store has. ``parts`` are the bytes of
    attachments, by SHA-2. The number of queries does not depend on the number of
    statements, but for those that refer to other statements.

    Raises ``NotInTransaction`` outside a transaction, and ``StatementConflict`` for a
    known id with another content or in another store; whoever catches that must roll
    back.
    """
    if not transaction.get_connection().in_atomic_block:
        msg = "Statements are stored in the transaction of what they are about."
        raise NotInTransaction(msg)
    unique = _once_each(candidates)
    if not unique:
        return
    # First of all: whoever has the sequence writes alone, so what follows is not raced.
    places = take(store, len(unique))
    fresh = _without_known(unique, store)
    if not fresh:
        return
    placed = [(one, *places.at(number)) for number, one in enumerate(fresh)]
    stored = [(one, seq) for one, seq, _ in placed]
    insert(
        StoredStatement,
        _FIELDS,
        (_row(one, store, seq, moment) for one, seq, moment in placed),
    )
    index.add(store, ((seq, seq, index.keys(one.found)) for one, seq in stored))
    things.know_agents((one.found for one in fresh), store)
    things.know_activities((one.found for one in fresh), store)
    attachments.keep(stored, store, parts)
    references.follow(stored, store)


def _once_each(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One of each id, in order; the same id with another content is a conflict."""
    unique: dict[UUID, Candidate] = {}
    for candidate in candidates:
        other = unique.setdefault(candidate.id, candidate)
        if not _same(candidate, other.fingerprint, other.timestamp):
            raise StatementConflict(candidate.id)
    return list(unique.values())


def _without_known(candidates: list[Candidate], store: Store) -> list[Candidate]:
    """Those whose ids no store has; one that another store has is a conflict."""
    known = {
        statement_id: (where, digest, timestamp)
        for statement_id, where, digest, timestamp in select(
            StoredStatement,
            ("statement_id", "store", "fingerprint", "timestamp"),
            where="statement_id",
            among=(candidate.id for candidate in candidates),
        )
    }
    for candidate in candidates:
        where, *said = known.get(candidate.id, (None, "", None))
        if where is not None and (where != store or not _same(candidate, *said)):
            raise StatementConflict(candidate.id)
    return [candidate for candidate in candidates if candidate.id not in known]


def _same(candidate: Candidate, digest: str, timestamp: datetime | None) -> bool:
    """Do they say the same? Who leaves the timestamp out says nothing about it."""
    silent = candidate.timestamp is None or timestamp is None
    return candidate.fingerprint == digest and (
        silent or candidate.timestamp == timestamp
    )


def _row(
    candidate: Candidate, store: Store, seq: int, moment: datetime
) -> tuple[object, ...]:
    content = candidate.content
    written = moment.isoformat(timespec="microseconds")
    return (
        store.value,
        seq,
        candidate.id,
        moment,
        candidate.timestamp or moment,
        content["verb"]["id"],
        candidate.found.registration,
        False,
        content["version"],
        as_text(content["authority"]),
        candidate.fingerprint,
        candidate.stored_at(written),
    )
