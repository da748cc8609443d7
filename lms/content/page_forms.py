"""Forms of the admin for pages that can be completed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm


def no_alias() -> str:
    """Why a page that can be completed, or holds such pages, has no alias."""
    return _(
        "An alias of a page that people complete would be nobody’s activity. Make a copy "
        "instead."
    )


class CopyWithoutAliasForm(CopyForm):
    """Copies are pages of their own; the option to make an alias is not there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.data.get("alias"):
            raise forms.ValidationError(no_alias())
        return cleaned
