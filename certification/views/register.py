"""The register in the admin: taking a certificate back, replacing it, and the chain."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certification import operations
from certification.chain.checking import Walk
from certification.exceptions import CertificationError
from certification.forms import ReissueForm, RevokeForm
from certification.models import Certificate
from lms.accounts.models import User

if TYPE_CHECKING:

    class RegistrarRequest(HttpRequest):
        """Of somebody who is signed in and may revoke."""

        user: User


VIEW = "certification.view_certificate"
PERMISSION = "certification.revoke_certificate"
MOST_BREAKS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required((VIEW, PERMISSION), raise_exception=True)
def revoke(request: RegistrarRequest, pk: int) -> HttpResponse:
    """Ask for a reason and a day, then revoke."""
    certificate = _of(pk)
    form = RevokeForm(request.POST or None, certificate=certificate)

    def act() -> Certificate:
        day, reason = form.cleaned_data["on"], form.cleaned_data["reason"]
        ended = operations.revoke(pk, by=request.user, reason=reason, on=day)
        messages.success(
            request, _("Certificate %(number)s is revoked.") % {"number": ended.number}
        )
        return ended

    return _answer(request, certificate, form, act, "certification/admin/revoke.html")


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required((VIEW, PERMISSION), raise_exception=True)
def reissue(request: RegistrarRequest, pk: int) -> HttpResponse:
    """Ask for a reason and what changes, then put a new one in its place."""
    certificate = _of(pk)
    form = ReissueForm(request.POST or None, certificate=certificate)

    def act() -> Certificate:
        new = operations.reissue(
            pk,
            by=request.user,
            reason=form.cleaned_data["reason"],
            changes=operations.Changes(
                name_of_account=form.cleaned_data["name_of_account"],
                entity=form.cleaned_data["entity"],
                role=form.cleaned_data["role"],
            ),
        )
        messages.success(
            request,
            _("Certificate %(number)s took the place of %(old)s.")
            % {"number": new.number, "old": certificate.number},
        )
        return new

    return _answer(request, certificate, form, act, "certification/admin/reissue.html")


def _answer(
    request: HttpRequest,
    certificate: Certificate,
    form: Any,
    act: Callable[[], Certificate],
    template: str,
) -> HttpResponse:
    """What ended in between is left as it is: its own page says how it stands now."""
    if not certificate.in_force:
        messages.warning(
            request,
            _(
                "This certificate has been revoked or replaced already. Nothing changed."
            ),
        )
        return redirect(_page_of(certificate))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_page_of(act()))
        except CertificationError as error:
            form.add_error(None, str(error))
    return render(
        request,
        template,
        {"certificate": certificate, "form": form, "back": _page_of(certificate)},
        status=400 if form.errors else 200,
    )


@require_safe
@permission_required(VIEW, raise_exception=True)
def chain(request: HttpRequest) -> HttpResponse:
    """Walk the whole chain, and say whether it holds and else where it breaks."""
    walk = Walk()
    breaks = list(walk.breaks())
    return render(
        request,
        "certification/admin/chain.html",
        {"walk": walk, "breaks": breaks[:MOST_BREAKS], "number": len(breaks)},
    )


def _of(pk: int) -> Certificate:
    found: Certificate = get_object_or_404(
        Certificate.objects.to_check().select_related("award__person"), pk=pk
    )
    return found


def _page_of(certificate: Certificate) -> str:
    return reverse("certification_certificates:inspect", args=[certificate.pk])
