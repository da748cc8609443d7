"""Importing in the admin: a file, what would happen, and then that it happens."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lms.accounts.requests import SignedInRequest
from lms.common import clock
from lms.organisation import operations
from lms.organisation.enums import LineOutcome, RunState
from lms.organisation.forms.importing import ImportForm
from lms.organisation.importing.files import report_file, template
from lms.organisation.importing.lines import Column
from lms.organisation.models import ImportRun
from lms.organisation.tasks import import_run

from .runs import as_file, last_runs, report_context

MAY_IMPORT: Final = "organisation.import_people"
TOLD: Final = (
    *(LineOutcome.REFUSED, LineOutcome.CREATED),
    *(LineOutcome.CHANGED, LineOutcome.ENDED),
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@permission_required(MAY_IMPORT, raise_exception=True)
def imports(request: SignedInRequest) -> HttpResponse:
    """Send a file, and see the last imports."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        run = operations.receive_file(
            given["file"],
            name=given["file"].name,
            by=request.user,
            key=given["key"],
            complete_for=given["complete_for"],
        )
        import_run.enqueue(run.pk)
        return redirect("organisation_import", run.key)
    context = {
        "form": form,
        "runs": last_runs(ImportRun),
        "columns": _explained(),
    }
    status = 400 if form.errors else 200
    return render(request, "organisation/admin/imports.html", context, status=status)


@require_safe
@never_cache
@permission_required(MAY_IMPORT, raise_exception=True)
def report(request: SignedInRequest, key: UUID) -> HttpResponse:
    """What would happen or happened, line by line; what is wrong comes first."""
    run = get_object_or_404(ImportRun.objects.select_related("by"), key=key)
    context = {
        **report_context(request, run, TOLD),
        "unchanged": run.numbers.get(LineOutcome.UNCHANGED, 0),
        "ended": run.numbers.get(LineOutcome.ENDED, 0),
        "complete_for": run.complete_for.all(),
        "changes": sum(run.numbers.get(each, 0) for each in TOLD[1:]),
    }
    return render(request, "organisation/admin/import.html", context)


@require_POST
@permission_required(MAY_IMPORT, raise_exception=True)
def carry_out(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Have it happen; a second press changes nothing."""
    run = get_object_or_404(ImportRun, key=key)
    if operations.order_run(run.pk):
        import_run.enqueue(run.pk)
    elif run.state != RunState.DONE:
        messages.info(request, _("This import is under way, or cannot be carried out."))
    return redirect("organisation_import", key)


@require_safe
@never_cache
@permission_required(MAY_IMPORT, raise_exception=True)
def report_download(request: SignedInRequest, key: UUID) -> HttpResponse:  # noqa: ARG001
    """The report as a file, to put the lines right by."""
    run = get_object_or_404(ImportRun, key=key)
    day = clock.local_date(run.received_at).isoformat()
    return as_file(report_file(run.lines.iterator()), f"importverslag-{day}.csv")


@require_safe
@permission_required(MAY_IMPORT, raise_exception=True)
def template_download(request: SignedInRequest) -> HttpResponse:  # noqa: ARG001
    """A file to fill in."""
    return as_file(template(), "importsjabloon.csv")


def _explained() -> list[tuple[Any, str]]:
    """The columns of a file, each in a sentence."""
    return [
        (Column.KEY, _("The vo_id, or the personnel number: as in our exports.")),
        (Column.VO_ID, _("The vo_id in a column of its own. Or persoon_id.")),
        (Column.NUMBER, _("The personnel number: six digits, as text.")),
        (Column.FIRST_NAME, _("Needed for somebody new.")),
        (Column.LAST_NAME, _("Needed for somebody new.")),
        (Column.EMAIL, _("Needed for somebody new. Finds who has no id here yet.")),
        (Column.ENTITY, _("The code or the OVO code. Empty: only the person.")),
        (Column.ROLE, _("The name of a role, or another name that we know it by.")),
        (Column.SINCE, _("First day, as 31/1/2027 or 2027-01-31.")),
        (
            Column.UNTIL,
            _("Last day. Empty: it has no end. No such column: ends stay as they are."),
        ),
    ]
