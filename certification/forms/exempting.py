"""Exempting somebody: from what, why, and the evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certification.roll import Person, first_day_that_counts
from lms.common import clock
from lms.content.file_formats import TYPES, kind_in, safe_name
from lms.learning.enums import ActivityKind
from lms.learning.models import LearningActivity, RequirementNode
from lms.learning.operations import EXEMPTED_KINDS, Proof

from .recording import CompletionForm, FindForm

LARGEST_PROOF = 5 * 1024 * 1024
PROOFS = ("pdf", "jpg", "png")
"""The kinds of file that a reviewer may keep."""


class FindToExemptForm(FindForm):
    """The same, of everything that a trajectory asks or asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activity: Any = self.fields["activity"]
        activity.label = _("Activity")
        asked = RequirementNode.objects.filter(
            activity__isnull=False, tree__activity__kind=ActivityKind.TRAJECTORY
        )
        activity.queryset = LearningActivity.objects.offered().filter(
            kind__in=EXEMPTED_KINDS, pk__in=asked.values("activity")
        )


class ExemptionForm(CompletionForm):
    """Who is exempted from which day on, why, and what the reviewer saw."""

    person = forms.TypedChoiceField(
        label=_("Person"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a person."),
            "invalid_choice": _("This person follows no trajectory with it."),
        },
    )
    attended_on = forms.DateField(
        label=_("It counts from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=clock.today,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("What the person did before or elsewhere, and why that is enough."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    proof = forms.CharField(
        label=_("Evidence in words"),
        max_length=4000,
        required=False,
        help_text=_("What you saw: an attest, its date, who gave it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    file = forms.FileField(
        label=_("Evidence as a file"),
        required=False,
        max_length=200,
        help_text=_("A PDF, or a picture (JPEG or PNG), of at most 5 MB."),
    )

    def __init__(
        self,
        *args: Any,
        people: list[Person],
        activity: LearningActivity,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, people=people, **kwargs)
        self.activity = activity

    def clean_file(self) -> UploadedFile[bytes] | None:
        """A file is known by what is in it, not by what it is called."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is None:
            return None
        if (file.size or 0) > LARGEST_PROOF:
            raise forms.ValidationError(gettext("This file is larger than 5 MB."))
        self.kind = kind_in(file.file, PROOFS) if file.file else ""
        if not self.kind:
            raise forms.ValidationError(
                gettext("This is no PDF and no picture (JPEG or PNG).")
            )
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        said = cleaned.get("proof") or cleaned.get("file")
        if not said and "file" not in self.errors:
            self.add_error(
                "proof", gettext("Give the evidence in words, as a file, or both.")
            )
        self._refuse_what_counts_for_nothing(cleaned)
        return cleaned

    def _refuse_what_counts_for_nothing(self, cleaned: dict[str, Any]) -> None:
        person, day = cleaned.get("person"), cleaned.get("attended_on")
        if person is None or day is None:
            return
        first = first_day_that_counts(person, self.activity)
        if first and day < first:
            self.add_error(
                "attended_on",
                gettext(
                    "This person is renewing a certificate. What counts from before "
                    "%(day)s is of no use for that: choose that day or a later one."
                )
                % {"day": date_format(first, "j F Y")},
            )

    def evidence(self) -> Proof:
        """What was given, once the form is valid."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        return Proof(
            text=self.cleaned_data["proof"],
            file_name=safe_name(file.name or "", self.kind) if file else "",
            file_type=TYPES[self.kind] if file else "",
            content=file.read() if file else None,
        )
