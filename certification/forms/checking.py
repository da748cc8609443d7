"""Checking a certificate: by its code, on a day, by its file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certification.codes import as_code
from certification.sealing import MAX_BYTES


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
