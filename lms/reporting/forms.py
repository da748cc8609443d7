"""What HR asks: filters and peildatum from the address, and the format of a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.common import clock
from lms.learning.enums import Form

from .enums import ExportFormat, RecordStatus
from .filters import PARAMETERS, RecordFilter
from .listing import Options


def _date_field(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": gettext_lazy("Write the date as yyyy-mm-dd, such as 2025-03-31.")
        },
        **options,
    )


class RecordForm(forms.Form):
    """The filters of the list, with the names that stand in addresses."""

    use_required_attribute = False

    zoek = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    entiteit = forms.CharField(
        label=gettext_lazy("Entity"), required=False, max_length=20
    )
    rol = forms.CharField(label=gettext_lazy("Role"), required=False, max_length=100)
    opleiding = forms.UUIDField(label=gettext_lazy("Training"), required=False)
    vorm = forms.ChoiceField(
        label=gettext_lazy("Form of learning"),
        required=False,
        choices=[("", gettext_lazy("All")), *Form.choices],
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        required=False,
        choices=[("", gettext_lazy("All")), *RecordStatus.choices],
    )
    van = _date_field(gettext_lazy("Completed from"))
    tot = _date_field(gettext_lazy("Completed up to and including"))
    peildatum = _date_field(gettext_lazy("As-of date"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["peildatum"].widget.attrs["max"] = clock.today().isoformat()

    def clean_peildatum(self) -> date:
        """Today when none is given; never a day that has not begun."""
        given: date | None = self.cleaned_data["peildatum"]
        today = clock.today()
        if given and given > today:
            raise forms.ValidationError(
                _("The as-of date lies in the future. Choose today or earlier.")
            )
        return given or today

    def clean(self) -> dict[str, Any]:
        """A period runs forward."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("van"), cleaned.get("tot")
        if since and until and since > until:
            self.add_error(
                "tot", _("The end of the period comes before its beginning.")
            )
        return cleaned

    @property
    def filters(self) -> RecordFilter:
        """What a valid form asks for."""
        given = {name: self.cleaned_data[key] for name, key in PARAMETERS.items()}
        return RecordFilter(**given)

    @property
    def as_of(self) -> date:
        """The peildatum of a valid form."""
        day: date = self.cleaned_data["peildatum"]
        return day

    def offer(self, options: Options) -> None:
        """Make lists of what can be chosen; a value that is not in one stays chosen."""
        for name, choices in (
            ("entiteit", options.entities),
            ("rol", options.roles),
            ("opleiding", options.activities),
        ):
            given = str(self.data.get(name, ""))
            known = {value for value, _label in choices}
            extra = [(given, given)] if given and given not in known else []
            self.fields[name].widget = forms.Select(
                choices=[("", _("All")), *choices, *extra]
            )

    def describe(self, name: str) -> str:
        """One filter in words, such as "Status: absent"."""
        key = PARAMETERS[name]
        value = str(self.data.get(key, ""))
        choices = getattr(self.fields[key].widget, "choices", ())
        label = dict(choices).get(value, value)
        return f"{self.fields[key].label}: {label}"


class ExportForm(RecordForm):
    """The same filters, and in which format the file is wanted."""

    format = forms.ChoiceField(
        label=gettext_lazy("File format"),
        choices=ExportFormat.choices,
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": gettext_lazy(
                "There is no format “%(value)s”. Choose xlsx, csv-excel, csv or jsonl."
            )
        },
    )
