"""What the player sends."""

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from lms.common.text import TypedTextField


class StepForm(forms.Form):
    """A choice, with the step that it was shown for and the key of the form that showed it."""

    number = forms.IntegerField(min_value=1)
    form_key = forms.UUIDField()
    choice = forms.UUIDField()


class NoteForm(forms.Form):
    """A note for oneself; ``known`` is the mark of the one that its writer saw."""

    text = TypedTextField(
        label=_("Your note"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    known = forms.CharField(required=False, widget=forms.HiddenInput)


def safe_return(path: str) -> str:
    """``path`` when it is one on this site, else nothing: no link leads elsewhere."""
    inside = path.startswith("/") and url_has_allowed_host_and_scheme(path, None)
    return path if inside and len(path) <= 500 else ""
