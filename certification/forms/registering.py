"""The register: taking a certificate back, and replacing one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certification.models import Certificate
from lms.common import clock
from lms.organisation.models import Entity, IntegrityRole


class RevokeForm(forms.Form):
    """Why a certificate ends, and from which day on."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_(
            "Stays with the certificate, for who manages certificates. Whoever checks "
            "it does not see it. The person gets a mail, without the reason. Erasing "
            "the person erases it too."
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
        self.certificate = certificate
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

    def clean(self) -> dict[str, Any]:
        """A new one that says the same corrects nothing, and costs the old one its force."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self._changes_something(cleaned):
            raise forms.ValidationError(
                gettext(
                    "The new certificate would say the same as this one. Choose what it "
                    "has to say otherwise. A wrong name is corrected on the account first."
                )
            )
        return cleaned

    def _changes_something(self, cleaned: dict[str, Any]) -> bool:
        facts = self.certificate.facts or {}
        person = self.certificate.award.person
        name = person.get_full_name() if person else ""
        if cleaned.get("name_of_account") and name != facts.get("name"):
            return True
        chosen = {key: cleaned.get(key) for key in ("entity", "role")}
        return any(one and one.name != facts.get(key) for key, one in chosen.items())
