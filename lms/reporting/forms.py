"""What HR asks: filters and peildatum from the address, and the format of a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lms.common import clock
from lms.learning.enums import Form, Source
from lms.organisation.models import Entity, PolicyDomain
from lms.organisation.visibility import Scope

from .enums import Cover, ExportFormat, Period, PersonState, RecordStatus
from .filters import PARAMETERS, YES, RecordFilter
from .listing import Options

ALL = ("", gettext_lazy("All"))
DAYS = (7, 30, 90)
MONTHS = (1, 3, 6, 12)


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _number_field(label: Any, choices: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=[ALL, *choices],
        coerce=_whole,
        empty_value=None,
    )


def _days(number: int) -> Any:
    return lazy(
        lambda: (
            ngettext("%(number)d day", "%(number)d days", number) % {"number": number}
        ),
        str,
    )()


def _months(number: int) -> Any:
    return lazy(
        lambda: (
            ngettext("%(number)d month", "%(number)d months", number)
            % {"number": number}
        ),
        str,
    )()


def _yes_field(label: Any) -> forms.BooleanField:
    return forms.BooleanField(
        label=label, required=False, widget=forms.CheckboxInput(attrs={"value": YES})
    )


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


ORDER = (
    *("zoek", "opleiding", "status", "periode", "te-laat", "binnen-dagen"),
    *("gecertificeerd", "vervalt-binnen", "entiteit", "eronder", "beleidsdomein"),
    *("rol", "vorm", "bron", "van", "tot", "peildatum", "persoon"),
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
    opleiding = forms.UUIDField(label=gettext_lazy("Training"), required=False)
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        required=False,
        choices=[ALL, *RecordStatus.choices],
    )
    periode = forms.ChoiceField(
        label=gettext_lazy("Completed in"),
        required=False,
        choices=[ALL, *Period.choices],
    )
    entiteit = forms.CharField(
        label=gettext_lazy("Entity"), required=False, max_length=20
    )
    eronder = _yes_field(gettext_lazy("With what lies under this entity"))
    beleidsdomein = forms.CharField(
        label=gettext_lazy("Policy domain"), required=False, max_length=200
    )
    rol = forms.CharField(label=gettext_lazy("Role"), required=False, max_length=100)
    vorm = forms.ChoiceField(
        label=gettext_lazy("Form of learning"),
        required=False,
        choices=[ALL, *Form.choices],
    )
    bron = forms.ChoiceField(
        label=gettext_lazy("Source"), required=False, choices=[ALL, *Source.choices]
    )
    van = _date_field(gettext_lazy("Completed from"))
    tot = _date_field(gettext_lazy("Completed up to and including"))
    gecertificeerd = _yes_field(gettext_lazy("Certificate is valid"))
    persoon = forms.IntegerField(
        label=gettext_lazy("Person"),
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        widget=forms.HiddenInput,
    )
    peildatum = _date_field(gettext_lazy("As-of date"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        # Names with a hyphen, as addresses have them, cannot be names in Python.
        self.fields |= {
            "te-laat": _yes_field(_("Too late")),
            "binnen-dagen": _number_field(
                _("To be done within"), [(days, _days(days)) for days in DAYS]
            ),
            "vervalt-binnen": _number_field(
                _("Certificate expires within"),
                [(months, _months(months)) for months in MONTHS],
            ),
        }
        self.order_fields(ORDER)
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
        given = {
            name: self.cleaned_data[key]
            for name, key in PARAMETERS.items()
            if key in self.fields
        }
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
            ("beleidsdomein", options.policy_domains),
            ("rol", options.roles),
            ("opleiding", options.activities),
        ):
            if name not in self.fields:
                continue
            given = str(self.data.get(name, ""))
            known = {value for value, _label in choices}
            extra = [(given, given)] if given and given not in known else []
            self.fields[name].widget = forms.Select(choices=[ALL, *choices, *extra])

    def describe(self, name: str) -> str:
        """One filter in words, such as "Status: absent"."""
        key = PARAMETERS[name]
        field = self.fields[key]
        if isinstance(field, forms.BooleanField):
            return str(field.label)
        value = str(self.data.get(key, ""))
        choices = getattr(field.widget, "choices", ())
        labels = {str(known): label for known, label in choices}
        return f"{field.label}: {labels.get(value, value)}"


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


class PeopleForm(RecordForm):
    """Which people to list: by name, place, and how they stand today."""

    toestand = forms.ChoiceField(
        label=gettext_lazy("How they stand"),
        required=False,
        choices=[("", gettext_lazy("All")), *PersonState.choices],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = ("zoek", "toestand", "entiteit", "eronder", "beleidsdomein", "rol")
        self.fields = {name: self.fields[name] for name in kept}

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data

    @property
    def as_of(self) -> date:
        """People are listed as they stand today."""
        return clock.today()

    @property
    def state(self) -> PersonState | None:
        """How the wanted people stand, when it was asked."""
        given = self.cleaned_data["toestand"]
        return PersonState(given) if given else None

    def parameters(self) -> dict[str, str]:
        """What narrows, as addresses have it."""
        state = {"toestand": self.state.value} if self.state else {}
        return {**self.filters.parameters(), **state}


class ReportForm(forms.Form):
    """The name of a saved report, and the HR with whom it is shared."""

    name = forms.CharField(
        label=gettext_lazy("Name of the report"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    entity = forms.ModelChoiceField(
        label=gettext_lazy("Share with HR of"),
        queryset=Entity.objects.none(),
        required=False,
        empty_label=gettext_lazy("nobody: for me alone"),
        help_text=gettext_lazy(
            "Only the question is shared: everybody sees the rows of their own entities."
        ),
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        own = Entity.objects.filter(pk__in=scope.entities)
        self.fields["entity"].queryset = own  # type: ignore[attr-defined]


class CoverageForm(forms.Form):
    """Which entities the coordinator lists."""

    use_required_attribute = False

    dekking = forms.ChoiceField(
        label=gettext_lazy("Coverage"), required=False, choices=[ALL, *Cover.choices]
    )
    beleidsdomein = forms.ChoiceField(
        label=gettext_lazy("Policy domain"), required=False
    )

    def __init__(
        self, *args: Any, domains: Iterable[PolicyDomain], **kwargs: Any
    ) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        known = {domain.code: domain.name for domain in domains}
        self.fields["beleidsdomein"].choices = [ALL, *known.items()]  # type: ignore[attr-defined]

    @property
    def cover(self) -> str:
        """The wanted coverage; nothing: all of it."""
        cover: str = self.cleaned_data["dekking"]
        return cover

    def has_domain_of(self, entity: Entity) -> bool:
        """Whether an entity lies in the wanted policy domain."""
        wanted = self.cleaned_data["beleidsdomein"]
        return wanted in {"", entity.policy_domain.code}

    def parameters(self) -> dict[str, str]:
        """What narrows, as addresses have it."""
        return {name: value for name, value in self.cleaned_data.items() if value}
