"""How the LRS answers: JSON, or multipart when attachments are asked."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.db.models.functions import Length
from django.http import HttpResponse

from lms.xapi.models import ActivityRecord, Attachment, StatementAttachment
from lms.xapi.statements.indexing import findings
from lms.xapi.statements.languages import preferred_languages
from lms.xapi.statements.presenting import as_canonical, as_ids
from lms.xapi.statements.texts import as_text
from lms.xapi.storing import Part, multipart
from lms.xapi.storing.rows import select

from .door import dated
from .parameters import Query
from .search import Hit

LARGEST_ANSWER: Final = 16 * 1024 * 1024


def texts(hits: list[Hit], query: Query, *, store: str, languages: str) -> list[str]:
    """The statements as JSON text in the format that ``query`` asks.

    ``exact`` is the stored text itself. ``canonical`` takes one query more, and repeats a
    definition at each mention: it stops when the answer would become too large, but
    answers one statement at least.
    """
    if query.format == "exact":
        return [hit.payload for hit in hits]
    statements = [json.loads(hit.payload) for hit in hits]
    if query.format == "ids":
        return [as_text(as_ids(statement)) for statement in statements]
    definitions = _definitions(statements, store)
    wanted = preferred_languages(languages)
    found: list[str] = []
    size = 0
    for statement in statements:
        found.append(
            as_text(as_canonical(statement, definitions=definitions, languages=wanted))
        )
        size += len(found[-1])
        if size > LARGEST_ANSWER:
            break
    return found


def with_room(hits: list[Hit]) -> list[Hit]:
    """The first of ``hits``, as many as have attachments for one answer; one query."""
    links = StatementAttachment.objects.filter(statement__in=[hit.id for hit in hits])
    sizes = links.values_list("statement", "attachment", Length("attachment__content"))
    of_statement: dict[int, dict[int, int]] = {}
    for statement, attachment, size in sizes:
        of_statement.setdefault(statement, {})[attachment] = size
    counted: dict[int, int] = {}
    for number, hit in enumerate(hits):
        counted |= of_statement.get(hit.id, {})
        if number and sum(counted.values()) > LARGEST_ANSWER:
            return hits[:number]
    return hits


def _definitions(
    statements: Iterable[dict[str, Any]], store: str
) -> dict[str, dict[str, Any]]:
    keys = {key for statement in statements for key in findings(statement).activities}
    found = select(
        ActivityRecord, ("iri", "definition"), where="key", among=keys, store=store
    )
    return dict(found)


def result(statements: list[str], *, more: str) -> str:
    """A StatementResult (part two, 2.5), put together from stored text."""
    return f'{{"statements":[{",".join(statements)}],"more":{json.dumps(more)}}}'


def respond(
    body: str, hits: list[Hit], *, attachments: bool, modified: datetime | None
) -> HttpResponse:
    """The answer, with the attachments of ``hits`` when these are asked (one query)."""
    if attachments:
        content, content_type = multipart.encode(body.encode(), _parts(hits))
        return dated(HttpResponse(content, content_type=content_type), modified)
    return dated(HttpResponse(body, content_type="application/json"), modified)


def _parts(hits: list[Hit]) -> dict[str, Part]:
    """The attachments of statements, each once, by SHA-2."""
    links = StatementAttachment.objects.filter(statement__in=[hit.id for hit in hits])
    found = Attachment.objects.filter(pk__in=links.values("attachment"))
    return {one.sha2: Part(one.content_type, bytes(one.content)) for one in found}
