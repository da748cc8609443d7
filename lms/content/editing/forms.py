"""Forms about when and why content is looked over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lms.accounts.models import User
from lms.common import clock
from lms.content.models import LawVersion


def editors() -> QuerySet[User]:
    """Whoever works in the admin, and so can look after content."""
    access = Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    wanted = Q(is_superuser=True) | Q(groups__permissions__in=access)
    found = User.objects.filter(wanted, is_active=True).distinct()
    return found.order_by("last_name", "first_name", "pk")


class DayInput(forms.DateInput):
    """The browser's own field for a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PersonField(forms.ModelChoiceField[User]):
    """A person by name, for there may be two of the same address book line."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.get_full_name() or obj)


class LawsField(forms.ModelMultipleChoiceField[LawVersion]):
    """Versions of laws, each marked when it is no longer in force."""

    def label_from_instance(self, obj: Any) -> str:
        return (
            _("%(version)s (no longer in force)") % {"version": obj}
            if (obj.superseded)
            else str(obj)
        )


class UpkeepForm(forms.Form):
    """When a page is looked over, by whom, what to look at and on what laws it leans."""

    review_by = forms.DateField(
        label=_("Look it over by"),
        required=False,
        widget=DayInput(),
        help_text=_("Empty: it does not come up by itself."),
    )
    owner = PersonField(
        label=_("Who looks after it"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("Gets a message two weeks before the date."),
    )
    note = forms.CharField(
        label=_("What to look at"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    laws = LawsField(
        label=_("Leans on these laws"),
        queryset=LawVersion.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    reviewed = forms.BooleanField(
        label=_("I have looked it over today, and it is right"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = LawVersion.objects.with_law().with_superseded(clock.today())
        self.fields["owner"].queryset = editors()  # type: ignore[attr-defined]
        self.fields["laws"].queryset = versions  # type: ignore[attr-defined]

    def clean_note(self) -> str:
        """Lines end here as they do where a note is made of several."""
        return "\n".join(self.cleaned_data["note"].splitlines())


class ReviewAllForm(forms.Form):
    """When everything that leans on a law is looked over, and why."""

    review_by = forms.DateField(label=_("Look them over by"), widget=DayInput())
    note = forms.CharField(
        label=_("What to look at"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Stands with every page, and in the message to who looks after it."
        ),
    )
