"""What holds at every address alike."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from . import second_factor
from .models import User

# Where one is set up, and what a page needs to show itself.
ALWAYS_OPEN = ("/accounts/", "/static/", "/healthz", "/favicon.ico")


class SecondFactor:
    """Keep who must have a second factor and has none on the page where it is set up.

    The one place that enforces it; ``SECOND_FACTOR_REQUIRED`` says whether it holds. Who
    came through the organisation's sign-in proved it there. Nothing to do is known for
    ``SITE_KNOWN_FOR`` seconds; that something is missing is asked each time, so that it
    ends at once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            not settings.SECOND_FACTOR_REQUIRED
            or request.path.startswith(ALWAYS_OPEN)
            or not self._is_missing(request)
        ):
            return self.get_response(request)
        messages.warning(
            request,
            _("For what you may do here a second factor is needed. Set one up first."),
        )
        return redirect("mfa_index")

    def _is_missing(self, request: HttpRequest) -> bool:
        person = request.user
        if not isinstance(person, User):
            return False
        key, cache = f"accounts:second-factor:{person.public_id}", caches["local"]
        if cache.get(key) or _proved_elsewhere(request, person):
            return False
        if second_factor.is_asked_of(person) and not second_factor.has_one(person):
            return True
        if settings.SITE_KNOWN_FOR:
            cache.set(key, True, settings.SITE_KNOWN_FOR)  # noqa: FBT003 (a value)
        return False


def _proved_elsewhere(request: HttpRequest, person: User) -> bool:
    records = get_authentication_records(request, person)
    return any(record.get("method") == "socialaccount" for record in records)
