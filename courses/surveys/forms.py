"""The sheet of a survey as a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Survey
from lms.common.text import TypedTextField

from .questions import Answers, SurveyQuestion, content_of, fingerprint, questions_of

MOST_CHARACTERS = 1000


class SurveyForm(forms.Form):
    """One field for each question; none has to be answered."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        content = content_of(survey.questions.raw_data)
        self.edition = fingerprint(content)
        for question in questions_of(content):
            self.fields[question.key] = field_of(question)

    def answers(self) -> Answers:
        """What was given: keys of options, or one text."""
        return {
            key: [each for each in _as_list(self.cleaned_data[key]) if each]
            for key in self.fields
        }


def field_of(question: SurveyQuestion) -> forms.Field:
    """The field in which a question is answered."""
    if question.is_open:
        return TypedTextField(
            label=question.text,
            required=False,
            max_length=MOST_CHARACTERS,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("Write no names: your words are read as they are."),
        )
    choices = [(option.key, option.text) for option in question.options]
    if question.takes_several:
        return forms.MultipleChoiceField(
            label=question.text,
            required=False,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
        )
    return forms.ChoiceField(
        label=question.text, required=False, choices=choices, widget=forms.RadioSelect
    )


def _as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]
