"""What the answers of a check have in common, whichever way somebody checked."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

from certification import throttle
from certification.enums import Standing
from certification.models import Certificate
from certification.printed import lasting_facts, printed
from certification.told import tell
from lms.common import clock

Answer = Callable[..., HttpResponse]

# What a status looks like in .status-panel.
LOOKS = {
    Standing.VALID: "valid",
    Standing.EXPIRED: "expired",
    Standing.REVOKED: "revoked",
    Standing.SUPERSEDED: "revoked",
    Standing.UNKNOWN: "unknown",
}


def unlisted(view: Answer) -> Answer:
    """Keep what a view answers out of search engines, shared caches and the log.

    Django would write down every code that does not exist: who mistypes one gives nearly
    all of it away, who guesses fills the log, and writing takes time that tells.
    """

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        patch_cache_control(response, private=True, no_cache=True)
        if response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
            response._has_been_logged = True  # type: ignore[attr-defined] # noqa: SLF001
        return response

    return answer


def framed(
    request: HttpRequest, title: str, body: str, *, status: int = 200
) -> HttpResponse:
    """A page with a body that was set before."""
    context = {"title": title, "body": body}
    return render(request, "certification/answer.html", context, status=status)


def wait(response: HttpResponse) -> HttpResponse:
    """The same answer, as one that says to come back later."""
    response.status_code = 429
    response["Retry-After"] = str(throttle.SECONDS)
    return response


def wait_body() -> str:
    """The body that says so to a person."""
    minutes = throttle.SECONDS // 60
    return render_to_string("certification/wait_body.html", {"minutes": minutes})


def shown(found: Certificate, day: date) -> dict[str, Any]:
    """What certificate_body.html shows of a certificate, and how it stands on a day."""
    told = tell(found, on=day, today=clock.today())
    return {
        "certificate": found,
        "printed": printed(found),
        "lasting": lasting_facts(found),
        "told": told,
        "looks": LOOKS[told.standing],
    }
