"""A draft as its author has it, read without building its scenes as objects."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from dilemmas.graph import Story, read
from dilemmas.models import ScenarioPage, Value


def draft_of(page: ScenarioPage) -> Story:
    """The story in the latest revision, else as published; two queries for any size."""
    revision = page.latest_revision
    content = revision.content if revision else page.serializable_data()
    chosen = Value.objects.filter(pk__in=content.get("values") or [])
    return read(content, values=dict(chosen.values_list("slug", "name")))


def editable(request: HttpRequest, page_id: int) -> ScenarioPage:
    """The scenario, for who may edit it; another scenario is none of theirs.

    Raises ``Http404`` and ``PermissionDenied``.
    """
    pages = ScenarioPage.objects.select_related("latest_revision")
    page = get_object_or_404(pages, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page
