"""The draft played by its author, from any scene: nothing is recorded of anybody.

The way travels in the address: where it began (``van``), what the story remembered there
(``aan``, a flag each) and the choices since (``keuze``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dilemmas import portrait
from dilemmas.graph import Graph, Stop, Story, compile_story, unmet, walk
from dilemmas.models import ScenarioPage

from .drafts import draft_of, editable_scenario

# Servers refuse addresses of more than some 4,000 characters; a choice takes 43.
LONGEST_WAY = 50


@require_safe
def play_draft(request: HttpRequest, page_id: int, scene: str) -> HttpResponse:
    """A scene of the draft, its choices as links, with those that are not offered and why."""
    page = editable_scenario(request, page_id)
    story = draft_of(page)
    graph = Graph(compile_story(story))
    if scene not in graph.content["scenes"]:
        raise Http404
    stops = _way(request, graph, scene)
    here = stops[-1]
    return render(
        request,
        "dilemmas/editor/play.html",
        {
            "page": page,
            "scene": portrait.shown(graph, scene),
            "scene_key": scene,
            "is_ending": graph.is_ending(scene),
            "brought": portrait.brought(stops),
            "choices": [
                _choice(choice, page, story, stops)
                for choice in graph.scene(scene)["choices"]
            ],
            "flags": [
                {"key": key, "name": name, "is_on": key in here.flags}
                for key, name in story.flags.items()
            ],
            "is_begin": len(stops) == 1,
        },
    )


def _way(request: HttpRequest, graph: Graph, scene: str) -> list[Stop]:
    """The way to ``scene`` that the address tells; where it leads elsewhere, none.

    The author may have changed the draft since the last step.
    """
    flags = frozenset(request.GET.getlist("aan"))
    begin = request.GET.get("van", "")
    try:
        stops = walk(graph, request.GET.getlist("keuze"), start=begin, flags=flags)
    except KeyError:
        stops = []
    if stops and stops[-1].scene == scene:
        return stops
    return walk(graph, [], start=scene, flags=flags)


def _choice(
    choice: dict[str, Any], page: ScenarioPage, story: Story, stops: Sequence[Stop]
) -> dict[str, Any]:
    """A choice as the author sees it: where it leads, or why it is not offered."""
    names = [
        (story.flags.get(state["flag"], state["flag"]), state["on"])
        for state in unmet(choice, stops[-1].flags)
    ]
    reasons = [
        _("“%(flag)s” is not so") % {"flag": name}
        if wanted
        else _("“%(flag)s” is so") % {"flag": name}
        for name, wanted in names
    ]
    leads_nowhere = all(choice["target"] != scene.key for scene in story.scenes)
    return {
        "text": choice["text"],
        "withheld": ", ".join(reasons),
        "leads_nowhere": leads_nowhere,
        "address": "" if leads_nowhere else _address(choice, page, stops),
    }


def _address(choice: dict[str, Any], page: ScenarioPage, stops: Sequence[Stop]) -> str:
    kept = stops[-LONGEST_WAY:]
    made = [stop.taken["key"] for stop in kept if stop.taken]
    query = [
        ("van", kept[0].scene),
        *(("aan", flag) for flag in sorted(kept[0].flags)),
        *(("keuze", key) for key in [*made, choice["key"]]),
    ]
    address = reverse("dilemmas_play_draft", args=[page.pk, choice["target"]])
    return f"{address}?{urlencode(query)}#scene"
