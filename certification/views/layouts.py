"""What the layouts look like, in the admin: each with a PDF of made-up facts."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from certification import pdf
from certification.sample import preview

PERMISSION = "certification.view_certificate"


@require_safe
@permission_required(PERMISSION, raise_exception=True)
def layouts(request: HttpRequest) -> HttpResponse:
    """Every layout, with its newest revision."""
    return render(
        request,
        "certification/admin/layouts.html",
        {
            "layouts": [
                {
                    "layout": layout,
                    "revision": pdf.newest(layout),
                    "address": reverse("certification_layout", args=[layout.value]),
                }
                for layout in pdf.Layout
            ]
        },
    )


@require_safe
@permission_required(PERMISSION, raise_exception=True)
def layout_preview(request: HttpRequest, layout: str) -> HttpResponse:  # noqa: ARG001
    """A PDF that is nobody's, as certificates are printed: in their language."""
    if layout not in pdf.Layout.values:
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):
        content = preview(pdf.Layout(layout))
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{layout}.pdf"'},
    )


def address() -> str:
    """Where the layouts stand."""
    return reverse("certification_layouts")
