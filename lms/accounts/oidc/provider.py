"""allauth's OpenID Connect, made strict: nonce, signature, issuer, no wish of the visitor."""

from __future__ import annotations

from typing import Any, cast

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import (
    OpenIDConnectProvider,
)
from allauth.socialaccount.providers.openid_connect.views import (
    OpenIDConnectOAuth2Adapter,
)
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from lms.accounts import claims

from . import tokens

NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class CampusAdapter(OpenIDConnectOAuth2Adapter):
    """Talks to the issuer: what it offers, its keys, and the claims of who comes."""

    @cached_property
    def openid_config(self) -> dict[str, Any]:
        """What the issuer publishes about itself.

        Raises ``RequestException`` when it cannot be reached, ``OAuth2Error`` when it is
        another one or lacks what sign-in needs.
        """
        told = self._ask(f"{settings.OIDC_ISSUER}/.well-known/openid-configuration")
        if str(told.get("issuer", "")).rstrip("/") != settings.OIDC_ISSUER:
            raise OAuth2Error("issuer: says that it is another one")
        if missing := [name for name in NEEDED if not isinstance(told.get(name), str)]:
            raise OAuth2Error(f"issuer: no {missing[0]}")
        return told

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:  # noqa: ARG002
        """Where the issuer sends people back: of ``BASE_URL``, whatever host was asked."""
        return f"{settings.BASE_URL}{reverse('oidc_callback')}"

    def complete_login(
        self,
        request: HttpRequest,
        app: SocialApp,
        token: SocialToken,
        **kwargs: Any,
    ) -> SocialLogin:
        """The claims of who comes, checked; ``claims`` and ``id_token`` hang on the answer.

        Raises ``OAuth2Error`` when they are not to be relied on, ``RequestException``
        when the issuer does not answer.
        """
        id_token = kwargs["response"].get("id_token")
        if not isinstance(id_token, str):
            raise OAuth2Error("issuer: no id token")
        told = tokens.verified(
            id_token,
            self._ask(self.openid_config["jwks_uri"]),
            issuer=self.openid_config["issuer"],
            client_id=app.client_id,
        )
        read = self._read(told, token.token)
        login = self.get_provider().sociallogin_from_response(request, told)
        login.claims, login.nonce = read, told.get("nonce")
        login.id_token = id_token if claims.NEVER not in told else None
        login.ends_at = self.openid_config.get("end_session_endpoint")
        return login

    def _read(self, told: dict[str, Any], access_token: str) -> claims.Claims:
        """With what the issuer tells at its other address, where it has one."""
        if address := self.openid_config.get("userinfo_endpoint"):
            more = self._ask(address, Authorization=f"Bearer {access_token}")
            if more.get("sub") != told["sub"]:  # Core 5.3.2
                raise OAuth2Error("userinfo: of somebody else")
            told = {**more, **told}
        try:
            return claims.read(told, issuer=settings.OIDC_ISSUER)
        except ValueError as problem:
            raise OAuth2Error(f"claims: {problem}") from problem

    def _ask(self, address: str, **headers: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(address, headers=headers, allow_redirects=False)
            answer.raise_for_status()
            told = answer.json()
        if not isinstance(told, dict):
            raise OAuth2Error("issuer: no answer that can be read")
        return cast("dict[str, Any]", told)


class CampusProvider(OpenIDConnectProvider):
    """Keeps the subject, and nothing else of what it was told."""

    id = "oidc"
    name = "OpenID Connect"
    oauth2_adapter_class = CampusAdapter

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:  # noqa: ARG002
        return reverse("oidc_begin")

    def get_callback_url(self) -> str:
        return reverse("oidc_callback")

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:  # noqa: ARG002
        """What is configured: allauth lets an address add scopes, ``rrn`` too."""
        return list(self.get_scope())

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["sub"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:  # noqa: ARG002
        return []
