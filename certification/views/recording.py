"""Recording completions by name, in the admin: find the person, give the day, record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certification.forms import CompletionForm, FindForm
from certification.roll import (
    MOST,
    Person,
    activities_of,
    narrow,
    recently_recorded,
    roll_of,
)
from lms.accounts.models import User
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.exceptions import LearningError
from lms.learning.models import HistoricProof, LearningActivity

if TYPE_CHECKING:

    class TrainerRequest(HttpRequest):
        """Of somebody who is signed in and may record."""

        user: User


PERMISSION = "learning.record_completion"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION, raise_exception=True)
def record(request: TrainerRequest) -> HttpResponse:
    """One page without script: choose and search (GET), then record (POST)."""
    find = FindForm(request.GET or None)
    narrow(find, request.user)
    context: dict[str, object] = {"find": find}
    status = 200
    if find.is_bound and find.is_valid():
        activity, q = find.cleaned_data["activity"], find.cleaned_data["q"]
        people = roll_of(activity, matching=q)
        form = CompletionForm(request.POST or None, people=people)
        if request.method == "POST":
            if form.is_valid():
                _record(request, activity, people, form)
                return redirect(f"{request.path}?{_query(activity, q)}")
            status = 400
        context |= {
            "activity": activity,
            "people": people[:MOST],
            "too_many": len(people) > MOST,
            "form": form,
            "recorded": recently_recorded(activity),
        }
    return render(
        request, "certification/admin/record_completion.html", context, status=status
    )


@require_safe
@never_cache
@permission_required(PERMISSION, raise_exception=True)
def historic_proof(request: TrainerRequest, pk: int) -> HttpResponse:
    """What was seen of a completion that was imported: for reviewers of that activity."""
    own = activities_of(request.user, LearningActivity.objects.all())
    found = get_object_or_404(
        HistoricProof.objects.filter(completion__activity__in=own).select_related(
            "completion__learner", "completion__recorded_by", "completion__activity"
        ),
        pk=pk,
    )
    return render(request, "certification/admin/historic_proof.html", {"kept": found})


def _query(activity: LearningActivity, q: str) -> str:
    return urlencode({"activity": activity.pk, "q": q})


def _record(
    request: TrainerRequest,
    activity: LearningActivity,
    people: list[Person],
    form: CompletionForm,
) -> None:
    day: date = form.cleaned_data["attended_on"]
    person = next(one for one in people if one.pk == form.cleaned_data["person"])
    names = {"name": person.name or person.email, "title": activity.title}
    if person.completed_on:
        messages.warning(request, _nothing_changed(names, person.completed_on))
        return
    at = clock.noon_of(day)
    try:
        recorded = learning.record_completion(
            get_object_or_404(User, pk=person.pk),
            activity,
            by=request.user,
            at=at,
            mandate=person.mandate,
        )
    except LearningError as error:
        messages.error(request, str(error))
        return
    # Of who does it again to renew, a day before that belongs to what is on record.
    if recorded.closed_at and recorded.closed_at != at:
        before = clock.local_date(recorded.closed_at)
        messages.warning(request, _nothing_changed(names, before))
        return
    messages.success(
        request,
        _("Recorded: %(name)s completed “%(title)s” on %(day)s.")
        % {**names, "day": date_format(day, "j F Y")},
    )


def _nothing_changed(names: dict[str, str], day: date) -> str:
    return _(
        "%(name)s already completed “%(title)s”, on %(day)s. Nothing was changed."
    ) % {**names, "day": date_format(day, "j F Y")}


def address() -> str:
    """Where this stands in the admin."""
    return reverse("certification_record_completion")
