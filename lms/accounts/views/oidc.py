"""To the issuer, and back from it."""

from __future__ import annotations

import secrets

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from requests import RequestException

from lms.accounts.oidc.failing import failed
from lms.accounts.oidc.provider import CampusAdapter


@require_safe
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Send somebody to the issuer; 404 when there is none.

    By a link, not a form: the security policy follows what a form is answered with, and
    would stop an issuer that sends people on to another host. Nothing changes by it, and
    only who comes back with what was asked gets in.
    """
    there = get_next_redirect_url(request)
    if request.user.is_authenticated:
        return redirect(there or settings.LOGIN_REDIRECT_URL)
    try:
        provider = get_adapter().get_provider(request, "oidc")
    except SocialApp.DoesNotExist as none:
        raise Http404 from none
    nonce = secrets.token_urlsafe(24)
    try:
        answer: HttpResponse = provider.redirect(
            request,
            process=AuthProcess.LOGIN,
            next_url=there,
            auth_params={"nonce": nonce},
            nonce=nonce,
        )
    except (OAuth2Error, RequestException) as problem:
        return failed(request, exception=problem)
    return answer


@require_safe
@never_cache
def callback(request: HttpRequest) -> HttpResponse:
    """Back from the issuer: signed in, or on a page that says why not.

    Who is signed in and has nothing to come back with pressed twice, or went back.
    """
    if not settings.OIDC_ISSUER:
        raise Http404
    view = OAuth2CallbackView.adapter_view(CampusAdapter(request, settings.OIDC_ISSUER))
    try:
        answer: HttpResponse = view(request)
    except (OAuth2Error, RequestException) as problem:
        return failed(request, exception=problem)
    if answer.status_code >= 400 and request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return answer
