"""What a trainer writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import FrequentQuestion
from lms.common.text import TypedTextField

from .operations import LONGEST


class AnswerForm(forms.Form):
    """An answer to who asked."""

    answer = TypedTextField(
        label=_("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Who asked gets a mail that there is an answer, and reads it here."
        ),
    )


class FrequentForm(forms.ModelForm[FrequentQuestion]):
    """A question and an answer for everyone, written anew."""

    class Meta:
        model = FrequentQuestion
        fields = ("question", "answer")
        field_classes = {"answer": TypedTextField}
        widgets = {"answer": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "question": _(
                "Write it anew, in general: no name, no entity, nothing by which "
                "somebody can be recognised."
            ),
        }
