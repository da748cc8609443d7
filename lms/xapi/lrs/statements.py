"""The Statement resource (part three, 2.1; IEEE 9274.1.1, 4.1.6.1)."""

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils.http import urlencode

from lms.xapi.authority import authority_of
from lms.xapi.enums import Scope, Store
from lms.xapi.exceptions import StatementConflict
from lms.xapi.statements.texts import as_text
from lms.xapi.storing import Candidate, Part, write

from . import answers, cursors, parameters, receiving, search
from .access import require_definitions
from .asking import Asked
from .door import as_json, consistent, no_content, resource
from .errors import BadRequest, Busy, Conflict, NotFound


def put(asked: Asked) -> HttpResponse:
    """Store one statement under the id that it is given (2.1.1)."""
    _store(asked, *receiving.one(asked))
    return no_content()


def post(asked: Asked) -> HttpResponse:
    """Store one statement or an array, all or none; answers the ids (2.1.2)."""
    candidates, parts = receiving.several(asked)
    _store(asked, candidates, parts)
    return as_json(receiving.ids(candidates))


def _store(
    asked: Asked, candidates: list[Candidate], parts: Mapping[str, Part]
) -> None:
    try:
        with transaction.atomic():
            write(candidates, Store(asked.credential.store), parts=parts)
    except StatementConflict as error:
        raise Conflict(f"{error} Nothing was stored (part two, 2.3.1).") from error
    except IntegrityError as error:
        # Each store has writers of its own: one of another store took an id of these
        # at this very moment. Asked again, that is a conflict.
        if "statement_id" not in str(error):
            raise
        raise Busy from error


def get(asked: Asked) -> HttpResponse:
    """One statement, or those that match, of the credential's store (2.1.3)."""
    store = asked.credential.store
    wanted, after = asked.parameters, None
    if cursors.PARAMETER in wanted:
        wanted, after = _go_on(wanted, store)
    query = parameters.read(wanted)
    if query.format == "canonical":
        require_definitions(asked.credential)
    mine = None
    if asked.credential.reads_only_its_own:
        mine = as_text(authority_of(asked.credential))
    if query.single is not None:
        return _one(asked, query, query.single, mine)
    hits, goes_on = search.page(query, store, after=after, authority=mine)
    fit = answers.with_room(hits) if query.attachments else hits
    languages = asked.headers.get("Accept-Language", "")
    found = answers.texts(fit, query, store=store, languages=languages)
    goes_on = goes_on or len(found) < len(hits)
    hits = hits[: len(found)]
    more = ""
    if goes_on:
        cursor = cursors.sign(wanted, store=store, after=hits[-1].seq)
        more = f"{asked.path}?{urlencode({cursors.PARAMETER: cursor})}"
    response = answers.respond(
        answers.result(found, more=more),
        hits,
        attachments=query.attachments,
        modified=max((hit.stored for hit in hits), default=None),
    )
    return consistent(response, search.consistent_through(asked.at, hits))


def _one(
    asked: Asked, query: parameters.Query, single: UUID, mine: str | None
) -> HttpResponse:
    store = asked.credential.store
    voided = query.statement_id is None
    hit = search.one(single, store, voided=voided, authority=mine)
    if hit is None:
        msg = "There is no such statement in this store."
        raise NotFound(msg)
    languages = asked.headers.get("Accept-Language", "")
    (body,) = answers.texts([hit], query, store=store, languages=languages)
    response = answers.respond(
        body, [hit], attachments=query.attachments, modified=hit.stored
    )
    return consistent(response, search.consistent_through(asked.at, [hit]))


def _go_on(wanted: dict[str, str], store: str) -> tuple[dict[str, str], int]:
    """The question of a continuation and the place where it goes on."""
    if len(wanted) > 1:
        msg = "A continuation goes without other parameters."
        raise BadRequest(msg)
    return cursors.read(wanted[cursors.PARAMETER], store=store)


statements = resource(
    {
        "GET": (get, (Scope.STATEMENTS_READ, Scope.STATEMENTS_READ_MINE)),
        "PUT": (put, (Scope.STATEMENTS_WRITE,)),
        "POST": (post, (Scope.STATEMENTS_WRITE,)),
    },
    through=search.consistent_through,
)
