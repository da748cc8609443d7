"""Fields of the forms of this desk."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.common.text import TypedTextField
from lms.learning.assigning.scope import Reach, people_within

MOST_REMINDERS: Final = 6


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A date as every browser can give it."""
    return forms.DateField(
        label=label,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(
            attrs={"type": "date", "class": "input--date"}, format="%Y-%m-%d"
        ),
        error_messages={
            "invalid": gettext_lazy("Write the date as yyyy-mm-dd, such as 2025-03-31.")
        },
        **options,
    )


def reason_field(label: Any, **options: Any) -> TypedTextField:
    """Some lines of text, no more than is kept."""
    return TypedTextField(
        label=label, max_length=500, widget=forms.Textarea(attrs={"rows": 3}), **options
    )


class DaysField(forms.CharField):
    """Days as people write them: "30, 7"."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        words = str(text or "").replace(";", ",").replace(" ", ",").split(",")
        days = [word for word in words if word]
        if not all(word.isdigit() and 0 < int(word) <= 365 for word in days):
            raise forms.ValidationError(
                _("Write days as numbers from 1 to 365, such as 30, 7.")
            )
        if len(days) > MOST_REMINDERS:
            raise forms.ValidationError(_("At most six reminders."))
        return tuple(sorted({int(word) for word in days}, reverse=True))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value


class PersonField(forms.CharField):
    """Somebody, by persoon_id or e-mail address, among those whom one may see."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=254, **options)
        self.reach: Reach | None = None

    def clean(self, value: Any) -> Any:
        """The person; who is not within reach is as unknown as who does not exist."""
        name = str(super().clean(value)).strip()
        known = ("email", "vo_id", "personnel_number")
        if self.reach is not None:
            people = people_within(self.reach)
            for field, given in zip(known, (name.lower(), name, name), strict=True):
                if found := people.filter(**{field: given}).first():
                    return found
        raise forms.ValidationError(
            _(
                "Nobody in your entities has this persoon_id or e-mail address. Check "
                "how it is written."
            )
        )


class Plain(forms.Form):
    """A form of ours: labels without a colon, errors by the server alone."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
