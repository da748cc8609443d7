"""A scenario as its author has it: the page, and its stories, read without building scenes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from dilemmas.exceptions import DilemmaError
from dilemmas.graph import Choice, Scene, Story
from dilemmas.models import ScenarioPage
from lms.accounts.models import User
from lms.content.restrictions import may_see


def editable_scenario(request: HttpRequest, page_id: int) -> ScenarioPage:
    """The scenario, for who may edit it; another scenario is none of theirs.

    Raises ``Http404`` when there is none, ``PermissionDenied`` when it is not theirs.
    """
    pages = ScenarioPage.objects.select_related("latest_revision", "locale")
    page = get_object_or_404(pages, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


def printable_scenario(request: HttpRequest, page_id: int) -> tuple[ScenarioPage, bool]:
    """The scenario, for who may edit it or see what is published; and whether they may edit.

    Raises ``Http404`` when there is none, ``PermissionDenied`` when it is closed to them.
    """
    pages = ScenarioPage.objects.select_related(
        "latest_revision", "live_revision", "locale"
    )
    page = get_object_or_404(pages, pk=page_id)
    if page.permissions_for_user(request.user).can_edit():
        return page, True
    sees_versions = request.user.has_perm("dilemmas.view_scenarioversion")
    if page.live and sees_versions and may_see(request, page):
        return page, False
    raise PermissionDenied


def may_publish(request: HttpRequest, page: ScenarioPage) -> bool:
    """Whether this author may publish the scenario as it is now."""
    permissions = page.permissions_for_user(request.user)
    return bool(permissions.can_publish() and not permissions.page_locked())


def author_of(request: HttpRequest) -> User:
    """Who writes. Raises ``PermissionDenied`` for nobody, whom the admin lets in nowhere."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def refused(
    request: HttpRequest, page: ScenarioPage, error: DilemmaError
) -> HttpResponse:
    """Back to the map, with the reason."""
    messages.error(request, str(error))
    return redirect("dilemmas_map", page.pk)


def draft_of(page: ScenarioPage) -> Story:
    """The story in the latest revision, else as published; as many queries for any size."""
    return page.story_in(page.draft_content)


def published_story(page: ScenarioPage) -> Story:
    """The story as it is live, with what no version keeps, such as notes of the facilitator."""
    revision = page.live_revision
    return page.story_in(revision.content if revision else page.serializable_data())


def leading_to(story: Story, key: UUID) -> list[tuple[Scene, Choice]]:
    """The choices that lead to a scene, each with the scene where it stands."""
    return [
        (scene, choice)
        for scene in story.scenes
        for choice in scene.ways_on
        if choice.target == str(key)
    ]
