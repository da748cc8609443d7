"""Texts that people type in a browser."""

import unicodedata
from typing import Any, Final

from django import forms

# Control and format characters, private ones, and those that nothing is assigned to. Of
# the format characters two are letters in the names of some languages.
_STEERING: Final = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS: Final = "\u200c\u200d"


class TypedTextField(forms.CharField):
    """A text of which nothing is counted or refused before it is put in order."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(as_typed(value) if isinstance(value, str) else value)


def as_typed(text: str) -> str:
    """A text that a browser sent, as its writer sees it.

    A browser counts a line end as one character and sends two (CRLF), so that a text of
    just the length that it allows would be refused. PostgreSQL refuses NUL.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def in_one_line(text: str) -> str:
    """A name as it is printed: no line ends, and nothing unseen in it.

    A character that turns the direction would turn what stands behind the name too, and
    a paper that is kept for ever can hold no control characters (PDF/A, ISO 19005-3).
    """
    shown = (
        " " if unicodedata.category(one) in _STEERING and one not in _JOINERS else one
        for one in unicodedata.normalize("NFC", text)
    )
    return " ".join("".join(shown).split())
