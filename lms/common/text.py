"""Texts of several lines that people type in a browser."""

from typing import Any

from django import forms


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
