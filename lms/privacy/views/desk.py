"""The desk of the data protection officer in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.accounts.erasing import last_of_its_kind
from lms.common import clock, personal, retention
from lms.privacy import operations, register
from lms.privacy.enums import Destination
from lms.privacy.exceptions import PrivacyError
from lms.privacy.forms import PeriodForm, ProcessingForm, RefuseForm
from lms.privacy.models import (
    ErasureRequest,
    Processing,
    ProcessingVersion,
    RetentionRemoval,
    RetentionRule,
)
from lms.privacy.report import report
from lms.privacy.wording import holding_label
from lms.reporting.models import RecordLook

if TYPE_CHECKING:
    from lms.accounts.models import User

    class OfficerRequest(HttpRequest):
        """Of somebody who is signed in and may enter the admin."""

        user: User


DECIDES = "privacy.decide_erasurerequest"
SEES_PERIODS = "privacy.view_retentionrule"
SETS_PERIODS = "privacy.add_retentionrule"
SEES_LOOKS = "reporting.view_recordlook"
SEES_REGISTER = "privacy.view_processing"
WRITES_REGISTER = "privacy.change_processing"
# The pages of the desk, in the order of its menu, and who opens them.
PAGES = (
    (DECIDES, "privacy_requests"),
    (SEES_PERIODS, "privacy_periods"),
    (SEES_REGISTER, "privacy_processings"),
    (SEES_LOOKS, "privacy_looks"),
)
PER_PAGE = 50
NEW = "nieuw"


@never_cache
@require_safe
def first(request: OfficerRequest) -> HttpResponse:
    """The first page of the desk that this person may open."""
    for permission, name in PAGES:
        if request.user.has_perm(permission):
            return redirect(name)
    raise PermissionDenied


@never_cache
@require_safe
@permission_required(DECIDES, raise_exception=True)
def requests(request: OfficerRequest) -> HttpResponse:
    """Requests for erasure, those that wait first."""
    found = ErasureRequest.objects.with_people().order_by("decided_at", "asked_at")
    waiting = found.waiting()
    decided = found.exclude(decision="").order_by("-decided_at")
    page = Paginator(decided, PER_PAGE).get_page(request.GET.get("p"))
    context = {"waiting": waiting, "page": page}
    return render(request, "privacy/admin/requests.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(DECIDES, raise_exception=True)
def decide(request: OfficerRequest, pk: int) -> HttpResponse:
    """One request: what is held of the person, and the two answers."""
    asked = get_object_or_404(ErasureRequest.objects.with_people(), pk=pk)
    what = request.POST.get("what", "")
    form = RefuseForm(request.POST if what == "refuse" else None)
    if request.method == "POST":
        try:
            if what == "grant":
                operations.grant(pk, by=request.user)
                messages.success(request, _("The person was erased, and told."))
                return redirect("privacy_requests")
            if what == "refuse" and form.is_valid():
                answer = form.cleaned_data["answer"]
                operations.refuse(pk, by=request.user, answer=answer)
                messages.success(request, _("The request was refused, and answered."))
                return redirect("privacy_requests")
        except PrivacyError as error:
            messages.error(request, str(error))
            return redirect("privacy_request", pk)
    sure = what == "ask-again" and asked.is_waiting
    held = personal.collect(asked.person) if sure else {}
    counts = [(holding_label(name), len(rows)) for name, rows in held.items() if rows]
    context = {
        "asked": asked,
        "form": form,
        "sure": sure,
        "counts": sorted(counts),
        "is_own": asked.person_id == request.user.pk,
        "last_of": last_of_its_kind(asked.person) if asked.is_waiting else None,
    }
    status = 400 if form.errors else 200
    return render(request, "privacy/admin/request.html", context, status=status)


@never_cache
@require_safe
@permission_required(SEES_PERIODS, raise_exception=True)
def periods(request: OfficerRequest) -> HttpResponse:
    """What each kind is kept for, what `tick` would remove now, and what it removed."""
    removals = RetentionRemoval.objects.select_related("rule")
    page = Paginator(removals, PER_PAGE).get_page(request.GET.get("p"))
    labels = {name: kind.label for name, kind in retention.kinds().items()}
    context = {
        "lines": report(),
        "page": page,
        "removals": [(labels.get(one.kind, one.kind), one) for one in page],
        "may_set": request.user.has_perm(SETS_PERIODS),
    }
    return render(request, "privacy/admin/periods.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(SETS_PERIODS, raise_exception=True)
def set_period(request: OfficerRequest, name: str) -> HttpResponse:
    """For how long one kind is kept; before it is saved, what would go at once."""
    kind = retention.kinds().get(name)
    if kind is None:
        raise Http404
    rule = RetentionRule.objects.in_force().filter(kind=name).first()
    known = {"destination": Destination.DESTROY.value}
    if rule:
        known = {
            each: getattr(rule, each) for each in ("months", "reference", "destination")
        }
    form = PeriodForm(request.POST or None, initial=known)
    context: dict[str, Any] = {"kind": kind, "form": form, "rule": rule}
    if request.method == "POST" and form.is_valid():
        if "sure" in request.POST:
            operations.set_period(
                name,
                months=form.cleaned_data["months"],
                reference=form.cleaned_data["reference"],
                destination=Destination(form.cleaned_data["destination"]),
                by=request.user,
            )
            messages.success(request, _("The period was saved."))
            return redirect("privacy_periods")
        months = form.cleaned_data["months"]
        if months:
            before = retention.moment_before(months, clock.today())
            context |= {"before": before, "count": kind.due(before).count()}
        context["sure"] = True
    status = 400 if form.errors else 200
    return render(request, "privacy/admin/period.html", context, status=status)


@never_cache
@require_safe
@permission_required(SEES_LOOKS, raise_exception=True)
def looks(request: OfficerRequest) -> HttpResponse:
    """Who looked at whose record, the last first."""
    found = RecordLook.objects.with_names()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "privacy/admin/looks.html", {"page": page})


@never_cache
@require_safe
@permission_required(SEES_REGISTER, raise_exception=True)
def processings(request: OfficerRequest) -> HttpResponse:
    """The record of processing; ``?format=`` csv or json gives it as a file."""
    asked = request.GET.get("format")
    if asked in {"csv", "json"}:
        content = register.as_csv() if asked == "csv" else register.as_json()
        kind = "text/csv" if asked == "csv" else "application/json"
        name = f"verwerkingsregister-{clock.today()}.{asked}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type=kind, headers=headers)
    context = {
        "versions": ProcessingVersion.objects.current(),
        "ended": Processing.objects.exclude(ended_on=None),
        "may_write": request.user.has_perm(WRITES_REGISTER),
    }
    return render(request, "privacy/admin/processings.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(WRITES_REGISTER, raise_exception=True)
def processing(request: OfficerRequest, slug: str) -> HttpResponse:
    """Write what holds of a processing from now on: a version more."""
    last = ProcessingVersion.objects.filter(processing__slug=slug).first()
    if last is None:
        raise Http404
    if request.method == "POST" and request.POST.get("what") == "end":
        operations.end_processing(slug)
        messages.success(request, _("It stands as ended. What it said stays readable."))
        return redirect("privacy_processings")
    form = ProcessingForm(request.POST or None, initial=operations.words_of(last))
    if request.method == "POST" and form.is_valid():
        operations.describe(slug, by=request.user, **form.cleaned_data)
        messages.success(request, _("The statement was saved as a new version."))
        return redirect("privacy_processings")
    return _written(request, form, last)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(WRITES_REGISTER, raise_exception=True)
def new_processing(request: OfficerRequest) -> HttpResponse:
    """Begin a processing, at an address made of its name."""
    form = ProcessingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        slug = slugify(form.cleaned_data["name"])[:60] or "verwerking"
        if Processing.objects.filter(slug=slug).exists() or slug == NEW:
            form.add_error("name", _("There is one with this name already."))
        else:
            operations.describe(slug, by=request.user, **form.cleaned_data)
            messages.success(request, _("The statement was saved as a new version."))
            return redirect("privacy_processings")
    return _written(request, form)


def _written(
    request: OfficerRequest,
    form: ProcessingForm,
    last: ProcessingVersion | None = None,
) -> HttpResponse:
    status = 400 if form.errors else 200
    context = {"form": form, "last": last}
    return render(request, "privacy/admin/processing.html", context, status=status)
