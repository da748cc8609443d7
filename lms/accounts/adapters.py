"""How allauth behaves here."""

import base64
import io
import secrets
from typing import Any, ClassVar

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .models import User


class AccountAdapter(DefaultAccountAdapter):
    """Local accounts: an e-mail address is the only name that signs in."""

    # The refusals that somebody can meet here, in our own words.
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _(
            "This e-mail address and password do not belong together."
        ),
        "email_taken": _("There is an account with this e-mail address already."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link no longer works. Ask for a new one."),
        "rate_limited": _("That was often. Wait a moment and try again."),
        "same_as_current": _("This is what it was already. Choose something else."),
        "too_many_login_attempts": _(
            "That was wrong several times. Wait a few minutes, or ask for a new password."
        ),
    }
    ways_to_prove: ClassVar[dict[str, Any]] = {
        "reauthenticate": _("With your password"),
        "mfa_reauthenticate": _("With a code"),
        "mfa_reauthenticate:webauthn": _("With a passkey"),
    }

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """How somebody proves once more who they are, in our own words."""
        methods = super().get_reauthentication_methods(user)
        return [
            {**each, "description": self.ways_to_prove[each["id"]]} for each in methods
        ]


class MFAAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are kept sealed, and no page asks another site."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This does not fit. A code holds for half a minute: take the newest one."
        ),
        "unverified_email": _("Confirm your e-mail address first."),
    }

    def build_totp_svg(self, url: str) -> str:
        """The picture for the app, made here."""
        picture = io.BytesIO()
        segno.make_qr(url, error="m").save(
            picture, kind="svg", scale=5, light="#fff", xmldecl=False
        )
        return picture.getvalue().decode()

    def encrypt(self, text: str) -> str:
        """Sealed with ``SECRET_KEY``: who reads a back-up has no second factors."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was sealed, or with a key that is gone: something that no code fits."""
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002
        """How a passkey is called until its owner names it."""
        # Models can be imported once the apps are there, and adapters are asked before.
        from allauth.mfa.models import Authenticator  # noqa: PLC0415

        several = Authenticator.objects.filter(user=user, type=type).count()
        if several:
            return gettext("Passkey %(number)s") % {"number": several + 1}
        return gettext("Passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """By which name a device keeps a passkey of this site."""
        told: dict[str, str] = super().get_public_key_credential_rp_entity()
        return told | {"name": settings.WAGTAIL_SITE_NAME}


class SocialAdapter(DefaultSocialAccountAdapter):
    """The organisation's sign-in, when ``OIDC_ISSUER`` names one."""

    def list_apps(
        self,
        request: HttpRequest,  # noqa: ARG002
        provider: str | None = None,
        client_id: str | None = None,
    ) -> list[Any]:
        """The one issuer of the settings; none is kept in the database."""
        # Models can be imported once the apps are there, and adapters are asked before.
        from allauth.socialaccount.models import SocialApp  # noqa: PLC0415

        asked = (provider in (None, "oidc", settings.OIDC_ISSUER)) and (
            client_id in (None, settings.OIDC_CLIENT_ID)
        )
        if not settings.OIDC_ISSUER or not asked:
            return []
        return [
            SocialApp(
                provider="oidc",
                provider_id=settings.OIDC_ISSUER,
                name=settings.OIDC_NAME,
                client_id=settings.OIDC_CLIENT_ID,
                secret=settings.OIDC_CLIENT_SECRET,
                settings={
                    "server_url": settings.OIDC_ISSUER,
                    "scope": settings.OIDC_SCOPES,
                    "oauth_pkce_enabled": True,
                },
            )
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        """Accounts are made by ``operations.arrive``, never by a form."""
        return False

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,  # noqa: ARG002
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> None:
        """Raises ``ImmediateHttpResponse`` with a page that says what to do."""
        from .oidc.failing import failed  # noqa: PLC0415 (as above)

        raise ImmediateHttpResponse(failed(request, error=error, exception=exception))

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find or make the account of who comes.

        Raises ``ImmediateHttpResponse`` with a page that says so for who stays out.
        """
        from .oidc.arriving import arrive  # noqa: PLC0415 (as above)

        arrive(request, sociallogin)


def _seal() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key_from(secret)) for secret in keys])


def _key_from(secret: str | bytes) -> bytes:
    salt = "lms.accounts.second-factors"
    digest = salted_hmac(salt, "seal", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
