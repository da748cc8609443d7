"""Putting right what was recorded as completed and was not, in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certification.forms import FindToPutRightForm, PutRightForm
from certification.models import Certificate
from certification.roll import MOST, activities_of, completions_of, narrow
from lms.accounts.models import User
from lms.learning import operations as learning
from lms.learning.attended import Offer
from lms.learning.corrections import behind, relying_on
from lms.learning.exceptions import LearningError
from lms.learning.models import Completion, LearningActivity

from . import register
from .recording import PERMISSION

if TYPE_CHECKING:
    from uuid import UUID

    from lms.learning.querysets import CompletionQuerySet

    class ReviewerRequest(HttpRequest):
        """Of somebody who is signed in and may record."""

        user: User


@require_safe
@never_cache
@permission_required(PERMISSION, raise_exception=True)
def find(request: ReviewerRequest) -> HttpResponse:
    """Who completed an activity, with the way to put each right."""
    form = FindToPutRightForm(request.GET or None)
    narrow(form, request.user)
    context: dict[str, object] = {"find": form}
    if form.is_bound and form.is_valid():
        activity = form.cleaned_data["activity"]
        found = completions_of(activity, matching=form.cleaned_data["q"])
        context |= {
            "activity": activity,
            "completions": found[:MOST],
            "too_many": len(found) > MOST,
        }
    return render(request, "certification/admin/put_right_find.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@permission_required(PERMISSION, raise_exception=True)
def put_right(request: ReviewerRequest, pk: int) -> HttpResponse:
    """What was recorded and what rests on it (GET); record that it was not so (POST)."""
    seen = _completions_for(request.user)
    completion = get_object_or_404(
        seen.select_related("learner", "activity", "recorded_by", "correction__by"),
        pk=pk,
    )
    form = PutRightForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _put_right(request, completion, form):
            return redirect(request.path)
        status = 400
    relying = relying_on(completion)
    parts = behind(completion).select_related("activity").order_by("pk")
    mine = seen.filter(
        pk__in=[*(one.pk for one in relying), *(one.pk for one in parts)]
    )
    context = {
        "completion": completion,
        "correction": getattr(completion, "correction", None),
        "is_own": completion.learner == request.user,
        "relying": relying,
        "parts": parts,
        "mine": set(mine.values_list("pk", flat=True)),
        "certificates": Certificate.objects.in_force()
        .filter(award__completion__in=[completion, *relying])
        .order_by("pk"),
        "may_revoke": request.user.has_perms((register.VIEW, register.PERMISSION)),
        "back": _list_of(completion.activity),
        "form": form,
    }
    return render(request, "certification/admin/put_right.html", context, status=status)


def offer_to_put_right(
    viewer: User,
    activity: LearningActivity,
    session: UUID,  # noqa: ARG001 - the signature of an offer
) -> Offer | None:
    """The way from the roll of a date to putting right that somebody was there."""
    if not viewer.has_perm(PERMISSION):
        return None
    return Offer(label=_("Put a completion right"), address=_list_of(activity))


def _list_of(activity: LearningActivity) -> str:
    address = reverse("certification_find_to_put_right")
    return f"{address}?{urlencode({'activity': str(activity.pk), 'q': ''})}"


def _completions_for(user: User) -> CompletionQuerySet:
    own = activities_of(user, LearningActivity.objects.all())
    return Completion.objects.for_reviewers().filter(activity__in=own)


def _put_right(
    request: ReviewerRequest, completion: Completion, form: PutRightForm
) -> bool:
    try:
        learning.annul(completion, by=request.user, reason=form.cleaned_data["reason"])
    except LearningError as error:
        form.add_error(None, str(error))
        return False
    messages.success(
        request,
        _("Put right: “%(title)s” no longer counts for %(name)s, who is told.")
        % {"name": completion.learner, "title": completion.activity.title},
    )
    return True
