"""Forms of certification: a code to check, a completion to record."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lms.common import clock
from lms.learning.models import LearningActivity
from lms.organisation.models import Entity, IntegrityRole

from .codes import as_code
from .models import Certificate
from .roll import Person
from .sealing import MAX_BYTES


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
            raise forms.ValidationError(
                gettext(
                    "This file is larger than 5 MB, so it is no certificate of ours as "
                    "we issued it."
                )
            )
        return uploaded


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
