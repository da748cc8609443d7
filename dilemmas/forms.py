"""What the player sends."""

from typing import Any

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _


class StepForm(forms.Form):
    """A choice, with the step that it was shown for and the key of the form that showed it."""

    number = forms.IntegerField(min_value=1)
    form_key = forms.UUIDField()
    choice = forms.UUIDField()


class NoteField(forms.CharField):
    """A text of which nothing is counted or refused before it is put in order."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(as_typed(value) if isinstance(value, str) else value)


class NoteForm(forms.Form):
    """A note for oneself."""

    text = NoteField(
        label=_("Your note"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


def as_typed(text: str) -> str:
    """A text that a browser sent, as its writer sees it.

    A browser counts a line end as one character and sends two (CRLF), so that a note of
    just the length that it allows would be refused. PostgreSQL refuses NUL.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def safe_return(path: str) -> str:
    """``path`` when it is one on this site, else nothing: no link leads elsewhere."""
    inside = path.startswith("/") and url_has_allowed_host_and_scheme(path, None)
    return path if inside and len(path) <= 500 else ""
