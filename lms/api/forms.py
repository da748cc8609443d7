"""The forms by which an administrator makes and rotates tokens."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from lms.common import clock
from lms.organisation.models import Entity
from lms.organisation.querysets import valid_on

from .enums import TokenScope
from .models import ApiToken
from .operations import LONGEST, new_key

_KEY: Final = re.compile(r"[0-9a-f]{24}")


def _in_a_year() -> date:
    return clock.today() + LONGEST


class EndForm(forms.Form):
    """Until when a token works."""

    ends_on = forms.DateField(
        label=_("Valid up to and including"),
        widget=AdminDateInput,
        initial=_in_a_year,
        help_text=_("Within a year. Give it a new secret before that day."),
    )

    def clean_ends_on(self) -> date:
        day: date = self.cleaned_data["ends_on"]
        today = clock.today()
        if day < today:
            raise forms.ValidationError(_("This day is over."))
        if day > today + LONGEST:
            raise forms.ValidationError(_("Choose a day within a year."))
        return day


class TokenForm(EndForm):
    """Which system it is for, what it may do, and for which entities.

    The key travels with the form: sending the same form twice makes one token.
    """

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("Which system it is for, and who looks after it."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Scopes"),
        choices=TokenScope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Give no more than is needed."),
        error_messages={"required": _("Choose at least one.")},
    )
    entities = forms.ModelMultipleChoiceField(
        label=_("Entities"),
        queryset=Entity.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "The token reaches these, what lies under them and what they succeeded, and "
            "nothing else."
        ),
        error_messages={"required": _("Choose at least one.")},
    )
    key = forms.CharField(
        widget=forms.HiddenInput, initial=new_key, validators=[RegexValidator(_KEY)]
    )
    field_order = ["name", "scopes", "entities", "ends_on", "key"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entities = Entity.objects.filter(valid_on(clock.today()))
        chosen: Any = self.fields["entities"]
        chosen.queryset = entities.order_by("name")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        key = cleaned.get("key")
        if key is None or ApiToken.objects.filter(key=key).exists():
            data: Any = self.data
            self.data = data = data.copy()
            data["key"] = new_key()
            msg = _(
                "This token was made a moment ago. It is not shown a second time. If you "
                "did not keep it, revoke it and make another one here."
            )
            raise forms.ValidationError(msg)
        return cleaned
