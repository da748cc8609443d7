"""The page on which HR chooses a file, and the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from lms.common import clock
from lms.reporting import operations
from lms.reporting.enums import Channel, ExportFormat
from lms.reporting.formats import KINDS
from lms.reporting.forms import ExportForm, RecordForm
from lms.reporting.listing import address, options_of
from lms.reporting.records import (
    completion_records,
    extent,
    is_provisional,
    scope_of,
)

from .guarding import asked, for_hr

if TYPE_CHECKING:
    from .guarding import HrRequest


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
    }
    return render(request, "reporting/export.html", context)


def _file(request: HrRequest, form: ExportForm) -> HttpResponseBase:
    file_format = ExportFormat(form.cleaned_data["format"])
    kind = KINDS[file_format]
    provisional = f"-{_('provisional')}" if is_provisional(form.as_of) else ""
    name = f"voltooiingen-{form.as_of}{provisional}.{kind.extension}"
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
