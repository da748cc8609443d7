"""Taking records out: the file itself, and the page on which to choose one."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from lms.common import clock
from lms.reporting import operations
from lms.reporting.enums import Channel, ExportFormat
from lms.reporting.extents import extent
from lms.reporting.formats import KINDS
from lms.reporting.forms import ExportForm, RecordForm
from lms.reporting.listing import address, options_of
from lms.reporting.models import ExportJob
from lms.reporting.records import (
    completion_records,
    is_provisional,
    scope_of,
)

from .guarding import asked, for_hr

if TYPE_CHECKING:
    from datetime import date

    from .guarding import HrRequest

# What is larger is made in the background: nobody waits for it with an open page.
LARGE = 20_000
SHOWN = 5


@for_hr
def export(request: HrRequest) -> HttpResponseBase:
    """The file itself; without a format, the page on which to choose one."""
    scope = scope_of(request.user)
    if request.GET.get("format"):
        wanted = ExportForm(request.GET)
        if wanted.is_valid():
            return _file(request, wanted)
        context: dict[str, Any] = {"form": wanted, "chooser": wanted}
        return render(request, "reporting/export.html", context, status=400)
    form = RecordForm(request.GET)
    chosen = {"peildatum": clock.today(), "format": ExportFormat.XLSX}
    context = {"form": form, "chooser": ExportForm(initial=chosen)}
    if not form.is_valid():
        return render(request, "reporting/export.html", context, status=400)
    chosen["peildatum"] = form.as_of
    records = completion_records(scope, form.as_of)
    form.offer(options_of(records, scope))
    people, rows = extent(form.filters.narrow(records, form.as_of))
    context |= {
        "people": people,
        "rows": rows,
        "peildatum": form.as_of,
        "provisional": is_provisional(form.as_of),
        "kept": form.filters.parameters().items(),
        "described": [form.describe(name) for name in form.filters.active],
        "back_query": address(asked(form, request)),
        "schedule_query": address(form.filters.parameters()),
        "in_background": rows > LARGE,
        "key": uuid.uuid4(),
        "jobs": ExportJob.objects.of(request.user)[:SHOWN],
    }
    return render(request, "reporting/export.html", context)


def file_name(job: ExportJob) -> str:
    """What a file is called; of today it says that it is provisional."""
    provisional = job.audit is not None and job.audit.is_provisional
    return _name(ExportFormat(job.format), job.peildatum, provisional=provisional)


def _name(file_format: ExportFormat, peildatum: date, *, provisional: bool) -> str:
    mark = f"-{_('provisional')}" if provisional else ""
    return f"voltooiingen-{peildatum}{mark}.{KINDS[file_format].extension}"


def _file(request: HrRequest, form: ExportForm) -> HttpResponseBase:
    file_format = ExportFormat(form.cleaned_data["format"])
    kind = KINDS[file_format]
    name = _name(file_format, form.as_of, provisional=is_provisional(form.as_of))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if request.method == "HEAD":  # nothing leaves, so there is nothing to audit
        return HttpResponse(content_type=kind.content_type, headers=headers)
    outgoing = operations.begin_export(
        request.user,
        file_format=file_format,
        peildatum=form.as_of,
        filters=form.filters,
        channel=Channel.PAGE,
    )
    return StreamingHttpResponse(
        outgoing, content_type=kind.content_type, headers=headers
    )
