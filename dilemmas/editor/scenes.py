"""The scene editor: one scene on the screen, whatever the scenario's size."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin.panels import ObjectList
from wagtail.models import Revision

from dilemmas import operations
from dilemmas.exceptions import ChangedMeanwhile, DilemmaError, SceneGone
from dilemmas.graph import Graph, Story, compile_story
from dilemmas.models import ScenarioPage, Scene, SceneRemark
from dilemmas.operations import WrittenScene
from dilemmas.portrait import shown

from .drafts import author_of, draft_of, editable_scenario, leading_to, refused
from .forms import SceneForm, scene_panels
from .notes import Notes, listed, notes_on
from .outline import Outline
from .small_forms import RemarkForm

panels: Callable[[], ObjectList] = cache(scene_panels)
LOOKED_BACK = 10  # revisions, of a megabyte each where there are 500 scenes


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, page_id: int, key: UUID) -> HttpResponse:
    """Write one scene. A form that saves itself asks for JSON, as Wagtail's own do."""
    page = editable_scenario(request, page_id)
    story = draft_of(page)
    is_sent = request.method == "POST" and not _saves_itself(request)
    try:
        row = operations.scene_in(page.draft_content, key)
    except SceneGone as error:
        if not is_sent:
            return _not_saved(request, page, error)
        row = Scene(key=key).serializable_data()  # deleted meanwhile: saving revives it
    form: SceneForm = panels().get_form_class()(
        request.POST or None,
        instance=_scene(row, empty=request.method == "POST"),
        outline=Outline(story),
        language=page.locale.language_code,
        tentative=_saves_itself(request),
        for_user=request.user,
    )
    read_as = request.POST.get("read_as") or operations.fingerprint(row)
    if request.method != "POST":
        return _form(request, page, story, key, form, read_as=read_as)
    if form.is_valid():
        return _save(request, page, key, form, read_as=read_as)
    if _saves_itself(request):
        return _told("validation_error", _("Something is missing or too long."))
    return _form(request, page, story, key, form, read_as=read_as, status=400)


def _save(
    request: HttpRequest,
    page: ScenarioPage,
    key: UUID,
    form: SceneForm,
    *,
    read_as: str,
) -> HttpResponse:
    new_scenes = form.begun()  # before the content: two of one title become one
    written = WrittenScene(
        key=key, content=_content(form, key), read_as=read_as, new_scenes=new_scenes
    )
    try:
        revision = operations.save_scene(
            page.pk,
            written,
            author=author_of(request),
            replaces=_replaces(request),
            revives=not _saves_itself(request),
        )
    except ChangedMeanwhile as error:
        if _saves_itself(request):
            return _told("invalid_revision", str(error))
        return _conflict(request, page, key, form)
    except DilemmaError as error:
        if _saves_itself(request):
            return _not_saved(request, page, error)
        messages.error(request, str(error))  # what was written stays in the form
        return _form(
            request, page, draft_of(page), key, form, read_as=read_as, status=423
        )
    if _saves_itself(request):
        return _saved_itself(page, key, form, revision)
    told = _("“%s” is saved.") % form.instance.title
    if new_scenes:
        begun = ", ".join(f"“{title}”" for title in new_scenes.values())
        told = " ".join((told, _("New, to be written next: %s.") % begun))
    messages.success(request, told)
    return redirect(_next(request, page, key))


def _saved_itself(
    page: ScenarioPage, key: UUID, form: SceneForm, revision: Revision
) -> JsonResponse:
    """What the form needs to go on, and what the checks say of the scene by now."""
    kept = operations.scene_in(revision.content, key)
    updates = dict(form.get_field_updates_for_resave())
    notes = notes_on(page.story_in(revision.content))
    pending = form.pending()
    names = ", ".join(f"“{name}”" for name in pending.values())
    return JsonResponse(
        {
            "success": True,
            "revision_id": revision.pk,
            "pending": _("%s becomes a scene when you save.") % names if names else "",
            "field_updates": {**updates, "read_as": operations.fingerprint(kept)},
            "checked": render_to_string(
                "dilemmas/editor/checked.html",
                {"told": _told_of(notes, key, without=pending)},
            ),
        }
    )


def _told_of(notes: Notes, key: UUID, *, without: Iterable[str] = ()) -> SafeString:
    """What the checks say of one scene, leading to the fields on its own page.

    ``without`` are ids of fields of which nothing is said.
    """
    scene = str(key)
    faults = [one for one in notes.faults.get(scene, ()) if one.anchor not in without]
    return listed(faults, notes.hints.get(scene, ()), "")


def _saves_itself(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _told(code: str, sentence: str) -> JsonResponse:
    """What went wrong, in the words of Wagtail's own saving while one types."""
    return JsonResponse(
        {"success": False, "error_code": code, "error_message": sentence}, status=400
    )


def _not_saved(
    request: HttpRequest, page: ScenarioPage, error: DilemmaError
) -> HttpResponse:
    if _saves_itself(request):
        return _told("locked", str(error))
    return refused(request, page, error)


def _scene(row: dict[str, Any], *, empty: bool) -> Scene:
    """The row of a draft as an object; ``empty`` when a form brings the choices along."""
    choices = (
        [] if empty else [{**one, "pk": None, "scene": None} for one in row["choices"]]
    )
    data = {**row, "pk": None, "page": None, "choices": choices}
    scene: Scene = Scene.from_serializable_data(data, check_fks=False)
    return scene


def _content(form: SceneForm, key: UUID) -> dict[str, Any]:
    """What was written, as a revision keeps it."""
    scene = form.save(commit=False)
    scene.key = key
    data: dict[str, Any] = scene.serializable_data()
    data["choices"] = [
        {**choice, "pk": None, "scene": None}
        for choice in sorted(data["choices"], key=lambda one: one["sort_order"] or 0)
    ]
    return {name: data[name] for name in data.keys() - {"pk", "page", "sort_order"}}


def _replaces(request: HttpRequest) -> int | None:
    sent = request.POST.get("overwrite_revision_id", "")
    return int(sent) if sent.isdecimal() else None


def _next(request: HttpRequest, page: ScenarioPage, key: UUID) -> str:
    """Where saving leads: what the button says, or a link of this site that was followed."""
    there = request.POST.get("there", "")
    if there.startswith("/") and url_has_allowed_host_and_scheme(there, None):
        return there
    match request.POST.get("then"):
        case "play":
            return reverse("dilemmas_play_draft", args=[page.pk, key])
        case "map":
            return reverse("dilemmas_map", args=[page.pk])
        case "next":
            return _after(editable_scenario(request, page.pk), key)
    return reverse("dilemmas_scene", args=[page.pk, key])


def _after(page: ScenarioPage, key: UUID) -> str:
    """The scene after this one, as the draft is by now; after the last one the map."""
    keys = [scene["key"] for scene in page.draft_content["scenes"]]
    later = keys[keys.index(str(key)) + 1 :] if str(key) in keys else []
    if later:
        return reverse("dilemmas_scene", args=[page.pk, later[0]])
    return reverse("dilemmas_map", args=[page.pk])


def _form(
    request: HttpRequest,
    page: ScenarioPage,
    story: Story,
    key: UUID,
    form: SceneForm,
    *,
    read_as: str,
    status: int = 200,
    theirs: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of the editor, with all that helps to write this scene."""
    panel = panels().get_bound_panel(instance=form.instance, request=request, form=form)
    keys = [scene.key for scene in story.scenes]
    # A scene that was deleted meanwhile stands nowhere, as one that is to come.
    place = keys.index(str(key)) if str(key) in keys else len(keys)
    permissions = page.permissions_for_user(request.user)
    notes = notes_on(story)
    return render(
        request,
        "dilemmas/editor/scene.html",
        {
            "page": page,
            "scene": story.scenes[place] if place < len(keys) else form.instance,
            "scene_key": key,
            "is_locked": permissions.page_locked(),
            "number": place + 1,
            "count": len(keys),
            "before": story.scenes[place - 1] if place else None,
            "after": story.scenes[place + 1] if place + 1 < len(keys) else None,
            "leads_here": leading_to(story, key),
            "told": _told_of(notes, key),
            "outline": Outline(story),
            "remarks": SceneRemark.objects.filter(
                page=page, scene=key, settled_at=None
            ).select_related("author"),
            "remark_form": RemarkForm(),
            "form": form,
            "panel": panel,
            "media": form.media + panel.media,
            "read_as": read_as,
            "theirs": theirs,
        },
        status=status,
    )


def _revision_of(page: ScenarioPage, key: UUID, read_as: str) -> Revision | None:
    """The revision with which a scene came to read as it does, of the last few."""
    found = None
    for revision in page.revisions.order_by("-created_at")[:LOOKED_BACK]:
        try:
            scene = operations.scene_in(revision.content, key)
        except SceneGone:
            break
        if operations.fingerprint(scene) != read_as:
            break
        found = revision
    return found


def _conflict(
    request: HttpRequest, page: ScenarioPage, key: UUID, form: SceneForm
) -> HttpResponse:
    """Both texts on the screen: theirs to read, one's own still in the form."""
    page = editable_scenario(request, page.pk)
    story = draft_of(page)
    row = operations.scene_in(page.draft_content, key)
    revision = _revision_of(page, key, operations.fingerprint(row))
    graph = Graph(compile_story(story))
    return _form(
        request,
        page,
        story,
        key,
        form,
        read_as=operations.fingerprint(row),
        status=409,
        theirs={
            "who": revision.user
            if revision and revision.user != request.user
            else None,
            "when": revision.created_at if revision else None,
            "scene": shown(graph, str(key)),
            "kind": graph.scene(str(key))["kind"],
        },
    )
