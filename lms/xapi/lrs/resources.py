"""The resources of the LRS: Statements (read) and About."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt

from lms.common import clock
from lms.xapi.enums import Scope

from . import answers, cursors, parameters, search
from .access import authorize
from .errors import BadRequest, LrsError, MethodNotAllowed, NotFound

VERSION: Final = "1.0.3"
VERSIONS: Final = ("1.0.0", "1.0.1", "1.0.2", VERSION)
_VERSION_HEADER: Final = "X-Experience-API-Version"
_CONSISTENT_HEADER: Final = "X-Experience-API-Consistent-Through"
_KNOWN_VERSION: Final = re.compile(r"1\.0(\.\d{1,6})?", re.ASCII)
_METHODS: Final = ("GET", "HEAD")

View = Callable[[HttpRequest], HttpResponse]


def resource(view: View) -> View:
    """What holds for every resource: methods, versions, and errors as JSON.

    Whatever a client sends, it gets an answer that says what is wrong with it, and the
    version header stands on every answer (part three, 3.2 and 3.3).
    """

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            response = _answer(view, request)
        except LrsError as error:
            response = _refusal(error)
        response[_VERSION_HEADER] = VERSION
        if request.method == "HEAD":
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return response

    return answer


def _answer(view: View, request: HttpRequest) -> HttpResponse:
    if request.method not in _METHODS:
        allowed = ", ".join(_METHODS)
        msg = f"{request.method} is not known here; this resource answers {allowed}."
        raise MethodNotAllowed(msg, Allow=allowed)
    return view(request)


def _refusal(error: LrsError) -> HttpResponse:
    response = JsonResponse(
        {"error": str(error)},
        status=error.status,
        json_dumps_params={"ensure_ascii": False},
    )
    for name, value in error.headers.items():
        response[name] = value
    return response


def _require_version(request: HttpRequest) -> None:
    version = request.headers.get(_VERSION_HEADER, "")
    if not version:
        msg = f"The header {_VERSION_HEADER} is missing; send {VERSION}."
        raise BadRequest(msg)
    if not _KNOWN_VERSION.fullmatch(version):
        msg = f"This resource speaks xAPI 1.0.x; the header {_VERSION_HEADER} asks another version."
        raise BadRequest(msg)


@resource
def about(request: HttpRequest) -> HttpResponse:
    """Which versions this LRS speaks; for anybody, in any version (2.8)."""
    if parameters.given(request):
        msg = "This resource takes no parameters."
        raise BadRequest(msg)
    return JsonResponse({"version": list(VERSIONS)})


@resource
def statements(request: HttpRequest) -> HttpResponse:
    """One statement, or those that match, of the credential's store (2.1.3)."""
    # Before the search: what is stored meanwhile must not be promised.
    asked_at = clock.now()
    try:
        credential = authorize(request, Scope.STATEMENTS_READ)
        _require_version(request)
        return _statements(request, credential.store, asked_at)
    except LrsError as error:
        return _consistent(_refusal(error), search.consistent_through(asked_at))


def _consistent(response: HttpResponse, through: datetime) -> HttpResponse:
    response[_CONSISTENT_HEADER] = through.isoformat(timespec="microseconds")
    return response


def _statements(request: HttpRequest, store: str, asked_at: datetime) -> HttpResponse:
    asked = parameters.given(request)
    after = None
    if cursor := asked.pop(cursors.PARAMETER, None):
        if asked:
            msg = "A continuation goes without other parameters."
            raise BadRequest(msg)
        asked, after = cursors.read(cursor, store=store)
    query = parameters.read(asked)
    languages = request.headers.get("Accept-Language", "")

    if single := query.voided_statement_id or query.statement_id:
        hit = search.one(single, store, voided=query.statement_id is None)
        if hit is None:
            msg = "There is no such statement in this store."
            raise NotFound(msg)
        (body,) = answers.texts([hit], query, store=store, languages=languages)
        response = answers.respond(
            body, [hit], attachments=query.attachments, modified=hit.stored
        )
        return _consistent(response, search.consistent_through(asked_at, [hit]))

    hits, goes_on = search.page(query, store, after=after)
    more = ""
    if goes_on:
        cursor = cursors.sign(asked, store=store, after=hits[-1].seq)
        more = f"{request.path}?{urlencode({cursors.PARAMETER: cursor})}"
    found = answers.texts(hits, query, store=store, languages=languages)
    response = answers.respond(
        answers.result(found, more=more),
        hits,
        attachments=query.attachments,
        modified=max((hit.stored for hit in hits), default=None),
    )
    return _consistent(response, search.consistent_through(asked_at, hits))
