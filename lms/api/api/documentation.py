"""What the API tells of itself: its beginning, its description, and a page to read."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from lms.api.enums import TokenScope
from lms.api.exceptions import EXPLAINED, NotFound

from .chapters import chapters
from .description import CampusApi, Node
from .rates import REQUESTS_A_MINUTE


def _json(value: Any) -> HttpResponse:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/json; charset=utf-8")


def index(request: HttpRequest) -> HttpResponse:
    """Where to go from here."""
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    return _json(
        {
            "documentation": f"{settings.BASE_URL}{reverse('api:docs')}",
            "openapi": f"{settings.BASE_URL}{reverse('api:openapi')}",
        }
    )


def unknown(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The answer at an address that leads nowhere."""
    raise NotFound


class Documentation:
    """The addresses that tell of one API."""

    def __init__(self, described: CampusApi) -> None:
        self._described = lru_cache(maxsize=None)(self._describe)
        self._api = described

    def _describe(self, language: str) -> Node:
        with translation.override(language):
            return self._api.describe()

    def openapi(self, request: HttpRequest) -> HttpResponse:
        """The description in OpenAPI 3.1."""
        if request.method != "GET":
            return HttpResponseNotAllowed(["GET"])
        return _json(self._described(translation.get_language() or "nl"))

    def page(self, request: HttpRequest) -> HttpResponse:
        """The same, to read: in the theme, and without anything from elsewhere."""
        whole = self._described(translation.get_language() or "nl")
        context = {
            "title": whole["info"]["title"],
            "lead": whole["info"]["description"],
            "chapters": chapters(whole),
            "problems": [
                {
                    "name": kind.name,
                    "status": int(kind.status),
                    "title": kind.title,
                    "advice": advice,
                }
                for kind, advice in EXPLAINED
            ],
            "scopes": TokenScope.choices,
            "requests": REQUESTS_A_MINUTE,
            "base": settings.BASE_URL,
        }
        return render(request, "api/docs.html", context)
