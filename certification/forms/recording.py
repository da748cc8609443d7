"""Recording a completion: for which activity, of whom, on which day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certification.roll import Person
from lms.common import clock
from lms.learning.models import LearningActivity


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
