"""The one door through which our own code writes statements.

``record`` belongs in the operation that changes what the statement is about, inside its
transaction: both happen, or neither. It holds the sequence of its store until commit,
so on PostgreSQL it makes other writers of statements wait: call it last, after every
other lock is taken.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from lms.common import clock

from .enums import Reach, Store
from .exceptions import NotInTransaction, StatementConflict
from .models import (
    ActivityRecord,
    Agent,
    StatementActivity,
    StatementAgent,
    StoredStatement,
    StoreSequence,
)
from .statements import (
    InvalidJson,
    InvalidStatement,
    Problem,
    Statement,
    check,
    fingerprint,
    parse,
)
from .statements.definitions import merged
from .statements.indexing import Findings, findings, identifier_of, key_of

__all__ = ["Store", "record"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A statement that is ready to be stored, but for its place and its moment."""

    id: UUID
    timestamp: datetime
    content: dict[str, Any]
    fingerprint: str
    found: Findings


def record(*statements: Statement, store: Store = Store.RECORD) -> None:
    """Store statements in the caller's transaction, in this order.

    A statement whose id and content are known already changes nothing, so a replay is
    safe. The number of queries does not depend on the number of statements (up to what
    one INSERT holds: on SQLite some seventy statements).

    Raises ``NotInTransaction`` outside a transaction, ``StatementConflict`` for a known
    id with another content, and ``InvalidStatement`` for what the specification
    refuses. Nothing is stored then.
    """
    if not transaction.get_connection().in_atomic_block:
        msg = "record() needs the transaction of what the statement is about."
        raise NotInTransaction(msg)
    if not statements:
        return
    candidates = _once_each(map(_candidate, statements))
    last, moment = _take_places(store, len(candidates))
    fresh = _without_known(candidates)
    if fresh:
        _insert(fresh, store, last - len(fresh), moment - len(fresh))


def _authority() -> dict[str, Any]:
    """Who says so: this product (part two, 2.4.9)."""
    return {
        "objectType": "Agent",
        "account": {"homePage": settings.XAPI_HOME_PAGE, "name": "integriteitscampus"},
    }


def _candidate(statement: Statement) -> _Candidate:
    built = statement.to_json() | {"authority": _authority()}
    try:
        content = parse(_text(built).encode("utf-8", "surrogatepass"))
    except InvalidJson as error:
        raise InvalidStatement([Problem("$", str(error))]) from error
    check(content)
    return _Candidate(
        statement.id,
        statement.timestamp,
        content,
        fingerprint(content),
        findings(content),
    )


def _once_each(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """One of each id, in order; the same id with another content is a conflict."""
    unique: dict[UUID, _Candidate] = {}
    for candidate in candidates:
        other = unique.setdefault(candidate.id, candidate)
        if not _same(candidate, other.fingerprint, other.timestamp):
            raise StatementConflict(candidate.id)
    return list(unique.values())


def _take_places(store: Store, count: int) -> tuple[int, int]:
    """Take ``count`` places; answers the last of them and its moment.

    The UPDATE holds the row until commit: whoever comes next waits, and its places and
    moments come after ours. A place that a known statement leaves unused stays empty.
    """
    sequence = StoreSequence.objects.filter(store=store)
    now = (clock.now() - _EPOCH) // _MICROSECOND
    change = {
        "last": F("last") + count,
        "moment": Greatest(F("moment") + count, now + count),
    }
    if not sequence.update(**change):
        StoreSequence.objects.get_or_create(store=store)
        sequence.update(**change)
    last, moment = sequence.values_list("last", "moment").get()
    return last, moment


def _without_known(candidates: list[_Candidate]) -> list[_Candidate]:
    known = {
        statement_id: (digest, timestamp)
        for statement_id, digest, timestamp in StoredStatement.objects.filter(
            statement_id__in=[candidate.id for candidate in candidates]
        ).values_list("statement_id", "fingerprint", "timestamp")
    }
    for candidate in candidates:
        if candidate.id in known and not _same(candidate, *known[candidate.id]):
            raise StatementConflict(candidate.id)
    return [candidate for candidate in candidates if candidate.id not in known]


def _same(candidate: _Candidate, digest: str, timestamp: datetime) -> bool:
    return candidate.fingerprint == digest and candidate.timestamp == timestamp


def _insert(fresh: list[_Candidate], store: Store, last: int, moment: int) -> None:
    """Insert statements after the place ``last`` and the moment ``moment``."""
    rows = StoredStatement.objects.bulk_create(
        _row(candidate, store, last + number, moment + number)
        for number, candidate in enumerate(fresh, start=1)
    )
    reaches = [
        (Reach.DIRECT, "direct_agents", "direct_activities"),
        (Reach.RELATED, "related_agents", "related_activities"),
    ]
    StatementAgent.objects.bulk_create(
        StatementAgent(statement=row, store=store, kind=reach, key=key, seq=row.seq)
        for row, candidate in zip(rows, fresh, strict=True)
        for reach, agents, _ in reaches
        for key in getattr(candidate.found, agents)
    )
    StatementActivity.objects.bulk_create(
        StatementActivity(statement=row, store=store, kind=reach, key=key, seq=row.seq)
        for row, candidate in zip(rows, fresh, strict=True)
        for reach, _, activities in reaches
        for key in getattr(candidate.found, activities)
    )
    _know_agents(fresh, store)
    _know_activities(fresh, store)


def _row(candidate: _Candidate, store: Store, seq: int, moment: int) -> StoredStatement:
    content = candidate.content
    stored = _EPOCH + moment * _MICROSECOND
    payload = content | {"stored": stored.isoformat(timespec="microseconds")}
    registration = content.get("context", {}).get("registration")
    return StoredStatement(
        store=store,
        seq=seq,
        statement_id=candidate.id,
        stored=stored,
        timestamp=candidate.timestamp,
        verb=content["verb"]["id"],
        verb_key=key_of(content["verb"]["id"]),
        registration=UUID(registration) if registration else None,
        version=content["version"],
        authority=_text(content["authority"]),
        fingerprint=candidate.fingerprint,
        payload=_text(payload),
    )


def _know_agents(fresh: list[_Candidate], store: Store) -> None:
    agents = {key: agent for one in fresh for key, agent in one.found.agents.items()}
    # Sorted, so that two writers meet in the same order and cannot deadlock.
    Agent.objects.bulk_create(
        (
            Agent(
                store=store,
                key=key,
                object_type=agents[key].get("objectType", "Agent"),
                identifier=identifier_of(agents[key]) or "",
                name=agents[key].get("name", ""),
            )
            for key in sorted(agents)
        ),
        ignore_conflicts=True,
    )


def _know_activities(fresh: list[_Candidate], store: Store) -> None:
    """Bring the canonical definitions up to date, writing only those that change."""
    said: dict[UUID, tuple[str, dict[str, Any]]] = {}
    for candidate in fresh:
        for key, activity in candidate.found.activities.items():
            _, before = said.get(key, ("", {}))
            said[key] = (activity["id"], merged(before, activity.get("definition", {})))
    known = dict(
        ActivityRecord.objects.filter(store=store, key__in=said).values_list(
            "key", "definition"
        )
    )
    changed = [
        ActivityRecord(
            store=store, key=key, iri=iri, definition=merged(known.get(key, {}), news)
        )
        for key, (iri, news) in sorted(said.items())
        if key not in known or merged(known[key], news) != known[key]
    ]
    if changed:
        ActivityRecord.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["store", "key"],
            update_fields=["definition"],
        )


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
