"""When the organisation's sign-in does not work out: one page, with a way on."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from allauth.socialaccount.providers.base.constants import AuthError
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from requests import HTTPError, RequestException

from lms.accounts.exceptions import SignInRefused

log = logging.getLogger(__name__)


def failed(
    request: HttpRequest, *, error: Any = None, exception: Exception | None = None
) -> HttpResponse:
    """The page for what went wrong on the way; what it was stands in the log."""
    name = {"name": settings.OIDC_NAME}
    if error == AuthError.CANCELLED:
        said = _("%(name)s did not let you through, or you stopped there.") % name
        return _page(request, said, HTTPStatus.FORBIDDEN)
    if exception is None and "error" not in request.GET:
        said = _(
            "This way in was used already, or you waited for more than ten minutes. "
            "Begin again."
        )
        return _page(request, said, HTTPStatus.BAD_REQUEST)
    # Never the exception's text alone: that of a request may hold an address with a code.
    what = _kind(exception) or request.GET.get("error", "")[:60]
    log.warning("Sign-in through the issuer failed: %s", what)
    if isinstance(exception, RequestException) and not isinstance(exception, HTTPError):
        said = _("%(name)s does not answer now. Try again in a few minutes.") % name
        return _page(request, said, HTTPStatus.SERVICE_UNAVAILABLE)
    said = (
        _(
            "We got an answer from %(name)s that we cannot rely on. Try again. Does it "
            "stay that way? Tell us through the contact page."
        )
        % name
    )
    return _page(request, said, HTTPStatus.BAD_GATEWAY)


def refused(request: HttpRequest, why: SignInRefused) -> HttpResponse:
    """The page for somebody whom the issuer knows and we do not let in."""
    return _page(request, str(why), HTTPStatus.FORBIDDEN)


def _kind(exception: Exception | None) -> str:
    if exception is None:
        return ""
    if isinstance(exception, RequestException):
        return type(exception).__name__
    return f"{type(exception).__name__}: {exception}"[:200]


def _page(request: HttpRequest, said: str, status: HTTPStatus) -> HttpResponse:
    return render(request, "account/oidc_failed.html", {"said": said}, status=status)
