"""One's own data: what is kept, all of it to take along, and asking to be erased."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lms.accounts.requests import SignedInRequest
from lms.common import clock
from lms.privacy import operations
from lms.privacy.download import everything_about
from lms.privacy.exceptions import PrivacyError
from lms.privacy.forms import AskForm
from lms.privacy.models import ErasureRequest, PrivacySettings
from lms.reporting.looking import looks_at

LOOKS = 20  # the last ones; the download holds all of them


@never_cache
@require_safe
@login_required
def own(request: SignedInRequest) -> HttpResponse:
    """What somebody can do about their data, and what became of their requests."""
    requests = list(ErasureRequest.objects.of(request.user)[:10])
    return render(
        request,
        "privacy/own.html",
        {
            "waiting": next((one for one in requests if one.is_waiting), None),
            "decided": [one for one in requests if not one.is_waiting],
            "looks": looks_at(request.user)[:LOOKS],
            "contacts": PrivacySettings.load(request_or_site=request),
        },
    )


@never_cache
@require_safe
@login_required
@reauthentication_required
def everything(request: SignedInRequest) -> FileResponse:
    """Everything that is kept about whoever asks, as a zip. It is mailed to nobody."""
    name = f"mijn-gegevens-{clock.today()}.zip"
    return FileResponse(
        everything_about(request.user),
        as_attachment=True,
        filename=name,
        content_type="application/zip",
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required
def ask(request: SignedInRequest) -> HttpResponse:
    """What goes and what stays, and the form that asks for it."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.ask(request.user, reason=form.cleaned_data["reason"])
        except PrivacyError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request,
                _(
                    "Your request is with the data protection officer. You hear the "
                    "answer within a month."
                ),
            )
            return redirect("privacy:own")
    return render(
        request,
        "privacy/ask.html",
        {"form": form},
        status=400 if form.errors else 200,
    )


@require_POST
@login_required
def withdraw(request: SignedInRequest) -> HttpResponse:
    """Take one's request back; once more changes nothing."""
    if operations.withdraw(request.user):
        messages.success(request, _("You took your request back. Your data stay."))
    return redirect("privacy:own")
