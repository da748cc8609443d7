"""The code that opens a certificate's page: random, and kind to who types it.

Plain Python. Sixteen letters of Crockford's base 32 carry 80 random bits; the alphabet
leaves out I, L, O and U, and what people read for those is understood all the same
(https://www.crockford.com/base32.html).
"""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
GROUP = 4

_SPACING = re.compile(r"[\s_.\-\u2010-\u2015]+")
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BARE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def new_code() -> str:
    """A fresh code of 80 random bits, in groups of four: ``7K3M-9QXT-2BCD-EFGH``."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def as_code(typed: str) -> str | None:
    """What somebody typed as a code, or nothing when it cannot be one.

    Spaces, dashes and lower case do not matter; O reads as 0, I and L as 1.
    """
    bare = _SPACING.sub("", typed).upper().translate(_MISREAD)
    return _grouped(bare) if _BARE.fullmatch(bare) else None


def _grouped(bare: str) -> str:
    return "-".join(bare[at : at + GROUP] for at in range(0, LENGTH, GROUP))
