"""What statements and documents leave behind, and what must not."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import connection, transaction

from lms.common import clock
from lms.xapi.enums import DocumentKind, Store
from lms.xapi.models import (
    Document,
    IndexRow,
    StatementTarget,
    StoredStatement,
)
from lms.xapi.statements import check
from lms.xapi.statements.indexing import agent_key, findings
from lms.xapi.storing import Part, index, prepare, write
from lms.xapi.vocabulary import VOIDED_IRI
from tests.xapi import samples

OLD = datetime(2020, 3, 1, 12, tzinfo=UTC)
TERM = datetime(2021, 1, 1, tzinfo=UTC)
NEW = datetime(2024, 3, 1, 12, tzinfo=UTC)
AUTHORITY = {"account": {"homePage": samples.HOME, "name": "lrs:demo"}}
PUBLIC_ID = "2f4c6a1e-9d0b-4c53-8a43-0a8f1e7d5b11"
NOOR = {"account": {"homePage": samples.HOME, "name": PUBLIC_ID}, "name": "Noor"}
TOM = {"mbox": "mailto:tom.peeters@voorbeeld.test", "name": "Tom"}
ATTENDED = {"id": "http://adlnet.gov/expapi/verbs/attended"}


def said(actor: Any = TOM, **more: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "actor": actor,
        "verb": ATTENDED,
        "object": {"id": samples.COURSE.iri},
    } | more


def voiding(target: dict[str, Any], actor: Any = TOM) -> dict[str, Any]:
    return about(target, actor) | {"verb": {"id": VOIDED_IRI}}


def about(target: dict[str, Any], actor: Any = TOM) -> dict[str, Any]:
    return said(actor, object={"objectType": "StatementRef", "id": target["id"]})


def stored(
    *statements: dict[str, Any],
    at: datetime = NEW,
    store: Store = Store.RECORD,
    content: bytes = b"",
) -> dict[str, Any]:
    """Store statements, with the bytes of their one attachment; answers the first."""
    parts = (
        {sha256(content).hexdigest(): Part("text/plain", content)} if content else {}
    )
    with clock.at(at), transaction.atomic():
        for statement in statements:
            check(statement)
        write(
            [prepare(statement, authority=AUTHORITY) for statement in statements],
            store,
            parts=parts,
        )
    return statements[0]


def attachment(content: bytes, usage: str = "http://example.com/usage") -> dict:
    return {
        "usageType": usage,
        "display": {"nl": "Bijlage"},
        "contentType": "text/plain",
        "length": len(content),
        "sha2": sha256(content).hexdigest(),
    }


def document(agent: Any = NOOR, kind: Any = DocumentKind.STATE, at: Any = NEW) -> None:
    Document.objects.create(
        store=Store.RECORD,
        kind=kind,
        key=uuid4(),
        document_id="bookmark",
        activity_key=None if kind == DocumentKind.AGENT_PROFILE else uuid4(),
        agent_key=agent_key(agent) if agent else None,
        content_type="application/json",
        content=b"{}",
        etag="1",
        updated_at=at,
    )


def ids() -> set[str]:
    return {
        str(pk) for pk in StoredStatement.objects.values_list("statement_id", flat=True)
    }


def assert_the_index_is_that_of_a_fresh_store() -> None:
    """Every row of the index says what its source says, and none is missing."""
    expected = set()
    by_id = {one.statement_id: one for one in StoredStatement.objects.all()}
    pairs = [(one.store, one.seq, one) for one in by_id.values()]
    for target in StatementTarget.objects.all():
        if source := by_id.get(target.target):
            pairs.append((target.store, target.seq, source))  # noqa: PERF401
    for store, seq, source in pairs:
        found = findings(json.loads(source.payload))
        own = seq == source.seq
        for kind, key in index.keys(found) if own else index.keys_to_copy(found):
            expected.add((store, kind, key, seq, source.seq))
    there = IndexRow.objects.values_list("store", "kind", "key", "seq", "source")
    assert set(there) == expected


def everything() -> str:
    """All that stands in the tables of the LRS, as text."""
    rows = []
    with connection.cursor() as cursor:
        for model in apps.get_app_config("xapi").get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608
            for row in cursor.fetchall():
                rows += [
                    bytes(value).decode(errors="replace")
                    if isinstance(value, (bytes, memoryview))
                    else str(value)
                    for value in row
                ]
    return "\n".join(rows)
