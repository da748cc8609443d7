"""Recognition of prior learning, in the admin: who, from what, why, and the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from certification.forms import ExemptionForm, FindToExemptForm
from certification.roll import (
    MOST,
    Person,
    activities_of,
    narrow,
    recently_exempted,
    roll_of,
)
from lms.accounts.models import User
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.exceptions import LearningError
from lms.learning.models import Exemption, LearningActivity

from .recording import PERMISSION

if TYPE_CHECKING:

    class ReviewerRequest(HttpRequest):
        """Of somebody who is signed in and may record."""

        user: User


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION, raise_exception=True)
def exempt(request: ReviewerRequest) -> HttpResponse:
    """One page without script: choose and search (GET), then record (POST)."""
    find = FindToExemptForm(request.GET or None)
    narrow(find, request.user)
    context: dict[str, object] = {"find": find}
    status = 200
    if find.is_bound and find.is_valid():
        activity = find.cleaned_data["activity"]
        people = roll_of(activity, matching=find.cleaned_data["q"], following=True)
        form = ExemptionForm(
            request.POST or None,
            request.FILES or None,
            people=people,
            activity=activity,
        )
        if request.method == "POST":
            if form.is_valid() and _exempt(request, activity, people, form):
                return redirect(request.get_full_path())
            status = 400
        context |= {
            "activity": activity,
            "people": people[:MOST],
            "too_many": len(people) > MOST,
            "form": form,
            "recorded": recently_exempted(activity),
        }
    return render(request, "certification/admin/exempt.html", context, status=status)


@require_GET
@never_cache
@permission_required(PERMISSION, raise_exception=True)
def exemption(request: ReviewerRequest, pk: int) -> HttpResponse:
    """Why, and the evidence: for reviewers of that activity."""
    found = get_object_or_404(
        _exemptions_for(request.user)
        .select_related(
            *("completion__learner", "completion__recorded_by"),
            *("completion__activity", "completion__correction"),
        )
        .defer("file_content"),
        pk=pk,
    )
    return render(request, "certification/admin/exemption.html", {"exemption": found})


@require_GET
@never_cache
@permission_required(PERMISSION, raise_exception=True)
def proof(request: ReviewerRequest, pk: int) -> HttpResponse:
    """The file, to keep; never shown as a page of ours."""
    found = get_object_or_404(_exemptions_for(request.user), pk=pk)
    if found.file_content is None:
        raise Http404
    headers = {
        "Content-Disposition": content_disposition_header(
            as_attachment=True, filename=found.file_name
        )
        or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return HttpResponse(
        bytes(found.file_content), content_type=found.file_type, headers=headers
    )


def _exemptions_for(user: User) -> QuerySet[Exemption]:
    own = activities_of(user, LearningActivity.objects.all())
    return Exemption.objects.filter(completion__activity__in=own)


def _exempt(
    request: ReviewerRequest,
    activity: LearningActivity,
    people: list[Person],
    form: ExemptionForm,
) -> bool:
    person = next(one for one in people if one.pk == form.cleaned_data["person"])
    day = form.cleaned_data["attended_on"]
    try:
        learning.exempt(
            get_object_or_404(User, pk=person.pk),
            activity,
            by=request.user,
            at=clock.noon_of(day),
            mandate=person.mandate,
            reason=form.cleaned_data["reason"],
            proof=form.evidence(),
        )
    except LearningError as error:
        form.add_error("person", str(error))
        return False
    messages.success(
        request,
        _("Recorded: “%(title)s” counts for %(name)s from %(day)s.")
        % {
            "name": person.name or person.email,
            "title": activity.title,
            "day": date_format(day, "j F Y"),
        },
    )
    return True
