"""Our profile, public, at its IRI (xAPI profiles 1.0, part two, 6.0)."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import condition, require_safe

from .profile import CONTENT_TYPE, published_profile


def _etag(request: HttpRequest) -> str:  # noqa: ARG001 (``condition`` gives it)
    return published_profile().etag


def _last_modified(request: HttpRequest) -> datetime:  # noqa: ARG001
    return published_profile().generated_at


@require_safe
@condition(etag_func=_etag, last_modified_func=_last_modified)
def profile(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The profile as JSON-LD, for whoever asks, from any site."""
    return HttpResponse(
        published_profile().text,
        content_type=CONTENT_TYPE,
        headers={
            "Access-Control-Allow-Origin": "*",
            "Cache-Control": "public, max-age=3600",
        },
    )


@require_safe
def part_of_profile(request: HttpRequest, part: str) -> HttpResponse:  # noqa: ARG001
    """The IRI of a version, verb or template leads to the document that says what it is."""
    published = published_profile()
    if f"{published.id}/{part}" not in published.ids:
        raise Http404
    # A thing that is not a document itself: the document about it is elsewhere.
    answer = HttpResponseRedirect(reverse("xapi:profile"))
    answer.status_code = 303
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
