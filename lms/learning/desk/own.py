"""For the learner: why something is asked and until when; asking for more time."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lms.accounts.requests import SignedInRequest
from lms.common import clock
from lms.learning import operations
from lms.learning.enums import RequestKind
from lms.learning.exceptions import LearningError
from lms.learning.models import LearningRequest, Participation

from .access import own_page, status_of
from .answers import ExtensionForm


@own_page
def due(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Who asked it, by which rule, by when; and the form for an extension."""
    own = Participation.objects.of(request.user).standing().reported()
    found = own.filter(activity__key=key).with_activity().open_first().first()
    if found is None or not found.assigned:
        raise Http404
    form = ExtensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.ask_for_more_time(found.pk, **form.cleaned_data)
        except LearningError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Your request is sent. You hear what was decided.")
            )
            return redirect("learning:due", key=key)
    asked = LearningRequest.objects.of(request.user).filter(
        activity=found.activity, kind=RequestKind.EXTENSION
    )
    latest = asked.with_names().order_by("-pk").first()
    return render(
        request,
        "learning/desk/due.html",
        {
            "participation": found,
            "reasons": found.assignments.counting().with_names(),
            "form": form,
            "latest": latest,
            "today": clock.today(),
        },
        status=status_of(form) if request.method == "POST" else 200,
    )


@own_page
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a request back. Who signs in on the way comes by GET: nothing happens then."""
    asked = LearningRequest.objects.of(request.user).filter(pk=pk)
    found = asked.select_related("activity").first()
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            operations.take_back(found.pk, learner=request.user)
        except LearningError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Your request is taken back."))
    return redirect(found.activity.address or "/mijn-leren/")
