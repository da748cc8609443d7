"""A scenario as its author has it: the page, and its stories, read without building scenes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from dilemmas.graph import Story, read
from dilemmas.models import ScenarioPage, Value
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


def draft_of(page: ScenarioPage) -> Story:
    """The story in the latest revision, else as published; two queries for any size."""
    revision = page.latest_revision
    return _story(revision.content if revision else page.serializable_data())


def published_story(page: ScenarioPage) -> Story:
    """The story as it is live, with what no version keeps, such as notes of the facilitator."""
    revision = page.live_revision
    return _story(revision.content if revision else page.serializable_data())


def _story(content: dict[str, Any]) -> Story:
    chosen = Value.objects.filter(pk__in=content.get("values") or [])
    return read(content, values=dict(chosen.values_list("slug", "name")))
