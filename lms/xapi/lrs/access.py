"""Who asks: HTTP Basic credentials, compared in constant time (part three, 4.0)."""

import base64
import binascii
import hmac
from typing import Final

from django.db import DEFAULT_DB_ALIAS

from lms.common import clock
from lms.xapi.enums import Scope
from lms.xapi.models import Credential
from lms.xapi.operations import hash_of
from lms.xapi.storing.rows import select

from . import rates
from .errors import Forbidden, Unauthorized

# Compared with when there is no such key, so that an unknown key takes as long.
_NO_HASH: Final = "0" * 64
_MAX_HEADER: Final = 2000
_FIELDS: Final = tuple(field.name for field in Credential._meta.concrete_fields)  # noqa: SLF001


def authorize(header: str, *scopes: Scope, address: str = "") -> Credential:
    """The credential of who asks, which has one of ``scopes``; one query.

    ``header`` is the text of an Authorization header, from wherever it came; failed
    attempts are counted by the network ``address`` (none: not counted).

    Raises ``Unauthorized`` without a valid one, ``Forbidden`` when it lacks the scope,
    and ``TooManyRequests`` for who asks, or fails, too often.
    """
    credential = _known(header, address)
    rates.count_use(credential)
    if not credential.may(*scopes):
        names = " or ".join(scope.value for scope in (*scopes, Scope.ALL))
        msg = f"This credential lacks the scope {names}."
        raise Forbidden(msg)
    return credential


def require_definitions(credential: Credential) -> None:
    """Raise ``Forbidden`` for a credential that was lent to the browser of a learner.

    The definition of a question holds its right answers (part two, 2.4.4.1,
    ``correctResponsesPattern``). The other formats tell only what the browser said.
    """
    if credential.is_lent:
        msg = "This credential does not read the definitions of activities."
        raise Forbidden(msg)


def _known(header: str, address: str) -> Credential:
    key, secret = _basic(header)
    credential = _active(key)
    known = credential.secret_hash if credential else _NO_HASH
    if not hmac.compare_digest(known, hash_of(secret)) or credential is None:
        rates.count_failure(address)
        msg = "These credentials are not known here, or they were revoked."
        raise Unauthorized(msg)
    if credential.has_expired(clock.now()):
        msg = "These credentials have expired."
        raise Unauthorized(msg)
    return credential


def _active(key: str) -> Credential | None:
    """The credential with this key, unless it was revoked; one query.

    Every request asks for it, and a queryset takes three times as long (``rows``).
    """
    for row in select(Credential, _FIELDS, where="key", among=[key]):
        credential = Credential.from_db(DEFAULT_DB_ALIAS, _FIELDS, row)
        if credential.active:
            return credential
    return None


def _basic(header: str) -> tuple[str, str]:
    scheme, _, token = header.partition(" ")
    if not header:
        msg = "This resource asks for HTTP Basic credentials."
        raise Unauthorized(msg)
    malformed = "The Authorization header holds no HTTP Basic credentials."
    if scheme.lower() != "basic" or len(header) > _MAX_HEADER:
        raise Unauthorized(malformed)
    try:
        text = base64.b64decode(token.strip(), validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise Unauthorized(malformed) from error
    key, colon, secret = text.partition(":")
    if not colon or "\x00" in text:
        raise Unauthorized(malformed)
    return key, secret
