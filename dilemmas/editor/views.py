"""Pages of the admin about one scenario: its map, and its draft to be played from any scene."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dilemmas.graph import Graph, compile_story, reading_time
from dilemmas.portrait import shown

from .drafts import draft_of, editable_scenario
from .drawing import draw


@require_safe
def show_map(request: HttpRequest, page_id: int) -> HttpResponse:
    """The scenes with their roads, drawn and as a list, each with what the checks say of it."""
    page = editable_scenario(request, page_id)
    story = draft_of(page)
    return render(
        request,
        "dilemmas/editor/map.html",
        {"page": page, "drawing": draw(story), "time": reading_time(story)},
    )


@require_safe
def play_draft(request: HttpRequest, page_id: int, scene: str) -> HttpResponse:
    """A scene of the draft, its choices as links: nothing is recorded of anybody."""
    page = editable_scenario(request, page_id)
    graph = Graph(compile_story(draft_of(page)))
    try:
        current = graph.scene(scene)
    except KeyError as error:
        raise Http404 from error
    taken = graph.choice(request.GET.get("van", ""), request.GET.get("keuze", ""))
    known = graph.content["scenes"]
    return render(
        request,
        "dilemmas/editor/play.html",
        {
            "page": page,
            "scene": shown(graph, scene),
            "scene_key": scene,
            "is_ending": current["kind"] == "ending",
            "consequence": taken["consequence"] if taken else "",
            "choices": [
                {**choice, "leads_nowhere": choice["target"] not in known}
                for choice in current["choices"]
            ],
        },
    )
