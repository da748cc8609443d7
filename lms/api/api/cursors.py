"""Where a list goes on: a place that tells nothing, and fits one question of one token.

The cursor is the place, encrypted and authenticated together with the question, and
always the same for the same place: so a page keeps its ETag. It never expires, because
lists go on after a row, and not after a number of rows: whatever is written meanwhile,
nothing that was there is skipped or comes twice.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from lms.api.exceptions import Fault, Invalid

_SALT: Final = "lms.api.cursors"
_BYTES: Final = 8
BEGINNING: Final = 0


def cursor_after(place: int, question: Mapping[str, str]) -> str:
    """The cursor that goes on after a place."""
    sealed = _cipher().encrypt(place.to_bytes(_BYTES), [_bound_to(question)])
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def place_of(cursor: str | None, question: Mapping[str, str]) -> int:
    """The place after which to go on; the beginning without a cursor.

    Raises ``Invalid`` for a text that was not given out for this question.
    """
    if not cursor:
        return BEGINNING
    try:
        sealed = base64.b64decode(
            cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True
        )
        return int.from_bytes(_cipher().decrypt(sealed, [_bound_to(question)]))
    except (binascii.Error, InvalidTag, ValueError) as error:
        told = _(
            "This cursor was not given out for this question. Follow the link next as it "
            "is, or begin again without a cursor."
        )
        raise Invalid(faults=[Fault("query.cursor", told)]) from error


def _cipher() -> AESSIV:
    return AESSIV(salted_hmac(_SALT, "key", algorithm="sha256").digest())


def _bound_to(question: Mapping[str, str]) -> bytes:
    return json.dumps(dict(question), sort_keys=True).encode()
