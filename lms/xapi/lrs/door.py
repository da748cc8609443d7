"""What holds for every resource: methods, credentials, versions, errors as JSON.

Whatever a client sends, it gets an answer that says what is wrong with it, and the
version header stands on every answer (part three, 3.2 and 3.3).
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from lms.accounts.requests import client_address
from lms.common import clock
from lms.xapi.documents import etag_of
from lms.xapi.enums import Scope
from lms.xapi.statements.texts import as_text
from lms.xapi.statements.versions import Version

from . import versions
from .access import authorize
from .asking import METHODS, Asked, Call
from .errors import Busy, LrsError, MethodNotAllowed, NotFound, is_contention

CONSISTENT_HEADER: Final = "X-Experience-API-Consistent-Through"
# The scopes of a method that asks for no credential and no version (part three, 2.8).
ANYBODY: Final[tuple[Scope, ...]] = ()

Function = Callable[[Asked], HttpResponse]
Methods = Mapping[str, tuple[Function, tuple[Scope, ...]]]
View = Callable[..., HttpResponse]

# Every view that answers as a resource does: what goes the short way in.
views: Final[set[View]] = set()


def resource(
    methods: Methods,
    *,
    through: Callable[[datetime], datetime] | None = None,
) -> View:
    """The view of a resource that answers ``methods``, each for one of its scopes.

    A function takes what is ``Asked`` and answers, or raises ``LrsError``; HEAD comes
    with GET. ``edition`` is the version that a request without version header is
    answered in. ``through`` puts Consistent-Through on every answer that lacks it, from
    the moment at which the request came in (part three, 2.1.3).
    """
    allowed = _allowed(methods)

    @csrf_exempt
    def view(request: HttpRequest, edition: Version = Version.ONE) -> HttpResponse:
        # Before any search: what is stored meanwhile must not be promised.
        at = clock.now()
        call = Call(request, edition)
        try:
            response = _answer(call, methods, allowed, at)
        except LrsError as error:
            response = refusal(error)
        except OperationalError as error:
            if not is_contention(error):
                raise
            response = refusal(Busy())
        if through is not None and CONSISTENT_HEADER not in response:
            consistent(response, through(at))
        return _finished(response, call)

    views.add(view)
    return view


@csrf_exempt
def unknown(request: HttpRequest, edition: Version = Version.ONE) -> HttpResponse:
    """The answer at an address that is no resource."""
    error = NotFound("There is no such resource.")
    return _finished(refusal(error), Call(request, edition))


views.add(unknown)


def _finished(response: HttpResponse, call: Call) -> HttpResponse:
    """With the version that answered; without a body for HEAD (part three, 1.1)."""
    response[versions.HEADER] = call.version.value
    # What people did is kept by no browser and no proxy on the way.
    response["Cache-Control"] = "no-store"
    whole = len(response.content)
    if call.method == "HEAD":
        response.content = b""
        # Asked by POST, the client waits for as many bytes as are told.
        if call.request.method != "HEAD":
            whole = 0
    if response.status_code != HTTPStatus.NO_CONTENT:
        response["Content-Length"] = str(whole)
    return response


def _allowed(methods: Methods) -> str:
    return ", ".join(name for name in METHODS if _of(name) in methods)


def _of(method: str) -> str:
    return "GET" if method == "HEAD" else method


def _answer(call: Call, methods: Methods, allowed: str, at: datetime) -> HttpResponse:
    call.unfold()
    if _of(call.method) not in methods:
        msg = f"{call.method[:20]} is not known here; this resource answers {allowed}."
        raise MethodNotAllowed(msg, Allow=allowed)
    function, scopes = methods[_of(call.method)]
    known = None
    if scopes:
        header = call.request.headers.get("Authorization", "")
        known = authorize(header, *scopes, address=client_address(call.request))
        versions.require(call.request.headers)
    return function(call.ask(at=at, known=known))


def refusal(error: LrsError) -> HttpResponse:
    """The answer that says why a request is refused."""
    response = as_json({"error": str(error)})
    response.status_code = error.status
    for name, value in error.headers.items():
        response[name] = value
    return response


def as_json(value: Any) -> HttpResponse:
    """An answer with ``value`` as JSON."""
    return HttpResponse(
        as_text(value).encode("utf-8", "replace"), content_type="application/json"
    )


def tagged(response: HttpResponse, etag: str = "") -> HttpResponse:
    """``response`` with its ETag: that of its contents, unless it is given."""
    response["ETag"] = f'"{etag or etag_of(response.content)}"'
    return response


def dated(response: HttpResponse, modified: datetime | None) -> HttpResponse:
    """``response`` with the moment at which the newest thing in it came, if any did."""
    if modified is not None:
        response["Last-Modified"] = http_date(modified.timestamp())
    return response


def no_content() -> HttpResponse:
    """The answer 204, without a type: there is nothing that has one."""
    response = HttpResponse(status=204)
    del response["Content-Type"]
    return response


def consistent(response: HttpResponse, through: datetime) -> HttpResponse:
    """Say up to which moment ``response`` is certainly complete (part three, 2.1.3)."""
    response[CONSISTENT_HEADER] = through.isoformat(timespec="microseconds")
    return response
