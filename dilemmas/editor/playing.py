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
    """A scene of the draft as learners get it, its choices as links; or its ending.

    Choices that are not offered are there too, with the reason.
    """
    page = editable_scenario(request, page_id)
    story = draft_of(page)
    graph = Graph(compile_story(story))
    if scene not in graph.content["scenes"]:
        raise Http404
    stops = _way(request, graph, scene)
    context: dict[str, Any] = {
        "page": page,
        "language": page.locale.language_code,
        "scene": portrait.shown(graph, scene),
        "scene_key": scene,
        "is_ending": graph.is_ending(scene),
        "brought": portrait.brought(stops),
    }
    if context["is_ending"]:
        context |= _ending(page, graph, stops)
    else:
        context |= _ways_on(page, story, graph, stops)
    return render(request, "dilemmas/editor/play.html", context)


def _ways_on(
    page: ScenarioPage, story: Story, graph: Graph, stops: Sequence[Stop]
) -> dict[str, Any]:
    """What one can choose, and what else can be so when the story begins here."""
    here = stops[-1]
    return {
        "choices": [
            _choice(choice, page, story, stops)
            for choice in graph.scene(here.scene)["choices"]
        ],
        "count": len(here.offered),
        "flags": [
            {"key": key, "name": name, "is_on": key in here.flags}
            for key, name in story.flags.items()
        ],
        "is_begin": len(stops) == 1,
    }


def _ending(page: ScenarioPage, graph: Graph, stops: Sequence[Stop]) -> dict[str, Any]:
    """What stands at an ending, but for what only a real play has; and the way back.

    Who came straight to the ending begins again where the story does, if it does anywhere.
    """
    begin = stops[0]
    title = graph.scene(begin.scene)["title"]
    of_ending = graph.scene(stops[-1].scene)["expert_views"]
    return {
        "path": portrait.walked(graph, stops),
        "begun_at": "" if begin.scene == graph.start else title,
        "expert_views": [*of_ending, *graph.content["expert_views"]],
        "again": _again(page, graph, stops),
    }


def _again(
    page: ScenarioPage, graph: Graph, stops: Sequence[Stop]
) -> dict[str, str] | None:
    begin = stops[0]
    if len(stops) == 1:
        if not graph.start or graph.start == begin.scene:
            return None
        begin = walk(graph, [])[0]
    return {
        "scene": graph.scene(begin.scene)["title"],
        "address": _address(page, begin, begin.scene, []),
    }


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
        "address": "" if leads_nowhere else _onward(choice, page, stops),
    }


def _onward(choice: dict[str, Any], page: ScenarioPage, stops: Sequence[Stop]) -> str:
    kept = stops[-LONGEST_WAY:]
    made = [stop.taken["key"] for stop in kept if stop.taken]
    return _address(page, kept[0], choice["target"], [*made, choice["key"]])


def _address(
    page: ScenarioPage, begin: Stop, scene: str, choices: Sequence[str]
) -> str:
    """The address of ``scene``, reached by these choices from where one began."""
    query = [
        ("van", begin.scene),
        *(("aan", flag) for flag in sorted(begin.flags)),
        *(("keuze", key) for key in choices),
    ]
    address = reverse("dilemmas_play_draft", args=[page.pk, scene])
    return f"{address}?{urlencode(query)}#scene"
