"""Out of the site, and out of the organisation's sign-in when one came through it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.views import LogoutView
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from lms.accounts.oidc.arriving import ENDING


class SignOut(LogoutView):
    """Ends the session here first, whatever becomes of the other one."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        ending = self.request.session.get(ENDING)
        answer: HttpResponse = super().post(*args, **kwargs)
        if not ending or not settings.OIDC_ISSUER:
            return answer
        # A page that goes on, not an answer that sends on: see ``oidc.begin``.
        there = {"address": _address(ending), "name": settings.OIDC_NAME}
        return render(self.request, "account/signing_out.html", there)


def _address(ending: dict[str, Any]) -> str:
    """Where the issuer ends its session (OpenID Connect RP-Initiated Logout 1.0)."""
    told = {
        "client_id": settings.OIDC_CLIENT_ID,
        "post_logout_redirect_uri": f"{settings.BASE_URL}/",
    }
    if ending["id_token"]:
        told["id_token_hint"] = ending["id_token"]
    joined = "&" if "?" in ending["at"] else "?"
    return f"{ending['at']}{joined}{urlencode(told)}"


sign_out = SignOut.as_view()
