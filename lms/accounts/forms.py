"""Forms about one's own account."""

from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .enums import KnownBy
from .models import User


class SignupForm(AllauthSignupForm):
    """Self-registration as someone interested: no entity, no role."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )

    field_order = ["first_name", "last_name", "email", "password1", "password2"]

    def custom_signup(self, request: HttpRequest, user: User) -> None:  # noqa: ARG002
        """Called by allauth once the account exists."""
        user.first_name = self.cleaned_data["first_name"]
        user.last_name = self.cleaned_data["last_name"]
        user.save(update_fields=["first_name", "last_name"])


class ProfileForm(forms.ModelForm[User]):
    """The name by which the site and future certificates call a person."""

    class Meta:
        model = User
        fields = ["first_name", "last_name"]
        widgets: dict[str, Any] = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name"):
            self.fields[name].required = True


class CodeForm(AuthenticateForm):
    """The second question of a sign-in: a code of the app, or one from the list."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("The six digits of your app, or one of your recovery codes."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
    )


class CodeAgainForm(ReauthenticateForm):
    """The same, before something important changes."""

    code = CodeForm.base_fields["code"]


class ActivateAppForm(ActivateTOTPForm):
    """The first code of an app, which proves that it was set up."""

    code = forms.CharField(
        label=_("Code of your app"),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
    )


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey, or a key to plug in."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        required=False,
        help_text=_("So that you know it later: of which device it is."),
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone, without a password"),
        required=False,
        initial=True,
        help_text=_(
            "Your device then asks for your finger, your face or its code. Leave this "
            "out for an old key that cannot ask for anything."
        ),
    )


class RenamePasskeyForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name"), max_length=60)


class ResetFactorForm(forms.Form):
    """How an administrator knows that it is the owner who asks."""

    known_by = forms.ChoiceField(
        label=_("How do you know that it is this person who asks?"),
        choices=KnownBy.choices,
        widget=forms.RadioSelect,
    )
