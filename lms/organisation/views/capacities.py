"""Switching to another of one's own capacities."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lms.accounts.requests import SignedInRequest
from lms.organisation.capacities import choose
from lms.organisation.models import Mandate
from lms.organisation.wording import within_a_sentence

DETAILS = "/mijn-gegevens/"  # of the site, above: where the choice stands


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def switch(request: SignedInRequest) -> HttpResponse:
    """Act in another capacity of today, and go back to where the form stood.

    Who signs in on the way comes here by GET: to where the choice is.
    """
    if request.method == "POST":
        own = Mandate.objects.of(request.user).of_today().with_names()
        typed = request.POST.get("mandate", "")
        pk = int(typed) if typed.isascii() and typed.isdigit() else 0
        mandate = get_object_or_404(own, pk=pk)
        choose(request, mandate)
        messages.success(
            request,
            _("You now act as %(role)s, %(entity)s.")
            % {
                "role": within_a_sentence(mandate.role.name),
                "entity": mandate.entity.name,
            },
        )
    return redirect(_back(request))


def _back(request: SignedInRequest) -> str:
    wanted = request.POST.get("next", "")
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(
        wanted, hosts, require_https=request.is_secure()
    ):
        return wanted
    return DETAILS
