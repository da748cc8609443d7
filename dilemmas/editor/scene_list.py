"""What changes the list of scenes, from the map or from beside a scene."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dilemmas import operations
from dilemmas.exceptions import DilemmaError

from .drafts import author_of, draft_of, editable_scenario, leading_to, refused
from .outline import Outline
from .small_forms import ChoiceOnMapForm, NewSceneForm, RemarkForm
from .views import render_map


@require_POST
def add(request: HttpRequest, page_id: int) -> HttpResponse:
    """Begin a scene, and go and write it."""
    page = editable_scenario(request, page_id)
    form = NewSceneForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the scene a title of at most 120 characters."))
        return redirect("dilemmas_map", page.pk)
    try:
        key = operations.add_scene(
            page.pk, author=author_of(request), **form.cleaned_data
        )
    except DilemmaError as error:
        return refused(request, page, error)
    return redirect("dilemmas_scene", page.pk, key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, page_id: int, key: UUID) -> HttpResponse:
    """Ask whether to delete a scene, telling what leads to it; and delete it."""
    page = editable_scenario(request, page_id)
    story = draft_of(page)
    scene = next((one for one in story.scenes if one.key == str(key)), None)
    if scene is None:
        raise Http404
    if request.method == "POST":
        try:
            operations.delete_scene(page.pk, key, author=author_of(request))
        except DilemmaError as error:
            return refused(request, page, error)
        messages.success(request, _("“%s” is deleted from the draft.") % scene.title)
        return redirect("dilemmas_map", page.pk)
    return render(
        request,
        "dilemmas/editor/delete_scene.html",
        {"page": page, "scene": scene, "leads_here": leading_to(story, key)},
    )


@require_POST
def move(request: HttpRequest, page_id: int, key: UUID) -> HttpResponse:
    """One place up or down the list."""
    page = editable_scenario(request, page_id)
    by = -1 if request.POST.get("way") == "up" else 1
    try:
        operations.move_scene(page.pk, key, by=by, author=author_of(request))
    except DilemmaError as error:
        return refused(request, page, error)
    return redirect(f"{reverse('dilemmas_map', args=[page.pk])}#scene-{key}")


@require_POST
def add_choice(request: HttpRequest, page_id: int) -> HttpResponse:
    """A choice from the map: at which scene, its words, and where it leads."""
    page = editable_scenario(request, page_id)
    story = draft_of(page)
    form = ChoiceOnMapForm(
        request.POST, outline=Outline(story), auto_id="new_choice_%s"
    )
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(str(error) for error in errors))
        return render_map(request, page, story, new_choice=form, status=400)
    scene = form.cleaned_data["scene"]
    try:
        operations.add_choice(
            page.pk,
            scene,
            form.cleaned_data["text"],
            target=form.cleaned_data["target"],
            new_scenes=form.begun(),
            author=author_of(request),
        )
    except DilemmaError as error:
        return refused(request, page, error)
    return redirect(f"{reverse('dilemmas_map', args=[page.pk])}#scene-{scene}")


@require_POST
def remark(request: HttpRequest, page_id: int, key: UUID) -> HttpResponse:
    """Leave a remark on a scene for the other authors."""
    page = editable_scenario(request, page_id)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A remark has one to 1000 characters."))
        return redirect(reverse("dilemmas_scene", args=[page.pk, key]) + "#remarks")
    try:
        operations.remark(
            page, key, form.cleaned_data["text"], author=author_of(request)
        )
    except DilemmaError as error:
        return refused(request, page, error)
    return redirect(reverse("dilemmas_scene", args=[page.pk, key]) + "#remarks")


@require_POST
def settle(
    request: HttpRequest, page_id: int, key: UUID, remark_id: int
) -> HttpResponse:
    """Close a remark."""
    page = editable_scenario(request, page_id)
    operations.settle(page, remark_id)
    return redirect(reverse("dilemmas_scene", args=[page.pk, key]) + "#remarks")
