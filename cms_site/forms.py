"""What visitors write to us."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.accounts.models import User
from lms.common.text import TypedTextField

from .models import ContactMessage


class ContactForm(forms.ModelForm[ContactMessage]):
    """A message to the people who run the site."""

    # People never see this field; who fills it in is a machine.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        model = ContactMessage
        fields = ["name", "email", "message"]
        field_classes: dict[str, Any] = {"message": TypedTextField}
        labels = {"message": _("Your question or remark")}
        help_texts = {"message": _("Write no names or recognisable facts.")}
        widgets: dict[str, Any] = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "message": forms.Textarea(attrs={"rows": 8}),
        }

    @classmethod
    def begin(cls, person: User | None) -> "ContactForm":
        """An empty form; who is signed in need not type a name and an address."""
        if person is None:
            return cls()
        return cls(initial={"name": person.get_full_name(), "email": person.email})

    @property
    def is_from_a_machine(self) -> bool:
        """Whether the field that people never see was filled in."""
        return bool(self.cleaned_data.get("website"))
