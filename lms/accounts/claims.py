"""What the issuer says of a person, in the shape of ACM/IDM: plain values.

``vo_id`` is the stable key of a person, ``vo_orgcode`` (one or several) of the entities
that they work for. The number of the national register, ``rrn``, is never asked for and
dropped when it comes all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lms.common.text import in_one_line

NEVER: Final = "rrn"
MOST_OF_A_NAME: Final = 100
MOST_OF_A_KEY: Final = 64
MOST_OF_A_SUBJECT: Final = 191


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What an issuer says of somebody, read once.

    ``email`` is there when the issuer says that it was verified, and only then.
    """

    issuer: str
    subject: str
    vo_id: str | None = None
    first_name: str = ""
    last_name: str = ""
    email: str | None = None
    received: Mapping[str, Any] = field(default_factory=dict)

    def values(self, name: str) -> set[str]:
        """All values of a claim that may have one, several or none."""
        return set(_texts(self.received.get(name)))


def without_rrn(received: Mapping[str, Any]) -> dict[str, Any]:
    """These claims, but for the number that nobody asked for."""
    return {name: value for name, value in received.items() if name != NEVER}


def read(received: Mapping[str, Any], *, issuer: str) -> Claims:
    """The claims of a token whose signature was checked.

    Raises ``ValueError`` when they say nothing of whom, or a key is none of ours.
    """
    subject, vo_id = _text(received.get("sub")), _text(received.get("vo_id"))
    if not 0 < len(subject) <= MOST_OF_A_SUBJECT:
        raise ValueError("no usable sub")
    if len(vo_id) > MOST_OF_A_KEY:
        raise ValueError("no usable vo_id")
    email = _text(received.get("email")).lower()
    return Claims(
        issuer=issuer,
        subject=subject,
        vo_id=vo_id or None,
        first_name=_text(received.get("given_name"))[:MOST_OF_A_NAME],
        last_name=_text(received.get("family_name"))[:MOST_OF_A_NAME],
        # The text "false" is no yes.
        email=(email or None) if received.get("email_verified") is True else None,
        received=without_rrn(received),
    )


def _text(value: Any) -> str:
    return in_one_line(value) if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    several = value if isinstance(value, list | tuple) else [value]
    return [text for each in several if (text := _text(each))]
