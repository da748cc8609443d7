"""Who asks: a bearer token (RFC 6750), compared in constant time. Never a session."""

from __future__ import annotations

import hmac
import re
from typing import Final, TypedDict

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from lms.accounts.requests import client_address
from lms.api.enums import TokenScope
from lms.api.exceptions import Forbidden, Unauthorized
from lms.api.models import ApiToken
from lms.api.operations import PREFIX, hash_of, note_day
from lms.common import clock

from . import rates

_TEXT: Final = re.compile(
    rf"Bearer +{PREFIX}_([0-9a-f]{{24}})_([\w-]{{20,100}})", re.I | re.A
)
# Compared with when there is no such key, so that an unknown key takes as long.
_NO_HASH: Final = "0" * 64
SCOPE: Final = "x-scope"


class ApiRequest(HttpRequest):
    """``request.auth`` is the token that asks. Names the type, is never built."""

    auth: ApiToken
    rate_headers: dict[str, str]


class Bearer(HttpBearer):
    """Lets in a token that has a scope."""

    openapi_bearerFormat = "opaque"  # noqa: N815 (so OpenAPI spells it)

    def __init__(self, scope: TokenScope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> ApiToken:
        """The token that asks.

        Raises ``Unauthorized`` without a valid one, ``Forbidden`` when it lacks the
        scope, ``TooManyRequests`` for who asks, or fails, too often.
        """
        token = _valid(request)
        request.rate_headers = rates.count_use(token)  # type: ignore[attr-defined]
        if not token.may(self.scope):
            raise Forbidden(
                _("It lacks the scope %(scope)s.") % {"scope": self.scope.value},
                headers=_challenge("insufficient_scope", scope=self.scope.value),
            )
        note_day(token)
        return token

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """Asked by nobody: ``__call__`` reads the header itself."""
        raise NotImplementedError


class Needs(TypedDict):
    """What an operation says of who may ask it."""

    auth: Bearer
    openapi_extra: dict[str, str]


def needs(scope: TokenScope) -> Needs:
    """Ask a token with a scope, and say so in the description."""
    return {"auth": Bearer(scope), "openapi_extra": {SCOPE: scope.value}}


def _valid(request: HttpRequest) -> ApiToken:
    header = request.headers.get("Authorization", "")
    if not header:
        raise Unauthorized(
            _("Send the token in the header Authorization, as: Bearer TOKEN."),
            headers={"WWW-Authenticate": 'Bearer realm="api"'},
        )
    given = _TEXT.fullmatch(header.strip())
    token = _with_secret(*given.groups()) if given else None
    if token is None or token.is_revoked:
        rates.count_failure(client_address(request))
        raise Unauthorized(
            _("This token is not known here, or it was revoked."),
            headers=_challenge("invalid_token"),
        )
    if token.has_ended:
        raise Unauthorized(
            _("The last day of this token is over."),
            headers=_challenge("invalid_token"),
        )
    return token


def _with_secret(key: str, secret: str) -> ApiToken | None:
    """The token with this key, when the secret is its own too; one query."""
    token: ApiToken | None = ApiToken.objects.filter(key=key.lower()).first()
    known = token.hashes(clock.now()) if token else [_NO_HASH, ""]
    given = hash_of(secret)
    # Both are compared, always: neither tells by its time which of the two was right.
    right = [hmac.compare_digest(each or _NO_HASH, given) for each in known]
    return token if any(right) else None


def _challenge(error: str, **more: str) -> dict[str, str]:
    parts = {"realm": "api", "error": error, **more}
    told = ", ".join(f'{name}="{value}"' for name, value in parts.items())
    return {"WWW-Authenticate": f"Bearer {told}"}
