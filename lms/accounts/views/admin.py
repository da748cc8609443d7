"""The way into the admin, and what it does to accounts."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lms.accounts import operations
from lms.accounts.enums import KnownBy
from lms.accounts.forms import ResetFactorForm
from lms.accounts.querysets import whose_factors_resets
from lms.accounts.requests import SignedInRequest


def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """In the place of Wagtail's own sign-in, which asks for no confirmed address.

    Raises ``PermissionDenied`` for who is signed in and may not enter the admin: the
    sign-in of the site would send them straight back.
    """
    user = request.user
    if user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    query = request.META.get("QUERY_STRING", "")
    there = reverse("account_login")
    return HttpResponseRedirect(f"{there}?{query}" if query else there)


@require_http_methods(["GET", "HEAD", "POST"])
def reset_second_factor(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take away what somebody lost; 404 for whom this administrator may not help so."""
    person = get_object_or_404(whose_factors_resets(request.user), pk=pk)
    form = ResetFactorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        operations.reset_second_factor(
            person, by=request.user, known_by=KnownBy(form.cleaned_data["known_by"])
        )
        messages.success(
            request,
            _("The extra protection of %(person)s is gone.") % {"person": person},
        )
        return redirect("wagtailusers_users:index")
    has_any = Authenticator.objects.filter(user=person).exists()
    return render(
        request,
        "accounts/admin/reset_second_factor.html",
        {"person": person, "form": form, "has_any": has_any},
        status=400 if form.errors else 200,
    )
