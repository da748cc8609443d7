"""Making, rotating and revoking tokens, and noting what they are used for."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.api.enums import TokenScope
from lms.api.exceptions import TokenRefused
from lms.api.models import ApiToken, TokenUse
from lms.common import clock
from lms.organisation.models import Entity
from lms.organisation.visibility import Scope

PREFIX: Final = "icapi"  # by which a leaked one is recognised
KEY_BYTES: Final = 12
SECRET_BYTES: Final = 32
# Nothing that opens people's records stays open unseen for longer than a year.
LONGEST: Final = timedelta(days=366)
# As long as the previous secret still works, to put the new one in place.
GRACE: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token with the text that opens: the only moment at which that is known."""

    token: ApiToken
    text: str


def hash_of(secret: str) -> str:
    """What is kept of a secret: its SHA-256, in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_key() -> str:
    """A random key, by which a token is found."""
    return secrets.token_hex(KEY_BYTES)


@transaction.atomic
def make_token(
    name: str,
    *,
    scopes: Iterable[TokenScope],
    entities: Iterable[Entity],
    ends_on: date,
    by: User,
    key: str | None = None,
    secret: str | None = None,
) -> NewToken:
    """Make a token; what is not given of key and secret is random.

    Raises ``TokenRefused`` without scope or entity, for a last day that is over or more
    than a year away, and for a key that is taken.
    """
    wanted = sorted({TokenScope(scope).value for scope in scopes})
    roots = list(entities)
    if not wanted or not roots:
        raise TokenRefused(_("A token needs at least one scope and one entity."))
    _refuse_wrong_end(ends_on)
    secret = secret or secrets.token_urlsafe(SECRET_BYTES)
    token, made = ApiToken.objects.get_or_create(
        key=key or new_key(),
        defaults={
            "name": name,
            "secret_hash": hash_of(secret),
            "scopes": wanted,
            "made_by": by,
            "made_at": clock.now(),
            "ends_on": ends_on,
        },
    )
    if not made:
        raise TokenRefused(_("This token was made already."))
    token.entities.set(roots)
    return NewToken(token, _text(token, secret))


@transaction.atomic
def rotate_token(token_id: int, *, ends_on: date) -> NewToken:
    """Give a token another secret and another last day.

    The previous secret works for a day more. Raises ``TokenRefused`` for one that was
    revoked, and for a last day that is over or more than a year away.
    """
    _refuse_wrong_end(ends_on)
    token = ApiToken.objects.select_for_update().get(pk=token_id)
    if token.is_revoked:
        raise TokenRefused(_("This token was revoked. Make another one."))
    secret = secrets.token_urlsafe(SECRET_BYTES)
    if not token.has_ended:  # what ended does not open again
        token.previous_hash = token.secret_hash
        token.previous_until = clock.now() + GRACE
    token.secret_hash = hash_of(secret)
    token.ends_on = ends_on
    token.save(
        update_fields=["secret_hash", "previous_hash", "previous_until", "ends_on"]
    )
    return NewToken(token, _text(token, secret))


@transaction.atomic
def revoke_token(token_id: int) -> ApiToken:
    """Revoke a token, for good; revoking it again changes nothing."""
    token: ApiToken = ApiToken.objects.select_for_update().get(pk=token_id)
    if not token.is_revoked:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
    return token


def note_day(token: ApiToken) -> None:
    """Remember the day of the last use; one write a day."""
    today = clock.today()
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)


def note_use(
    token: ApiToken,
    resource: TokenScope,
    *,
    reach: Scope,
    rows: int,
    question: Mapping[str, str],
) -> TokenUse:
    """Note what an answer hands over, before it leaves."""
    use: TokenUse = TokenUse.objects.create(
        token=token,
        at=clock.now(),
        resource=resource,
        question=dict(question),
        reach=sorted(reach.entities),
        rows=rows,
    )
    return use


def _text(token: ApiToken, secret: str) -> str:
    return f"{PREFIX}_{token.key}_{secret}"


def _refuse_wrong_end(ends_on: date) -> None:
    today = clock.today()
    if not today <= ends_on <= today + LONGEST:
        raise TokenRefused(
            _("The last day of a token is today at the earliest, and within a year.")
        )
