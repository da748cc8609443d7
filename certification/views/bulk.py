"""Issuing in bulk, in the admin: for who attended a date, and for who is on a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certification import operations
from certification.bundle import zipped
from certification.exceptions import CertificationError
from certification.forms.bulk import DownloadForm, ImportForm
from certification.models import Batch, Certificate
from certification.printed import attended_facts, written_days
from certification.roll import activities_of
from lms.accounts.models import User
from lms.common import clock
from lms.common.leaving import watched
from lms.learning.attended import Offer, date_of
from lms.learning.enums import ActivityKind
from lms.learning.models import LearningActivity
from lms.organisation.models import Entity

if TYPE_CHECKING:
    from collections.abc import Iterator

    class IssuerRequest(HttpRequest):
        """Of somebody who is signed in and may record, or issue."""

        user: User


MAY_ISSUE = "certification.issue_certificate"
# Who records that people were there may have it attested.
MAY_RECORD = "learning.record_completion"
SHOWN = 20
MOST_LINES = 200


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@permission_required(MAY_RECORD, raise_exception=True)
def attendees(request: IssuerRequest, key: UUID, session: UUID) -> HttpResponse:
    """How many attended a date and have nothing yet; one button issues for all of them.

    For who is in charge of the session, as of its roll.
    """
    activity = get_object_or_404(
        activities_of(request.user, LearningActivity.objects.all()),
        key=key,
        kind=ActivityKind.SESSION,
        attested_since__isnull=False,
    )
    known = date_of(session)
    if known is None:
        raise Http404
    if request.method == "POST":
        try:
            batch = operations.order_for_attendees(activity, session, by=request.user)
        except CertificationError as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
        return redirect("certification_batch", batch.key)
    present = operations.attendees_of(activity, session)
    context = {
        "activity": activity,
        "days": written_days(known.days),
        "present": present.count(),
        "left": present.filter(award=None).count(),
    }
    return render(request, "certification/admin/bulk_attendees.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@permission_required(MAY_ISSUE, raise_exception=True)
def import_list(request: IssuerRequest) -> HttpResponse:
    """A list of people, for a session held elsewhere or a trajectory; and the last ones."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        batch = operations.order_import(
            given["activity"],
            given["file"],
            key=given["key"],
            by=request.user,
            held=form.held(),
            grounds=given["grounds"],
        )
        return redirect("certification_batch", batch.key)
    context = {
        "form": form,
        "batches": Batch.objects.select_related("activity", "by")[:SHOWN],
    }
    status = 400 if form.errors else 200
    return render(
        request, "certification/admin/bulk_import.html", context, status=status
    )


@require_safe
@never_cache
@permission_required(MAY_RECORD, raise_exception=True)
def batch(request: IssuerRequest, key: UUID) -> HttpResponse:
    """How far it is, and who got nothing and why; for who asked it and who may issue."""
    orders = Batch.objects.select_related("activity", "by")
    if not request.user.has_perm(MAY_ISSUE):
        orders = orders.filter(by=request.user)
    found = get_object_or_404(orders, key=key)
    numbers = found.lines.numbers()
    total = sum(numbers.values())
    refused = found.lines.refused().select_related("person")
    context = {
        "batch": found,
        "numbers": numbers,
        "total": total,
        "done": total - numbers["waiting"],
        "refused": refused[:MOST_LINES],
        "may_issue": request.user.has_perm(MAY_ISSUE),
        "held": attended_facts(found.held) if found.held else [],
    }
    return render(request, "certification/admin/batch.html", context)


@require_safe
@never_cache
@permission_required(MAY_ISSUE, raise_exception=True)
def download(request: IssuerRequest) -> HttpResponse | StreamingHttpResponse:
    """Choose an entity; then one zip of what was issued to its people."""
    form = DownloadForm(request.GET or None)
    found = None
    if form.is_bound and form.is_valid():
        found = _chosen(form.cleaned_data)
        if "zip" in request.GET and found.exists():
            if request.method == "HEAD":  # nothing leaves, so there is nothing to audit
                return HttpResponse(content_type="application/zip")
            return StreamingHttpResponse(
                watched(
                    lambda: zipped(_one_by_one(found)),
                    by=request.user,
                    items=found.count(),
                    entities=Entity.objects.scope_of([form.cleaned_data["entity"].pk]),
                    filters=_told(form),
                ),
                content_type="application/zip",
                headers={
                    "Content-Disposition": f'attachment; filename="{_file_name(form)}"'
                },
            )
    context = {
        "form": form,
        "number": None if found is None else found.count(),
        "query": request.GET.urlencode(),
    }
    status = 400 if form.errors else 200
    return render(
        request, "certification/admin/bulk_download.html", context, status=status
    )


def offer_for_attendees(
    viewer: User, activity: LearningActivity, session: UUID
) -> Offer | None:
    """The way from the desk of a date to issuing for who attended it."""
    if activity.attested_since is None or not viewer.has_perm(MAY_RECORD):
        return None
    return Offer(
        label=_("Issue certificates of attendance"),
        address=reverse("certification_bulk_attendees", args=[activity.key, session]),
    )


def _chosen(given: dict[str, Any]) -> Any:
    entity: Entity = given["entity"]
    found = Certificate.objects.issued_to(Entity.objects.scope_of([entity.pk]))
    if given["kind"]:
        found = found.filter(kind=given["kind"])
    return found.issued_between(given["since"], given["until"]).order_by("pk")


def _told(form: DownloadForm) -> dict[str, str]:
    """What was chosen besides the entity, as the audit keeps it."""
    given = form.cleaned_data
    return {
        name: str(given[name]) for name in ("kind", "since", "until") if given[name]
    }


def _one_by_one(found: Any) -> Iterator[Certificate]:
    """Ids at once, certificates one at a time: the answer takes as long as it takes."""
    for pk in list(found.values_list("pk", flat=True)):
        yield Certificate.objects.select_related("personalia").get(pk=pk)


def _file_name(form: DownloadForm) -> str:
    """Of the entity its code: it leaks no name."""
    code = form.cleaned_data["entity"].code
    safe = "".join(sign for sign in code if sign.isalnum() or sign in "-_")
    return f"{_('certificates')}-{safe}-{clock.today():%Y-%m-%d}.zip"
