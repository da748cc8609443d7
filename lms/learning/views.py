"""Joining, leaving, sharing: the buttons on every activity page post here."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lms.accounts.requests import SignedInRequest

from . import operations
from .enums import ActivityKind
from .exceptions import LearningError
from .forms import JoinForm
from .models import LearningActivity, Participation


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def join(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Ask in which capacity, say who will see it, register, go to the activity."""
    activity: LearningActivity = get_object_or_404(
        LearningActivity.objects.offered().exclude(kind=ActivityKind.LESSON), key=key
    )
    form = JoinForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            operations.register(request.user, activity, mandate=form.chosen)
        except LearningError as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request,
                _("You are registered for “%(title)s”.") % {"title": activity.title},
            )
        return redirect(activity.address)
    return render(
        request,
        "learning/join.html",
        {"activity": activity, "form": form},
        status=400 if form.errors else 200,
    )


@require_POST
@login_required
def leave(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Withdraw; what was recorded stays."""
    participation = _own(request, key)
    try:
        operations.withdraw(participation.pk)
    except LearningError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("You have left “%(title)s”.") % {"title": participation.activity.title},
        )
    return redirect(participation.activity.address)


@require_POST
@login_required
def share(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Let HR see what a person chose for themselves, or take that back."""
    participation = _own(request, key)
    try:
        if request.POST.get("share") == "yes":
            operations.share(participation.pk)
            messages.success(request, _("HR of your entity now sees this."))
        else:
            operations.unshare(participation.pk)
            messages.success(
                request,
                _(
                    "HR of your entity no longer sees this. An export of a day on "
                    "which you shared it still shows it."
                ),
            )
    except LearningError as error:
        messages.error(request, str(error))
    return redirect(participation.activity.address)


def _own(request: SignedInRequest, key: UUID) -> Participation:
    standing = Participation.objects.of(request.user).standing().with_activity()
    participation = standing.filter(activity__key=key).order_by("closed_at").first()
    if participation is None:
        raise Http404
    return participation
