"""Importing completions in the admin: a file, what would be recorded, and then that it is."""

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
from lms.learning import operations
from lms.learning.enums import HistoryOutcome
from lms.learning.models import HistoryRun
from lms.learning.tasks import import_history
from lms.organisation.enums import RunState
from lms.organisation.importing.files import report_file
from lms.organisation.views.runs import as_file, last_runs, report_context

from .files import template
from .forms import HistoryForm
from .lines import Column

MAY_IMPORT: Final = "learning.import_completions"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@permission_required(MAY_IMPORT, raise_exception=True)
def imports(request: SignedInRequest) -> HttpResponse:
    """Send a list, and see the last imports."""
    form = HistoryForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        run = operations.receive_history(
            file, name=file.name, by=request.user, key=form.cleaned_data["key"]
        )
        import_history.enqueue(run.pk)
        return redirect("learning_history_import", run.key)
    context = {"form": form, "runs": last_runs(HistoryRun), "columns": _explained()}
    status = 400 if form.errors else 200
    return render(request, "learning/history/imports.html", context, status=status)


@require_safe
@never_cache
@permission_required(MAY_IMPORT, raise_exception=True)
def report(request: SignedInRequest, key: UUID) -> HttpResponse:
    """What would be recorded or was, line by line; what is wrong comes first."""
    run = get_object_or_404(HistoryRun.objects.select_related("by"), key=key)
    context = report_context(request, run, tuple(HistoryOutcome))
    if run.state == RunState.ORDERED:
        total = run.numbers.get(HistoryOutcome.WAITING, 0)
        context |= {"total": total, "done": total - run.lines.waiting().count()}
    context["waiting"] = run.numbers.get(HistoryOutcome.WAITING, 0)
    return render(request, "learning/history/import.html", context)


@require_POST
@permission_required(MAY_IMPORT, raise_exception=True)
def carry_out(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Have it recorded; a second press changes nothing."""
    run = get_object_or_404(HistoryRun, key=key)
    if operations.order_history(run.pk):
        import_history.enqueue(run.pk)
    elif run.state != RunState.DONE:
        messages.info(request, _("This import is under way, or cannot be carried out."))
    return redirect("learning_history_import", key)


@require_safe
@never_cache
@permission_required(MAY_IMPORT, raise_exception=True)
def report_download(request: SignedInRequest, key: UUID) -> HttpResponse:  # noqa: ARG001
    """The report as a file, to put the lines right by."""
    run = get_object_or_404(HistoryRun, key=key)
    day = clock.local_date(run.received_at).isoformat()
    name = f"voltooiingen-importverslag-{day}.csv"
    return as_file(report_file(run.lines.iterator()), name)


@require_safe
@permission_required(MAY_IMPORT, raise_exception=True)
def template_download(request: SignedInRequest) -> HttpResponse:  # noqa: ARG001
    """A file to fill in."""
    return as_file(template(), "voltooiingen-importsjabloon.csv")


def _explained() -> list[tuple[Any, str]]:
    """The columns of a file, each in a sentence."""
    return [
        (Column.KEY, _("The vo_id, or the personnel number: as in our exports.")),
        (Column.EMAIL, _("Finds who has no id here yet.")),
        (Column.ACTIVITY, _("The code of a whole activity. No trajectory or lesson.")),
        (Column.DAY, _("The day of then, as 31/1/2022 or 2022-01-31.")),
        (
            Column.ENTITY,
            _(
                "Optional: for which entity. Empty: the mandate of that day, or of today."
            ),
        ),
        (Column.ROLE, _("Optional: in which role, by a name that we know it by.")),
        (Column.PROOF, _("What you saw: an attest, a list, a file number.")),
    ]
