"""Whether an ID token is what the issuer signed, for us, now (OpenID Connect Core 3.1.3.7).

The signature is checked always. allauth leaves that out for a token that came straight
from the issuer, as the standard allows; a key that nobody knows would pass then.
"""

from __future__ import annotations

from typing import Any, Final

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

# Never "none", and never a shared secret in the place of a key.
ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "ES256"]
CLOCKS_DIFFER: Final = 30  # seconds
NEEDED: Final = ["iss", "aud", "exp", "iat", "sub"]


def verified(
    token: str, keys: dict[str, Any], *, issuer: str, client_id: str
) -> dict[str, Any]:
    """The claims of an ID token. Raises ``OAuth2Error`` when anything in it is wrong."""
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key_of(token, keys),
            algorithms=ALGORITHMS,
            issuer=issuer,
            audience=client_id,
            leeway=CLOCKS_DIFFER,
            options={"require": NEEDED},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as problem:
        raise OAuth2Error(f"id token: {type(problem).__name__}") from problem
    if claims.get("azp", client_id) != client_id:
        raise OAuth2Error("id token: for another client")
    return claims


def _key_of(token: str, keys: dict[str, Any]) -> Any:
    """Raises ``OAuth2Error`` when the token was signed with a key that nobody knows."""
    name = jwt.get_unverified_header(token).get("kid")
    fitting = [
        key
        for key in jwt.PyJWKSet.from_dict(keys).keys
        if key.public_key_use in (None, "sig") and (name is None or key.key_id == name)
    ]
    # Without a name there must be no choice (Core 10.1).
    if len(fitting) != 1:
        raise OAuth2Error("id token: unknown key")
    return fitting[0].key
