"""The forms by which an administrator makes credentials, and has statements removed."""

import re
from datetime import date
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from lms.common import clock
from lms.xapi.enums import Scope, Store
from lms.xapi.models import Credential
from lms.xapi.operations import new_key
from lms.xapi.removing import Person, person_of

_KEY: Final = re.compile(r"[0-9a-f]{24}")


class CredentialForm(forms.Form):
    """Whom it is for, what it may do, and in which store.

    The key travels with the form: sending the same form twice makes one credential.
    """

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("Which system or person it is for. Only administrators see it."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Scopes"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Give no more than is needed."),
        error_messages={"required": _("Choose at least one.")},
    )
    store = forms.ChoiceField(
        label=_("Store"),
        choices=Store.choices,
        initial=Store.RECORD,
        widget=forms.RadioSelect,
        help_text=_(
            "The record store holds what people did, by account. The reflection store "
            "holds choices of nobody, for research."
        ),
    )
    key = forms.CharField(
        widget=forms.HiddenInput, initial=new_key, validators=[RegexValidator(_KEY)]
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        key = cleaned.get("key")
        if key is None or Credential.objects.filter(key=key).exists():
            data: Any = self.data
            self.data = data = data.copy()
            data["key"] = new_key()
            msg = _(
                "This credential was made a moment ago. Its secret is not shown a second "
                "time. If you did not keep it, revoke it and make another one here."
            )
            raise forms.ValidationError(msg)
        return cleaned


class TermForm(forms.Form):
    """What is older than a day goes."""

    before = forms.DateField(
        label=_("First day that stays"),
        widget=AdminDateInput,
        help_text=_("What came in before this day is deleted."),
    )
    store = forms.ChoiceField(
        label=_("Store"),
        choices=Store.choices,
        initial=Store.RECORD,
        widget=forms.RadioSelect,
    )

    def clean_before(self) -> date:
        day: date = self.cleaned_data["before"]
        if day > clock.today():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class ActorForm(forms.Form):
    """Whom to erase."""

    who = forms.CharField(
        label=_("Who"),
        max_length=2000,
        help_text=_(
            "The public id of an account of ours, an e-mail address, or an xAPI agent "
            "as JSON with one identifier."
        ),
    )

    def clean_who(self) -> str:
        who: str = self.cleaned_data["who"]
        try:
            self.person: Person = person_of(who)
        except ValueError as error:
            msg = _("It is not clear who is meant: look at what may be filled in here.")
            raise forms.ValidationError(msg) from error
        return who
