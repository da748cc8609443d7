"""What holds for every address of the API: language, method, media type, ETag, problems.

Whatever a client sends, it gets an answer that says what is wrong with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from lms.api.exceptions import MethodNotAllowed, NotAcceptable, UnsupportedMediaType

from .problems import as_response, problem_of

JSON: Final = "application/json"
LANGUAGES: Final = ("nl", "en")  # with Dutch for who asks for another one

View = Callable[..., HttpResponseBase]


def door(view: View) -> View:
    """``view`` behind the door; what it raises becomes a problem, whatever it is."""

    # No session opens the API, so there is nothing that another site could make use of.
    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        with translation.override(language_of(request)):
            try:
                _refuse_other_media(request)
                response = _known(view(request, *args, **kwargs))
            except Exception as error:  # noqa: BLE001 (the door answers for them all)
                response = as_response(problem_of(error, request))
            return _finished(request, response, is_head=is_head)

    return answer


def language_of(request: HttpRequest) -> str:
    """The first of our languages that a client names, else Dutch."""
    header = request.headers.get("Accept-Language", "")[:200]
    wanted = parse_accept_lang_header(header)
    for code, _quality in wanted:
        language = code.partition("-")[0]
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]


def _refuse_other_media(request: HttpRequest) -> None:
    if not request.accepts(JSON) and not request.accepts("application/problem+json"):
        raise NotAcceptable
    if request.method == "POST" and request.content_type != JSON:
        raise UnsupportedMediaType


def _known(response: HttpResponseBase) -> HttpResponse:
    """The answer of ninja; what it says in its own words, we say in ours."""
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = {name.strip() for name in response["Allow"].split(",")}
        allowed |= {"HEAD"} if "GET" in allowed else set()
        names = ", ".join(sorted(allowed))
        raise MethodNotAllowed(
            _("It knows: %(methods)s.") % {"methods": names}, headers={"Allow": names}
        )
    if not isinstance(response, HttpResponse):
        msg = "The API does not stream."
        raise TypeError(msg)
    return response


def _finished(
    request: HttpRequest, response: HttpResponse, *, is_head: bool
) -> HttpResponse:
    """With what every answer carries; 304 for who has it already, no body for HEAD."""
    for name, value in getattr(request, "rate_headers", {}).items():
        response[name] = value
    response["Content-Language"] = translation.get_language() or LANGUAGES[0]
    patch_vary_headers(response, ["Accept-Language", "Authorization"])
    # Data of people: nothing on the way keeps it, and who asked keeps asking.
    response["Cache-Control"] = "private, no-cache"
    if request.method == "GET" and response.status_code == HTTPStatus.OK:
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response["ETag"] = etag
        if _has_it(request, etag):
            response.status_code = HTTPStatus.NOT_MODIFIED
            response.content = b""
            del response["Content-Type"]
            return response
    response["Content-Length"] = str(len(response.content))
    if is_head:
        response.content = b""
    return response


def _has_it(request: HttpRequest, etag: str) -> bool:
    """Whether ``If-None-Match`` names what would be sent (RFC 9110, 13.1.2)."""
    header = request.headers.get("If-None-Match", "")
    named = {each.removeprefix("W/") for each in parse_etags(header)}
    return bool(named & {etag, "*"})
