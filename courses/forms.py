"""Forms by which trainers judge open answers and give more time."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from lms.accounts.models import User
from lms.common.text import TypedTextField

from .models import ExtraTime
from .operations import Judgement


class ExtraTimeForm(WagtailAdminModelForm):
    """Extra time; the person is named by the address of their account."""

    email = forms.EmailField(
        label=_("E-mail address of the person"),
        error_messages={"invalid": _("This is no e-mail address.")},
    )

    class Meta:
        model = ExtraTime
        fields = ("per_cent",)

    field_order = ("email", "per_cent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["email"].initial = self.instance.person.email
            self.fields["email"].disabled = True

    def clean_email(self) -> str:
        """The address of an account that has no extra time yet."""
        email: str = self.cleaned_data["email"].lower()
        person = User.objects.filter(email=email).first()
        if person is None:
            raise forms.ValidationError(_("Nobody has an account with this address."))
        others = ExtraTime.objects.exclude(pk=self.instance.pk)
        if others.filter(person=person).exists():
            raise forms.ValidationError(_("This person has extra time already."))
        self.instance.person = person
        return email


class ReviewForm(forms.Form):
    """A score and a text for each open answer of an attempt."""

    def __init__(self, *args: Any, questions: Iterable[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for key in self.questions:
            self.fields[f"score-{key}"] = forms.IntegerField(
                label=_("Score in per cent"), min_value=0, max_value=100
            )
            self.fields[f"feedback-{key}"] = TypedTextField(
                label=_("What the learner learns from it"),
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    @property
    def judgements(self) -> dict[UUID, Judgement]:
        """What was filled in, by question."""
        return {
            key: Judgement(
                per_cent=self.cleaned_data[f"score-{key}"],
                feedback=self.cleaned_data[f"feedback-{key}"],
            )
            for key in self.questions
        }


class MoreTimeForm(forms.Form):
    """So many minutes more for an attempt that runs."""

    minutes = forms.IntegerField(min_value=1, max_value=600)
