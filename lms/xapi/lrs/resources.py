"""The Statement resource (read)."""

from django.http import HttpResponse
from django.utils.http import urlencode

from lms.xapi.enums import Scope

from . import answers, cursors, parameters, search
from .asking import Asked
from .door import consistent, resource
from .errors import BadRequest, NotFound


def _statements(asked: Asked) -> HttpResponse:
    """One statement, or those that match, of the credential's store (2.1.3)."""
    store = asked.credential.store
    wanted = asked.parameters
    after = None
    if cursor := wanted.pop(cursors.PARAMETER, None):
        if wanted:
            msg = "A continuation goes without other parameters."
            raise BadRequest(msg)
        wanted, after = cursors.read(cursor, store=store)
    query = parameters.read(wanted)
    languages = asked.headers.get("Accept-Language", "")

    if single := query.voided_statement_id or query.statement_id:
        hit = search.one(single, store, voided=query.statement_id is None)
        if hit is None:
            msg = "There is no such statement in this store."
            raise NotFound(msg)
        (body,) = answers.texts([hit], query, store=store, languages=languages)
        response = answers.respond(
            body, [hit], attachments=query.attachments, modified=hit.stored
        )
        return consistent(response, search.consistent_through(asked.at, [hit]))

    hits, goes_on = search.page(query, store, after=after)
    more = ""
    if goes_on:
        cursor = cursors.sign(wanted, store=store, after=hits[-1].seq)
        more = f"{asked.path}?{urlencode({cursors.PARAMETER: cursor})}"
    found = answers.texts(hits, query, store=store, languages=languages)
    response = answers.respond(
        answers.result(found, more=more),
        hits,
        attachments=query.attachments,
        modified=max((hit.stored for hit in hits), default=None),
    )
    return consistent(response, search.consistent_through(asked.at, hits))


statements = resource(
    {"GET": (_statements, (Scope.STATEMENTS_READ,))}, through=search.consistent_through
)
