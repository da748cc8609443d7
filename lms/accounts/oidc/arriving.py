"""Who comes from the issuer: what the answer must hold, and which account it opens."""

from __future__ import annotations

from typing import Any, Final

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from lms.accounts import operations
from lms.accounts.exceptions import SignInRefused

from . import configuration
from .failing import refused

# In the session, for signing out: where, and the token that the issuer knows us by.
ENDING: Final = "oidc_ending"


def arrive(request: HttpRequest, login: Any) -> None:
    """Give allauth's ``login`` the account of these claims; nothing else of it is kept.

    Raises ``OAuth2Error`` when the answer belongs to no question of this browser (its
    nonce), and ``ImmediateHttpResponse`` with a page for who stays out.
    """
    asked, told = login.state.get("nonce"), login.nonce
    if not asked or not constant_time_compare(str(asked), str(told)):
        raise OAuth2Error("id token: wrong nonce")
    login.token = None
    try:
        link = operations.arrive(
            login.claims, groups=configuration.groups_for(login.claims)
        )
    except SignInRefused as why:
        raise ImmediateHttpResponse(refused(request, why)) from why
    login.account, login.user = link, link.user
    if login.ends_at:
        request.session[ENDING] = {"at": login.ends_at, "id_token": login.id_token}
