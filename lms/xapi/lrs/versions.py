"""Which edition answers a request (part three, 3.3; IEEE 9274.1.1, 4.1.7)."""

import re
from collections.abc import Mapping
from typing import Final

from lms.xapi.statements.versions import Version

from .errors import BadRequest

HEADER: Final = "X-Experience-API-Version"
# What the About resource tells (part three, 2.8).
SUPPORTED: Final = ("1.0.0", "1.0.1", "1.0.2", Version.ONE.value, Version.TWO.value)
_NAMES: Final = {
    Version.ONE: re.compile(r"1\.0(?:\.\d{1,6})?", re.ASCII),
    Version.TWO: re.compile(r"2\.0(?:\.\d{1,6})?", re.ASCII),
}


def named(headers: Mapping[str, str]) -> Version | None:
    """The edition that the version header names; ``None`` without one that we know."""
    text = headers.get(HEADER, "")
    for version, pattern in _NAMES.items():
        if pattern.fullmatch(text):
            return version
    return None


def require(headers: Mapping[str, str]) -> None:
    """Raise ``BadRequest`` unless the version header names an edition that we know."""
    if named(headers) is not None:
        return
    if not headers.get(HEADER, ""):
        msg = f"The header {HEADER} is missing; send {Version.ONE} or {Version.TWO}."
        raise BadRequest(msg)
    msg = f"This store speaks xAPI 1.0.x and 2.0.x; the header {HEADER} asks another version."
    raise BadRequest(msg)
