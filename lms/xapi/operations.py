"""Everything that changes a credential. Commands, the demo and the admin call only this."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from lms.common import clock

from .enums import Scope, Store
from .exceptions import CredentialExists
from .models import Credential
from .statements import Account
from .statements.indexing import identifier_of

KEY_BYTES: Final = 12
SECRET_BYTES: Final = 32
LENT_FOR: Final = timedelta(hours=1)
LENT_FOR_AT_MOST: Final = timedelta(hours=8)
SCOPES_OF_A_BROWSER: Final = (
    Scope.STATEMENTS_WRITE,
    Scope.STATEMENTS_READ_MINE,
    Scope.STATE,
)


@dataclass(frozen=True, slots=True)
class NewCredential:
    """A credential with its secret: the only moment at which the secret is known."""

    credential: Credential
    secret: str


def hash_of(secret: str) -> str:
    """What is kept of a secret: its SHA-256, in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_key() -> str:
    """A random key; it never begins with a dash, so that commands take it as it is."""
    return secrets.token_hex(KEY_BYTES)


@transaction.atomic
def make_credential(
    name: str,
    *,
    key: str | None = None,
    secret: str | None = None,
    scopes: Iterable[Scope] = (Scope.ALL,),
    store: Store = Store.RECORD,
) -> NewCredential:
    """Make a credential for ``store``; what is not given of key and secret is random.

    Making one again with the same key, secret, scopes and store gives the one that
    exists. Raises ``CredentialExists`` when the key is taken by another, and
    ``ValueError`` without any scope.
    """
    wanted = sorted({Scope(scope).value for scope in scopes})
    if not wanted:
        msg = "A credential needs at least one scope."
        raise ValueError(msg)
    secret = secret or secrets.token_urlsafe(SECRET_BYTES)
    credential, made = Credential.objects.get_or_create(
        key=key or new_key(),
        defaults={
            "name": name,
            "secret_hash": hash_of(secret),
            "scopes": wanted,
            "store": store,
            "created_at": clock.now(),
        },
    )
    same = (
        hmac.compare_digest(credential.secret_hash, hash_of(secret))
        and credential.scopes == wanted
        and credential.store == store
        and credential.active
    )
    if not made and not same:
        msg = f"The key {credential.key} is taken by another credential."
        raise CredentialExists(msg)
    return NewCredential(credential, secret)


@transaction.atomic
def revoke_credential(credential_id: int) -> Credential:
    """Revoke a credential, for good; revoking it again changes nothing."""
    credential = Credential.objects.select_for_update().get(pk=credential_id)
    if credential.active:
        credential.active = False
        credential.revoked_at = clock.now()
        credential.save(update_fields=["active", "revoked_at"])
    return credential


def lend_credential(
    *,
    actor: Account,
    registration: UUID,
    activity_iri: str,
    valid_for: timedelta = LENT_FOR,
) -> NewCredential:
    """A credential for the browser of a learner, for a while, on the record store.

    ``lms.xapi.bounds`` says what it can do: tell what ``actor`` does at the activity
    within ``registration``, read that back, and keep its state. Never for a dilemma:
    what its browser told would show how long a path was (decision 12).

    Raises ``ValueError`` for a time that is no time, or longer than a working day.
    """
    if not timedelta() < valid_for <= LENT_FOR_AT_MOST:
        msg = f"A credential is lent for {LENT_FOR_AT_MOST} at most."
        raise ValueError(msg)
    secret, now = secrets.token_urlsafe(SECRET_BYTES), clock.now()
    account = {"homePage": actor.home_page, "name": actor.name}
    credential = Credential.objects.create(
        name=activity_iri[:200],
        key=new_key(),
        secret_hash=hash_of(secret),
        scopes=sorted(scope.value for scope in SCOPES_OF_A_BROWSER),
        store=Store.RECORD,
        created_at=now,
        expires_at=now + valid_for,
        actor=identifier_of({"account": account}) or "",
        registration=registration,
        activity=activity_iri,
    )
    return NewCredential(credential, secret)


def clear_lent_credentials(now: datetime) -> int:
    """Delete what was lent to browsers and has expired; answers how many.

    Nothing points at them: statements carry their authority themselves.
    """
    cleared, _ = Credential.objects.lent().expired(now).delete()
    return cleared
