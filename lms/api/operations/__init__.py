"""Everything that changes tokens, or is done with one."""

from .answering import BUSY_FOR, KEPT_FOR, forget, once
from .enrolling import Answer, enrol
from .tokens import (
    GRACE,
    LONGEST,
    PREFIX,
    NewToken,
    hash_of,
    make_token,
    new_key,
    note_day,
    note_use,
    revoke_token,
    rotate_token,
)

__all__ = [
    "BUSY_FOR",
    "GRACE",
    "KEPT_FOR",
    "LONGEST",
    "PREFIX",
    "Answer",
    "NewToken",
    "enrol",
    "forget",
    "hash_of",
    "make_token",
    "new_key",
    "note_day",
    "note_use",
    "once",
    "revoke_token",
    "rotate_token",
]
