"""The way into the admin."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


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
