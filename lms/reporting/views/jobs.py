"""Files made in the background, and what was exported before: each one's own alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.reporting import operations
from lms.reporting.enums import ExportFormat
from lms.reporting.exceptions import NotYet, Refused
from lms.reporting.formats import KINDS
from lms.reporting.forms import ExportForm
from lms.reporting.listing import address
from lms.reporting.manifest import as_json, manifest
from lms.reporting.models import ExportAudit, ExportJob
from lms.reporting.records import scope_of

from .exporting import file_name
from .guarding import for_hr, guarded_for_hr

if TYPE_CHECKING:
    from .guarding import HrRequest

PER_PAGE = 25


@require_POST
@guarded_for_hr
def order(request: HrRequest) -> HttpResponse:
    """Have a file made in the background, and go to where it says how far it is."""
    scope_of(request.user)
    form = ExportForm(request.POST)
    key = _key(request)
    if key is None:
        return redirect("reporting:export")
    if not form.is_valid():
        kept = form.fields.keys() - {"format", "peildatum"}
        context = {
            "form": form,
            "chooser": form,
            "in_background": True,
            "key": key,
            "kept": [(n, request.POST[n]) for n in sorted(kept) if n in request.POST],
        }
        return render(request, "reporting/export.html", context, status=400)
    try:
        job = operations.order_export(
            request.user,
            key=key,
            file_format=ExportFormat(form.cleaned_data["format"]),
            peildatum=form.as_of,
            filters=form.filters,
        )
    except (Refused, NotYet) as refusal:
        messages.error(request, str(refusal))
        return redirect("reporting:export")
    return redirect("reporting:job", job.key)


@for_hr
def job(request: HrRequest, key: UUID) -> HttpResponse:
    """How far a file is; once it is ready, the file and what is in it."""
    scope_of(request.user)
    found = _job(request, key)
    context: dict[str, Any] = {"job": found, "filters": found.filters.items()}
    if found.audit and found.audit.ending:
        context |= _about(found.audit)
    return render(request, "reporting/job.html", context)


@for_hr
def job_file(request: HrRequest, key: UUID) -> HttpResponseBase:
    """The file that is ready."""
    scope_of(request.user)
    found = _job(request, key)
    kind = KINDS[ExportFormat(found.format)]
    if request.method == "HEAD":  # nothing leaves, so there is nothing to note
        return HttpResponse(content_type=kind.content_type)
    try:
        file = operations.open_file(found, request.user)
    except Refused:
        return redirect("reporting:job", key)
    return FileResponse(
        file,
        as_attachment=True,
        filename=file_name(found),
        content_type=kind.content_type,
    )


@require_POST
@guarded_for_hr
def cancel(request: HrRequest, key: UUID) -> HttpResponse:
    """Stop making a file, or delete it before its time."""
    scope_of(request.user)
    found = _job(request, key)
    operations.cancel_job(found)
    return redirect("reporting:job", key)


@for_hr
def made(request: HrRequest) -> HttpResponse:
    """What this person exported, the latest first."""
    scope_of(request.user)
    own = ExportAudit.objects.of(request.user).with_ending().select_related("job")
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "reporting/made.html", {"page_obj": page})


@for_hr
def made_one(request: HrRequest, number: int) -> HttpResponse:
    """The manifest of one export, and what changed since the one before."""
    scope_of(request.user)
    audit = _audit(request, number)
    return render(request, "reporting/made_one.html", {"audit": audit, **_about(audit)})


@for_hr
def made_manifest(request: HrRequest, number: int) -> HttpResponse:
    """The manifest as a file."""
    scope_of(request.user)
    audit = _audit(request, number)
    name = f"voltooiingen-{audit.peildatum}.{audit.format}.manifest.json"
    return HttpResponse(
        as_json(audit),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@for_hr
def made_difference(request: HrRequest, number: int) -> HttpResponseBase:
    """What changed since the export before, as csv for Excel; audited as well."""
    scope_of(request.user)
    audit = _audit(request, number)
    if request.method == "HEAD":  # nothing leaves, so there is nothing to audit
        return HttpResponse(content_type="text/csv; charset=utf-8")
    try:
        outgoing = operations.begin_difference(request.user, audit)
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect("reporting:made-one", number)
    name = f"verschil-{audit.peildatum}.csv"
    return StreamingHttpResponse(
        outgoing,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _about(audit: ExportAudit) -> dict[str, Any]:
    """What the pages say of an export: its manifest, and the one that came before."""
    known = manifest(audit)
    again = {**audit.filters, "peildatum": audit.peildatum.isoformat()}
    return {
        "manifest": known,
        "manifest_of": audit,
        "previous": operations.previous_of(audit),
        "again_query": address(again),
        "shown_peildatum": date.fromisoformat(known["peildatum"]),
    }


def _job(request: HrRequest, key: UUID) -> ExportJob:
    jobs = ExportJob.objects.of(request.user)
    return get_object_or_404(jobs.select_related("audit__its_ending"), key=key)


def _audit(request: HrRequest, number: int) -> ExportAudit:
    own = ExportAudit.objects.of(request.user).with_ending()
    return get_object_or_404(own, pk=number)


def _key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        messages.error(
            request, _("Something went wrong. Open the page again and try once more.")
        )
        return None
