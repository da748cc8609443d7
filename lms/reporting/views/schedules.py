"""Exports that are made by themselves: to make, to pause, to delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lms.common import clock
from lms.reporting import operations
from lms.reporting.enums import ExportFormat, Rhythm
from lms.reporting.exceptions import Refused
from lms.reporting.forms import RecordForm
from lms.reporting.listing import address, options_of
from lms.reporting.models import ExportSchedule
from lms.reporting.records import completion_records, scope_of
from lms.reporting.schedule_form import ScheduleForm

from .guarding import for_hr, guarded_for_hr

if TYPE_CHECKING:
    from .guarding import HrRequest


@for_hr
def schedules(request: HrRequest) -> HttpResponse:
    """What is made by itself for this person."""
    scope_of(request.user)
    own = ExportSchedule.objects.of(request.user)
    return render(request, "reporting/schedules.html", {"schedules": own})


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_for_hr
def new_schedule(request: HrRequest) -> HttpResponse:
    """Have what the filters in the address let through made again and again."""
    scope = scope_of(request.user)
    narrowing = RecordForm(request.GET)
    if not narrowing.is_valid():
        wrong = {"form": narrowing}
        return render(request, "reporting/schedule_new.html", wrong, status=400)
    narrowing.offer(options_of(completion_records(scope, clock.today()), scope))
    initial = {"format": ExportFormat.XLSX, "rhythm": Rhythm.MONTHLY}
    form = ScheduleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = operations.make_schedule(
                request.user,
                name=given["name"],
                filters=narrowing.filters,
                file_format=ExportFormat(given["format"]),
                rhythm=Rhythm(given["rhythm"]),
                on=given["on"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("“%(name)s” is planned.") % {"name": made})
            return redirect("reporting:schedules")
    described = [narrowing.describe(name) for name in narrowing.filters.active]
    context = {
        "form": form,
        "schedule_form": form,
        "described": described,
        "back_query": address(narrowing.filters.parameters()),
    }
    status = 400 if form.errors else 200
    return render(request, "reporting/schedule_new.html", context, status=status)


@require_POST
@guarded_for_hr
def pause(request: HrRequest, number: int) -> HttpResponse:
    """Make nothing for a while."""
    scope_of(request.user)
    operations.pause_schedule(_own(request, number))
    return redirect("reporting:schedules")


@require_POST
@guarded_for_hr
def resume(request: HrRequest, number: int) -> HttpResponse:
    """Go on."""
    scope_of(request.user)
    operations.resume_schedule(_own(request, number))
    return redirect("reporting:schedules")


@require_POST
@guarded_for_hr
def delete(request: HrRequest, number: int) -> HttpResponse:
    """Never again."""
    scope_of(request.user)
    schedule = _own(request, number)
    operations.delete_schedule(schedule)
    messages.success(request, _("“%(name)s” is deleted.") % {"name": schedule.name})
    return redirect("reporting:schedules")


def _own(request: HrRequest, number: int) -> ExportSchedule:
    return get_object_or_404(ExportSchedule.objects.of(request.user), pk=number)
