"""The map of a scenario, from which its scenes are written."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dilemmas.graph import reading_time

from .drafts import draft_of, editable_scenario
from .drawing import draw
from .outline import Outline
from .small_forms import ChoiceOnMapForm, NewSceneForm


@require_safe
def show_map(request: HttpRequest, page_id: int) -> HttpResponse:
    """The scenes with their roads, drawn and as a list, each with what the checks say of it."""
    page = editable_scenario(request, page_id)
    story = draft_of(page)
    outline = Outline(story)
    at = outline.find_key(request.GET.get("bij", ""))
    return render(
        request,
        "dilemmas/editor/map.html",
        {
            "page": page,
            "drawing": draw(story),
            "time": reading_time(story),
            "outline": outline,
            "start": next((one.key for one in story.scenes if one.is_start), ""),
            "new_scene": NewSceneForm(auto_id="new_scene_%s"),
            "new_choice": ChoiceOnMapForm(
                outline=outline, initial={"scene": at}, auto_id="new_choice_%s"
            ),
            "can_publish": page.permissions_for_user(request.user).can_publish(),
        },
    )
