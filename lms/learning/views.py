"""Joining, leaving, sharing: the buttons on every activity page post here."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.accounts.models import User
from lms.accounts.requests import SignedInRequest
from lms.organisation.capacities import remembered
from lms.organisation.models import Mandate

from . import access, operations
from .enums import STEP_KINDS, RequestKind
from .exceptions import LearningError, NeedsApproval
from .explaining import explain
from .forms import JoinForm
from .models import LearningActivity, LearningRequest, Participation
from .visibility import sight_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def join(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Ask in which capacity, say who will see it, register, go to the activity.

    What a trajectory of the person asks for is joined in the capacity in which they
    follow that: their page has told the rest, and one press is enough.
    """
    activity: LearningActivity = get_object_or_404(
        LearningActivity.objects.offered().exclude(kind__in=STEP_KINDS), key=key
    )
    if not access.may_join(request, activity):
        raise Http404
    form = JoinForm(
        request.POST or None,
        person=request.user,
        acting=remembered(request),
        asks_approval=activity.needs_approval,
    )
    followed = Participation.objects.of(request.user).asking_for(key)
    asking = followed.latest_first().first() if "as" in request.POST else None
    if request.method == "POST" and (asking or form.is_valid()):
        mandate = asking.mandate if asking else form.chosen
        try:
            operations.register(request.user, activity, mandate=mandate)
        except NeedsApproval:
            _ask_approval(request, activity, mandate, form)
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
        {
            "activity": activity,
            "form": form,
            "sight": sight_of(
                request.user, kind=activity.kind, key=key, participation=None
            ),
            "waiting": _waiting(request.user, activity),
        },
        status=400 if form.errors else 200,
    )


def _waiting(person: User, activity: LearningActivity) -> LearningRequest | None:
    """The request that waits for approval, of what asks it."""
    if not activity.needs_approval:
        return None
    asked = LearningRequest.objects.of(person).waiting().filter(activity=activity)
    return asked.filter(kind=RequestKind.ENROLMENT).first()


def _ask_approval(
    request: SignedInRequest,
    activity: LearningActivity,
    mandate: Mandate | None,
    form: JoinForm,
) -> None:
    """Instead of registering: a request to who decides."""
    reason = form.cleaned_data.get("reason", "") if form.is_valid() else ""
    try:
        operations.ask_to_take_part(
            request.user, activity, mandate=mandate, reason=reason
        )
    except LearningError as error:
        messages.error(request, str(error))
        return
    messages.success(request, _("Your request is sent. You hear what was decided."))


@require_safe
@never_cache
@login_required
def why(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Why who is signed in is not done yet, with everything that counts."""
    own = Participation.objects.of(request.user).standing().reported()
    found = own.filter(activity__key=key).with_record()
    participation = found.open_first().first()
    if participation is None:
        raise Http404
    return render(request, "learning/why.html", {"said": explain(participation)})


def step(
    act: Callable[[SignedInRequest, Participation], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A button on the page of an activity in which the person takes part.

    Who signs in on the way comes here by GET: back to the page, where the button is.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @login_required
    @wraps(act)
    def view(request: SignedInRequest, key: UUID) -> HttpResponse:
        own = Participation.objects.of(request.user).standing().reported()
        participation = (
            own.filter(activity__key=key).with_activity().open_first().first()
        )
        if participation is None:
            raise Http404
        if request.method != "POST":
            messages.info(
                request, _("You were signed out. Press the button once more.")
            )
            return redirect(participation.activity.address)
        return act(request, participation)

    return view


@step
def leave(request: SignedInRequest, participation: Participation) -> HttpResponse:
    """Withdraw; what was recorded stays."""
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


@step
def share(request: SignedInRequest, participation: Participation) -> HttpResponse:
    """Let HR see what a person chose for themselves, or take that back."""
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
    return redirect(_back(request) or participation.activity.address)


def _back(request: SignedInRequest) -> str:
    """The page of ours that the button stood on, when it says so."""
    given = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return given if ours else ""
