"""What everybody may read: the privacy page and the statement of each processing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe
from wagtail.models import Site
from wagtail.views import serve

from lms.privacy.models import PrivacySettings, ProcessingVersion
from lms.privacy.register import kept


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The page that an editor wrote at this address, where there is one; else ours.

    Both end with the processings.
    """
    try:
        page: HttpResponse = serve(request, "privacy/")
    except (Http404, Site.DoesNotExist):
        return render(request, "privacy/page.html")
    return page


@require_safe
def statement(
    request: HttpRequest, slug: str, number: int | None = None
) -> HttpResponse:
    """What holds of a processing, or what held when an older version did."""
    versions = list(
        ProcessingVersion.objects.filter(processing__slug=slug).select_related(
            "processing"
        )
    )
    if not versions:
        raise Http404
    shown = versions[0]
    if number is not None:
        shown = get_object_or_404(
            ProcessingVersion.objects.select_related("processing"),
            processing__slug=slug,
            number=number,
        )
    after = next(
        (one for one in reversed(versions) if one.number == shown.number + 1), None
    )
    return render(
        request,
        "privacy/statement.html",
        {
            "shown": shown,
            "versions": versions,
            "until": localtime(after.changed_at) if after else None,
            "kept": kept(shown.kinds, after.changed_at if after else None),
            "contacts": PrivacySettings.load(request_or_site=request),
        },
    )
