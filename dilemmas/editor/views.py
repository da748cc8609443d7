"""The map of a scenario, from which its scenes are written."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dilemmas.graph import Story, reading_time
from dilemmas.models import ScenarioPage, SceneRemark

from .drafts import draft_of, editable_scenario, may_publish
from .drawing import draw
from .listing import list_scenes
from .notes import Notes, listed, notes_on
from .outline import Outline
from .small_forms import ChoiceOnMapForm, NewSceneForm


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
            "of_all": listed((), notes.hints.get("", ())),
            "to_mend": _to_mend(notes),
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


def _to_mend(notes: Notes) -> list[tuple[str, str]]:
    """Every fault with the address of its field; what is of the whole story has none."""
    return [
        (note.sentence, f"../scene/{scene}/#{note.anchor}" if scene else "")
        for scene, told in notes.faults.items()
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
