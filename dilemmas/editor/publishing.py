"""Publishing a draft from beside its map, where what keeps it from that can be read."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .drafts import editable_scenario, may_publish


@require_POST
def publish(request: HttpRequest, page_id: int) -> HttpResponse:
    """Publish the latest revision, as the button of the page's own form does."""
    page = editable_scenario(request, page_id)
    if not may_publish(request, page):
        raise PermissionDenied
    revision = page.latest_revision or page.save_revision(user=request.user)
    try:
        revision.publish(user=request.user)
    except ValidationError as error:  # what the checks find, or what a field lacks
        messages.error(request, " ".join(error.messages))
    else:
        revision.refresh_from_db(fields=["approved_go_live_at"])
        told = (
            _("“%s” will be published at the moment that its page says.")
            if revision.approved_go_live_at
            else _("“%s” is published.")
        )
        messages.success(request, told % page.title)
    return redirect("dilemmas_map", page.pk)
