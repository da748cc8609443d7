"""What HR fills in to have an export made by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.common import clock

from .enums import ExportFormat, Rhythm


class ScheduleForm(forms.Form):
    """How it is called, in which format, and when."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("So you recognise it: it stands in the mail."),
        error_messages={"required": gettext_lazy("Give it a name.")},
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how often.")},
    )
    on = forms.DateField(
        label=gettext_lazy("From or on which date"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy(
            "Every week: on the weekday of this date, without a date on Monday. Every "
            "month: always on the first. Once: on this date."
        ),
        error_messages={
            "invalid": gettext_lazy("Write the date as yyyy-mm-dd, such as 2025-03-31.")
        },
    )
    format = forms.ChoiceField(
        label=gettext_lazy("File format"),
        choices=ExportFormat.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a format.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean_on(self) -> date | None:
        """From tomorrow on."""
        given: date | None = self.cleaned_data["on"]
        if given and given <= clock.today():
            raise forms.ValidationError(_("Choose a date from tomorrow on."))
        return given

    def clean(self) -> dict[str, Any]:
        """What is made once has a date."""
        cleaned = super().clean() or {}
        once = cleaned.get("rhythm") == Rhythm.ONCE
        if once and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", _("Choose the date on which the file is made."))
        return cleaned
