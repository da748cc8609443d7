"""A draft as its author has it, read without building its scenes as objects."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from dilemmas.exceptions import DilemmaError
from dilemmas.graph import Choice, Scene, Story, read
from dilemmas.models import ScenarioPage, Value
from lms.accounts.models import User


def editable_scenario(request: HttpRequest, page_id: int) -> ScenarioPage:
    """The scenario, for who may edit it; another scenario is none of theirs."""
    pages = ScenarioPage.objects.select_related("latest_revision")
    page = get_object_or_404(pages, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


def author_of(request: HttpRequest) -> User:
    """Who writes. Raises ``PermissionDenied`` for nobody, whom the admin lets in nowhere."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def draft_of(page: ScenarioPage) -> Story:
    """The story in the latest revision, else as published; two queries for any size."""
    content = page.draft_content
    chosen = Value.objects.filter(pk__in=content.get("values") or [])
    return read(content, values=dict(chosen.values_list("slug", "name")))


def leading_to(story: Story, key: UUID) -> list[tuple[Scene, Choice]]:
    """The choices that lead to a scene, each with the scene where it stands."""
    return [
        (scene, choice)
        for scene in story.scenes
        for choice in scene.ways_on
        if choice.target == str(key)
    ]


def refused(
    request: HttpRequest, page: ScenarioPage, error: DilemmaError
) -> HttpResponse:
    """Back to the map, with the reason."""
    messages.error(request, str(error))
    return redirect("dilemmas_map", page.pk)
