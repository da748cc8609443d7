"""Forms by which an administrator keeps roles and mandates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from lms.accounts.models import User
from lms.organisation.models import IntegrityRole, Mandate


class LinesField(forms.CharField):
    """A list of names, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = (line.strip() for line in (super().to_python(value) or "").splitlines())
        return [line for line in lines if line]


class RoleForm(WagtailAdminModelForm):
    """A role; imports know it by its aliases too."""

    aliases = LinesField(
        label=_("Other names"),
        required=False,
        help_text=_("Earlier names by which imports know this role, one a line."),
    )

    class Meta:
        model = IntegrityRole
        fields = ("name", "slug", "description", "aliases")


class MandateForm(WagtailAdminModelForm):
    """Who acts in which capacity; the person is named by the address of their account."""

    email = forms.EmailField(
        label=_("E-mail address of the person"),
        error_messages={"invalid": _("This is no e-mail address.")},
    )

    class Meta:
        model = Mandate
        fields = ("entity", "role", "valid_from", "valid_to")

    field_order = ("email", "entity", "role", "valid_from", "valid_to")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["email"].initial = self.instance.person.email
            self.fields["email"].disabled = True  # what was done under it stays theirs

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        person = User.objects.filter(email=email).first()
        if person is None:
            raise forms.ValidationError(_("Nobody has an account with this address."))
        self.instance.person = person
        return email
