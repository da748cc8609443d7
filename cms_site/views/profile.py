"""Our xAPI profile, for machines and for people, at the same IRI."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lms.xapi import views
from lms.xapi.profile import CONTENT_TYPE, published_profile


@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """A page for a browser, JSON-LD for everything else and for ``?format=json``."""
    asks_for_page = request.GET.get("format") != "json" and (
        request.get_preferred_type([CONTENT_TYPE, "application/json", "text/html"])
        == "text/html"
    )
    answer = _page(request) if asks_for_page else views.profile(request)
    patch_vary_headers(answer, ["Accept"])
    return answer


def _page(request: HttpRequest) -> HttpResponse:
    content = published_profile().content
    context = {
        **in_words(content),
        "concepts": [in_words(one) for one in content["concepts"]],
        "templates": [in_words(one) for one in content["templates"]],
    }
    return render(request, "cms_site/xapi_profile.html", context)


def in_words(one: dict[str, Any]) -> dict[str, Any]:
    """What a page shows of a part of the profile, in Dutch or in English."""
    language = "nl" if (get_language() or "nl").startswith("nl") else "en"
    return {
        "iri": one["id"],
        "name": one["prefLabel"][language],
        "text": one["definition"][language],
        "language": language,
        "verb": one.get("verb", ""),
        "type": one.get("objectActivityType", ""),
    }
