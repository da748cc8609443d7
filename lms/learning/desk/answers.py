"""What learners ask and bring, and what is answered. Forms check the shape; operations the rules."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.learning.enums import AttestKind
from lms.learning.models import ExternalRequirement, ListedInstitution
from lms.learning.operations.assigning.attesting import LARGEST, Brought

from .fields import Plain, day_field, reason_field


class ExtensionForm(Plain):
    """More time, and why."""

    wished_on = day_field(gettext_lazy("Until when would you like to have?"))
    reason = reason_field(
        gettext_lazy("Why?"),
        help_text=gettext_lazy(
            "Your manager and HR of your entity read this. You need not say more about "
            "your health or family than that it is a reason."
        ),
    )


class DecisionForm(Plain):
    """Yes or no, with words for the learner."""

    granted_on = day_field(gettext_lazy("New due date"), required=False)
    answer = reason_field(
        gettext_lazy("Your answer"),
        required=False,
        help_text=gettext_lazy("The learner reads this. Always say why you refuse."),
    )

    def __init__(self, *args: Any, extension: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not extension:
            del self.fields["granted_on"]

    @property
    def refuses(self) -> bool:
        return self.data.get("decision") == "refuse"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.data.get("decision") not in {"grant", "refuse"}:
            self.add_error(None, _("Choose one of the two buttons."))
        elif self.refuses and not cleaned.get("answer"):
            self.add_error("answer", _("Say why you refuse: the learner reads it."))
        return cleaned


class AttestForm(Plain):
    """What somebody followed elsewhere, with the attest."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=AttestKind.choices,
        widget=forms.RadioSelect,
        initial=AttestKind.TRAINING,
    )
    institution = forms.ModelChoiceField(
        label=gettext_lazy("Institution"),
        queryset=ListedInstitution.objects.none(),
        required=False,
        help_text=gettext_lazy(
            "Of a training. Only institutions on the list count; you need not choose one "
            "for supervision."
        ),
    )
    hours = forms.DecimalField(
        label=gettext_lazy("Hours on the attest"),
        min_value=Decimal("0.25"),
        max_value=Decimal(200),
        decimal_places=2,
        required=False,
        localize=True,
        widget=forms.TextInput(attrs={"class": "input--short", "inputmode": "decimal"}),
    )
    held_on = day_field(gettext_lazy("Date of the attest"))
    file = forms.FileField(
        label=gettext_lazy("The attest"),
        required=False,
        help_text=gettext_lazy("A PDF, JPEG or PNG of at most 10 MB."),
    )

    def __init__(
        self, *args: Any, requirement: ExternalRequirement, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        listed = requirement.institutions.all()
        self.fields["institution"].queryset = listed  # type: ignore[attr-defined]
        if not requirement.yearly_supervision:
            del self.fields["kind"]

    @property
    def brought(self) -> Brought:
        """What a valid form says."""
        given = self.cleaned_data
        kind = AttestKind(given.get("kind", AttestKind.TRAINING))
        is_training = kind == AttestKind.TRAINING
        file = given["file"]
        return Brought(
            kind=kind,
            held_on=given["held_on"],
            institution=given["institution"] if is_training else None,
            hours=(given["hours"] or Decimal(0)) if is_training else Decimal(0),
            file_name=file.name if file else "",
            content=file.read(LARGEST + 1) if file else b"",
        )


class CheckForm(Plain):
    """Whether an attest counts, with words for who brought it."""

    answer = reason_field(
        gettext_lazy("Your answer"),
        required=False,
        help_text=gettext_lazy("Always say why an attest does not count."),
    )

    @property
    def accepts(self) -> bool:
        return self.data.get("decision") == "accept"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.data.get("decision") not in {"accept", "refuse"}:
            self.add_error(None, _("Choose one of the two buttons."))
        elif not self.accepts and not cleaned.get("answer"):
            self.add_error(
                "answer", _("Say why it does not count: the person reads it.")
            )
        return cleaned
