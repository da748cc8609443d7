"""What the examination of an uploaded PDF found. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What somebody who uploads a PDF is told."""

    GENUINE = "genuine"
    """Byte by byte what was issued here."""

    ALTERED = "altered"
    """Something of ours stands in it, but it is not what was issued."""

    UNKNOWN = "unknown"
    """A PDF in which nothing of ours was found."""

    UNREADABLE = "unreadable"
    """No PDF, too large, or so damaged that it cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The verdict, the certificate that it is about, and the reasons for it.

    ``number`` and ``code`` are those of a certificate that was issued here; they are
    ``None`` when the file names none. ``signed_by`` is the name in the signing
    certificate, empty without a signature of ours that holds. ``reasons`` are sentences
    for whoever uploaded it, in their language.
    """

    verdict: Verdict
    number: str | None = None
    code: str | None = None
    signed_by: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def is_genuine(self) -> bool:
        return self.verdict is Verdict.GENUINE
