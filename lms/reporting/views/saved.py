"""Questions that were saved: opened anew each time, within what the viewer sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lms.reporting import saving
from lms.reporting.desks import tabs
from lms.reporting.exceptions import NameTaken
from lms.reporting.forms import RecordForm, ReportForm
from lms.reporting.listing import COLUMNS, SORT, address
from lms.reporting.models import SavedReport
from lms.reporting.records import scope_of

from .guarding import for_hr, pressed_by_hr

if TYPE_CHECKING:
    from .guarding import HrRequest


@for_hr
def reports(request: HrRequest) -> HttpResponse:
    """One's own reports, and those that were shared."""
    visible = SavedReport.objects.visible_to(request.user, scope_of(request.user))
    context = {
        "reports": [
            {
                "report": report,
                "described": _described(report),
                "own": report.owner_id == request.user.pk,
            }
            for report in visible.with_names()
        ],
        "tabs": tabs(request.user, request.path),
    }
    return render(request, "reporting/reports.html", context)


@for_hr
def report(request: HrRequest, pk: int) -> HttpResponse:
    """Ask it now: the list, with the filters of the report."""
    visible = SavedReport.objects.visible_to(request.user, scope_of(request.user))
    found: SavedReport = get_object_or_404(visible, pk=pk)
    return redirect(f"/hr/{address(found.parameters)}")


@pressed_by_hr
def save(request: HrRequest) -> HttpResponse:
    """Keep the question that the list shows."""
    scope = scope_of(request.user)
    asked = RecordForm(QueryDict(request.POST.get("query", "").removeprefix("?")))
    form = ReportForm(request.POST, scope=scope)
    if not asked.is_valid() or not form.is_valid():
        context = {
            "form": form,
            "query": request.POST.get("query", ""),
            "tabs": tabs(request.user, request.path),
        }
        return render(request, "reporting/report_form.html", context, status=400)
    sort = asked.data.get(SORT, "")
    known = sort.removeprefix("-") in {column.key for column in COLUMNS}
    parameters = asked.filters.parameters() | ({SORT: sort} if known else {})
    try:
        made = saving.save_report(
            request.user, name=form.cleaned_data["name"], parameters=parameters
        )
    except NameTaken as error:
        form.add_error("name", str(error))
        context = {"form": form, "query": request.POST["query"]}
        return render(request, "reporting/report_form.html", context, status=400)
    saving.share_report(made, entity=form.cleaned_data["entity"])
    messages.success(request, _("The report “%(name)s” is saved.") % {"name": made})
    return redirect("reporting:reports")


@for_hr
def edit(request: HrRequest, pk: int) -> HttpResponse:
    """Another name, other readers, or away with it."""
    scope = scope_of(request.user)
    own: SavedReport = get_object_or_404(SavedReport.objects.of(request.user), pk=pk)
    form = ReportForm(
        scope=scope, initial={"name": own.name, "entity": own.shared_with_id}
    )
    return _form(request, own, form)


@pressed_by_hr
def change(request: HrRequest, pk: int) -> HttpResponse:
    """Give it the name and the readers of the form."""
    scope = scope_of(request.user)
    own: SavedReport = get_object_or_404(SavedReport.objects.of(request.user), pk=pk)
    form = ReportForm(request.POST, scope=scope)
    if not form.is_valid():
        return _form(request, own, form)
    try:
        saving.rename_report(own, name=form.cleaned_data["name"])
    except NameTaken as error:
        form.add_error("name", str(error))
        return _form(request, own, form)
    saving.share_report(own, entity=form.cleaned_data["entity"])
    messages.success(request, _("The report “%(name)s” is saved.") % {"name": own})
    return redirect("reporting:reports")


@pressed_by_hr
def delete(request: HrRequest, pk: int) -> HttpResponse:
    """Away with it; pressed twice it is away already."""
    scope_of(request.user)
    own = SavedReport.objects.of(request.user).filter(pk=pk).first()
    if own is not None:
        saving.delete_report(own)
    messages.success(request, _("The report is deleted."))
    return redirect("reporting:reports")


def _form(request: HrRequest, own: SavedReport, form: ReportForm) -> HttpResponse:
    context = {"form": form, "report": own, "tabs": tabs(request.user, request.path)}
    status = 400 if form.errors else 200
    return render(request, "reporting/report_form.html", context, status=status)


def _described(report: SavedReport) -> list[str]:
    """The question in words."""
    asked = QueryDict(mutable=True)
    asked.update(report.parameters)
    form = RecordForm(asked)
    if not form.is_valid():
        return []
    return [form.describe(name) for name in form.filters.active]
