"""The map of a scenario, from which its scenes are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dilemmas.graph import Story, reading_time
from dilemmas.models import ScenarioPage, SceneRemark

from .drafts import draft_of, editable_scenario, may_publish
from .drawing import draw
from .listing import list_scenes
from .notes import Note, notes_on
from .outline import Outline
from .small_forms import ChoiceOnMapForm, NewSceneForm

HINTS_SHOWN: Final = 30  # above the map; the rest stands at the scenes alone


@require_safe
def show_map(request: HttpRequest, page_id: int) -> HttpResponse:
    """The scenes with their roads, drawn and as a list, each with what the checks say of it.

    ``dicht`` names an act that is drawn folded, and may be there more than once; ``bij``
    is the key of the scene to which somebody would add a choice.
    """
    page = editable_scenario(request, page_id)
    return render_map(request, page, draft_of(page))


def render_map(
    request: HttpRequest,
    page: ScenarioPage,
    story: Story,
    *,
    new_choice: ChoiceOnMapForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The map; with ``new_choice`` as it was sent, when that has to be mended."""
    outline, notes = Outline(story), notes_on(story)
    folded = frozenset(request.GET.getlist("dicht"))
    time, stated = reading_time(story), page.draft_content["duration_minutes"]
    at = outline.find_key(request.GET.get("bij", ""))
    return render(
        request,
        "dilemmas/editor/map.html",
        {
            "page": page,
            "drawing": draw(story, folded, notes.marks),
            "acts": _acts(story, folded),
            "notes": notes,
            "to_mend": _led(notes.faults),
            "to_look_at": _led(
                notes.hints, of_all=reverse("wagtailadmin_pages:edit", args=[page.pk])
            )[:HINTS_SHOWN],
            "more_hints": max(0, notes.hint_count - HINTS_SHOWN),
            "rows": list(list_scenes(story, notes, _remarks(page))),
            "time": time,
            "stated": stated if time and time.is_at_odds_with(stated) else None,
            "outline": outline,
            "start": next((one.key for one in story.scenes if one.is_start), ""),
            "new_scene": NewSceneForm(auto_id="new_scene_%s"),
            "new_choice": new_choice
            or ChoiceOnMapForm(
                outline=outline, initial={"scene": at}, auto_id="new_choice_%s"
            ),
            "can_publish": may_publish(request, page),
        },
        status=status,
    )


def _led(
    notes: Mapping[str, Sequence[Note]], *, of_all: str = ""
) -> list[tuple[str, str]]:
    """Every note with the address of its field; those of the whole story first.

    A field of a scene is at its scene, one of the whole story below ``of_all``, if given.
    """
    there = {scene: f"../scene/{scene}/" if scene else of_all for scene in notes}
    return [
        (note.sentence, f"{there[scene]}#{note.anchor}" if there[scene] else "")
        for scene, told in sorted(notes.items(), key=lambda one: one[0] != "")
        for note in told
    ]


def _remarks(page: ScenarioPage) -> dict[str, int]:
    """How many remarks wait at each scene that has one."""
    waiting = SceneRemark.objects.filter(page=page, settled_at=None)
    counted = waiting.order_by().values_list("scene").annotate(Count("pk"))
    return {str(scene): number for scene, number in counted}


def _acts(story: Story, folded: frozenset[str]) -> list[dict[str, str]]:
    """Each act with the address of the map on which it is folded, or no longer is."""
    names = dict.fromkeys(scene.act for scene in story.scenes if scene.act)
    acts = []
    for name in names:
        is_folded = name in folded
        others = folded - {name} if is_folded else folded | {name}
        pairs = [("dicht", other) for other in names if other in others]
        label = _("Unfold “%s”") if is_folded else _("Fold “%s”")
        acts.append({"name": name, "label": label % name, "query": urlencode(pairs)})
    return acts
