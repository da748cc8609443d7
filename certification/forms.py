"""Forms of certification: a code to check, a completion to record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lms.common import clock
from lms.content.file_formats import TYPES, kind_in, safe_name
from lms.learning.enums import ActivityKind
from lms.learning.models import LearningActivity, Participation, RequirementNode
from lms.learning.operations import EXEMPTED_KINDS, Proof
from lms.organisation.models import Entity, IntegrityRole

from .codes import as_code
from .models import Certificate
from .roll import Person
from .sealing import MAX_BYTES

LARGEST_PROOF = 5 * 1024 * 1024
PROOFS = ("pdf", "jpg", "png")
"""The kinds of file that a reviewer may keep."""


class CodeForm(forms.Form):
    """The code on a certificate, however it was typed; its whole address will do too."""

    code = forms.CharField(
        label=_("Code of the certificate"),
        max_length=300,
        help_text=_(
            "Sixteen letters and digits, such as 7K3M-9QXT-2BCD-EFGH. Capitals, spaces "
            "and dashes do not matter."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters"}
        ),
    )

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        address = typed.partition("?")[0].partition("#")[0].strip().rstrip("/")
        last = address.rpartition("/")[2]
        code = as_code(last.removesuffix(".pdf").removesuffix(".json"))
        if code is None:
            raise forms.ValidationError(
                gettext(
                    "This cannot be a code: it has sixteen letters and digits. You find "
                    "it on the certificate, beside “Verification code”."
                )
            )
        return code


class DayForm(forms.Form):
    """The day on which somebody wants to know how a certificate stands."""

    op = forms.DateField(
        label=_("Status on"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Fill in a day, or leave this out to see today’s status."),
            "invalid": _(
                "This is no day that we can read. Write it as 2027-01-31. You see "
                "today’s status now."
            ),
        },
    )


class UploadForm(forms.Form):
    """A PDF that somebody received, to compare with what was issued."""

    pdf = forms.FileField(
        label=_("Certificate as a PDF"),
        help_text=_(
            "At most 5 MB. We compare the file with what we issued, and do not keep it."
        ),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": _("Choose a file first."),
            "missing": _("Choose a file first."),
            "empty": _("This file is empty. Choose the PDF that you received."),
        },
    )

    def clean_pdf(self) -> Any:
        uploaded = self.cleaned_data["pdf"]
        if uploaded.size > MAX_BYTES:
            raise forms.ValidationError(self.too_large())
        return uploaded

    @staticmethod
    def too_large() -> str:
        """The sentence for a file past the bound."""
        return gettext(
            "This file is larger than 5 MB, so it is no certificate of ours as we "
            "issued it."
        )


class FindForm(forms.Form):
    """Which activity, and who."""

    activity: forms.ModelChoiceField[LearningActivity] = forms.ModelChoiceField(
        label=_("Session or assignment"),
        queryset=LearningActivity.objects.none(),
        empty_label=None,
        widget=forms.Select(attrs={"class": "w-w-full"}),
    )
    q = forms.CharField(
        label=_("Search by name or e-mail address"), max_length=100, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activity: Any = self.fields["activity"]
        activity.queryset = LearningActivity.objects.offered().filter(
            trainer_completes=True
        )


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


class CompletionForm(forms.Form):
    """Who attended or delivered, and when."""

    person = forms.TypedChoiceField(
        label=_("Person"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a person."),
            "invalid_choice": _(
                "This person is not registered for it, nor for a trajectory with it."
            ),
        },
    )
    attended_on = forms.DateField(
        label=_("Attended or accepted on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=clock.today,
    )

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.choices = [(one.pk, str(one)) for one in people]

    def clean_attended_on(self) -> date:
        day: date = self.cleaned_data["attended_on"]
        if day > clock.today():
            raise forms.ValidationError(
                gettext("This day has yet to come: record it when it is over.")
            )
        return day


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

    def clean_file(self) -> UploadedFile[bytes] | None:
        """A file is known by what is in it, not by what it is called."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is None:
            return None
        if (file.size or 0) > LARGEST_PROOF:
            raise forms.ValidationError(gettext("This file is larger than 5 MB."))
        content: Any = file.file
        self.kind = kind_in(content, PROOFS)
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
        return cleaned

    def evidence(self) -> Proof:
        """What was given, once the form is valid."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        return Proof(
            text=self.cleaned_data["proof"],
            file_name=safe_name(file.name or "", self.kind) if file else "",
            file_type=TYPES[self.kind] if file else "",
            content=file.read() if file else None,
        )


class MoveForm(forms.Form):
    """Whom to move to the version of today, and why."""

    person = forms.TypedChoiceField(
        label=_("Person"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={
            "invalid_choice": _("This person is not on an earlier version any more.")
        },
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("It stays with the move. Name nobody in it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, people: Sequence[Participation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.choices = [(one.pk, str(one.learner)) for one in people]

    @property
    def moves_everybody(self) -> bool:
        return "everybody" in self.data

    @property
    def chosen(self) -> int | None:
        """Whom somebody chose before the form was refused."""
        return getattr(self, "cleaned_data", {}).get("person")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        nobody = not cleaned.get("person") and "person" not in self.errors
        if nobody and not self.moves_everybody:
            self.add_error("person", gettext("Choose a person."))
        return cleaned


class RevokeForm(forms.Form):
    """Why a certificate ends, and from which day on."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_(
            "Stays with the certificate, for who manages certificates. Whoever checks "
            "it does not see it. Erasing the person erases it too."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    on = forms.DateField(
        label=_("No longer valid since"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=clock.today,
    )

    def __init__(self, *args: Any, certificate: Certificate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.certificate = certificate

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if not self.certificate.issued_on <= day <= clock.today():
            raise forms.ValidationError(
                gettext("Choose a day from the day on which it was issued up to today.")
            )
        return day


class ReissueForm(forms.Form):
    """Why a certificate is replaced, and what the new one says otherwise."""

    reason = RevokeForm.base_fields["reason"]
    name_of_account = forms.BooleanField(required=False)
    entity: forms.ModelChoiceField[Entity] = forms.ModelChoiceField(
        label=_("Entity"),
        queryset=Entity.objects.order_by("name"),
        required=False,
    )
    role: forms.ModelChoiceField[IntegrityRole] = forms.ModelChoiceField(
        label=_("Role"),
        queryset=IntegrityRole.objects.order_by("name"),
        required=False,
    )

    def __init__(self, *args: Any, certificate: Certificate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        facts = certificate.facts or {}
        person = certificate.award.person
        self.fields["name_of_account"].label = gettext(
            "Take over the name of the account: %(name)s"
        ) % {"name": person.get_full_name() if person else "–"}
        self.fields["name_of_account"].help_text = gettext(
            "On the certificate stands: %(name)s"
        ) % {"name": facts.get("name") or "–"}
        for key in ("entity", "role"):
            choice: Any = self.fields[key]
            choice.empty_label = gettext("As on the certificate: %(what)s") % {
                "what": facts.get(key) or "–"
            }
