"""Pages of the admin about one scenario: its map."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dilemmas.graph import reading_time

from .drafts import draft_of, editable
from .drawing import draw


@require_safe
def show_map(request: HttpRequest, page_id: int) -> HttpResponse:
    """The scenes with their roads, drawn and as a list, each with what the checks say of it."""
    page = editable(request, page_id)
    story = draft_of(page)
    return render(
        request,
        "dilemmas/editor/map.html",
        {"page": page, "drawing": draw(story), "time": reading_time(story)},
    )
