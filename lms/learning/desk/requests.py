"""Requests that wait for somebody, and deciding one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.accounts.requests import SignedInRequest
from lms.learning import operations
from lms.learning.assigning.scope import reach_of, requests_before
from lms.learning.enums import RequestState
from lms.learning.exceptions import LearningError
from lms.learning.models import LearningRequest
from lms.organisation.visibility import leads_a_team

from .access import own_page, status_of
from .answers import DecisionForm

PER_PAGE = 25
DECIDED = 10


def decides(person: User) -> bool:
    """Whether requests can wait for this person at all."""
    return leads_a_team(person) or bool(reach_of(person))


@own_page
def requests(request: SignedInRequest) -> HttpResponse:
    """What waits, the oldest first, and what was decided last."""
    if not decides(request.user):
        raise PermissionDenied(
            _("Requests wait for who leads a team, and for HR of an entity.")
        )
    found = requests_before(request.user)
    waiting = found.filter(state=RequestState.WAITING)
    decided = found.filter(state__in=(RequestState.GRANTED, RequestState.REFUSED))
    named = (
        "learner",
        "activity",
        "mandate__entity",
        "decided_by",
    )
    return render(
        request,
        "learning/desk/requests.html",
        {
            "page_obj": Paginator(
                waiting.select_related(*named).order_by("asked_at", "pk"), PER_PAGE
            ).get_page(request.GET.get("page")),
            "decided": decided.select_related(*named).order_by("-decided_at")[:DECIDED],
            "assigns": bool(reach_of(request.user)),
        },
    )


@own_page
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """One request, with the reason, and the two buttons."""
    found = (
        requests_before(request.user)
        .filter(pk=pk)
        .exclude(state=RequestState.TAKEN_BACK)
        .select_related("learner", "activity", "mandate__entity", "decided_by")
        .first()
    )
    if found is None:
        raise Http404
    form = DecisionForm(
        request.POST or None,
        extension=found.is_extension,
        initial={"granted_on": found.wished_on},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _carry_out(request, found, form)
        except LearningError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("learning:requests")
    found.refresh_from_db()
    return render(
        request,
        "learning/desk/decide.html",
        {"asked": found, "form": form},
        status=status_of(form) if request.method == "POST" else 200,
    )


def _carry_out(
    request: SignedInRequest, found: LearningRequest, form: DecisionForm
) -> None:
    answer = form.cleaned_data["answer"]
    words = {"name": found.learner}
    if form.refuses:
        operations.refuse(found.pk, by=request.user, answer=answer)
        messages.success(
            request, _("You refused it. %(name)s reads your answer.") % words
        )
        return
    operations.grant(
        found.pk,
        by=request.user,
        granted_on=form.cleaned_data.get("granted_on"),
        answer=answer,
    )
    messages.success(request, _("You granted it. %(name)s hears of it.") % words)
