"""What people fill in about privacy."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.common import retention
from lms.common.text import TypedTextField

from .enums import Destination
from .models import ProcessingVersion
from .operations.describing import WORDS


class AskForm(forms.Form):
    """Asking to be erased."""

    reason = TypedTextField(
        label=_("Why do you ask this?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "You need not say. Only the data protection officer reads it, and it goes "
            "with your data."
        ),
    )
    sure = forms.BooleanField(
        label=_("I know that this cannot be undone, and that I can no longer sign in."),
        error_messages={"required": _("Tick this first, or keep your data.")},
    )


class RefuseForm(forms.Form):
    """Why a request is refused; the person reads it."""

    answer = TypedTextField(
        label=_("Reasons"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "The person reads this on their page about privacy. Say also that they can "
            "complain to the supervisory authority."
        ),
        error_messages={
            "required": _(
                "Say why: the person has a right to the reasons (article 12(4) GDPR)."
            )
        },
    )


class PeriodForm(forms.Form):
    """For how long a kind of record is kept, and what that leans on."""

    months = forms.IntegerField(
        label=_("Months"),
        min_value=1,
        max_value=1200,
        required=False,
        help_text=_("Leave this empty to keep it without a term: nothing is removed."),
    )
    reference = forms.CharField(
        label=_("Selection list"),
        max_length=300,
        required=False,
        help_text=_("Which selection list gives this period, with its number."),
    )
    destination = forms.ChoiceField(
        label=_("Final destination"),
        choices=Destination.choices,
        help_text=_("Only what is to be destroyed is removed by the platform."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("months") and not (cleaned.get("reference") or "").strip():
            self.add_error(
                "reference", _("A period leans on a selection list: say which one.")
            )
        return cleaned


class ProcessingForm(forms.ModelForm[ProcessingVersion]):
    """What holds of a processing from now on."""

    kinds = forms.MultipleChoiceField(
        label=_("Kinds of records"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their retention periods stand in the statement."),
    )

    class Meta:
        model = ProcessingVersion
        fields: ClassVar[list[str]] = list(WORDS)
        widgets: ClassVar[dict[str, Any]] = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in WORDS
            if name not in {"name", "legal_basis", "kinds"}
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kinds"]
        kinds.choices = [
            (name, kind.label) for name, kind in sorted(retention.kinds().items())
        ]
