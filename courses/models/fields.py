"""Fields of pages that the editor shows in a way of their own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.enums import USUAL, Condition
from lms.content.file_formats import TYPES


def usual_conditions() -> list[str]:
    """What completes a lesson unless its author chooses otherwise."""
    return [str(condition.value) for condition in USUAL]


def a_line(label: Any, *, max_length: int) -> blocks.CharBlock:
    """A block of one line, to which Wagtail ties no label by itself."""
    block = blocks.CharBlock(label=label, max_length=max_length)
    block.field.widget.attrs["aria-label"] = label
    return block


class ConditionsField(models.JSONField):
    """A set of conditions: a list of their values, one checkbox each."""

    def formfield(self, **kwargs: Any) -> Any:
        """Checkboxes, of which at least one is ticked."""
        for name in ("encoder", "decoder"):
            kwargs.pop(name, None)
        return forms.MultipleChoiceField(
            choices=Condition.choices,
            widget=forms.CheckboxSelectMultiple,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            required=True,
            initial=usual_conditions,
            error_messages={
                "required": _("Choose at least one way to complete this lesson.")
            },
        )

    def validate(self, value: Any, model_instance: Any) -> None:
        """Refuse what is not a list of conditions."""
        super().validate(value, model_instance)
        if not isinstance(value, list) or not set(value) <= set(Condition.values):
            raise ValidationError(_("Choose from the list."), code="invalid_choice")


def every_kind_of_file() -> list[str]:
    """The kinds of file that somebody may hand in, unless the author leaves some out."""
    return list(TYPES)


class FileKindsField(models.JSONField):
    """A set of kinds of file: a list of their extensions, one checkbox each."""

    def formfield(self, **kwargs: Any) -> Any:
        """Checkboxes, of which at least one is ticked."""
        for name in ("encoder", "decoder"):
            kwargs.pop(name, None)
        return forms.MultipleChoiceField(
            choices=[(kind, f".{kind}") for kind in TYPES],
            widget=forms.CheckboxSelectMultiple,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            required=True,
            initial=every_kind_of_file,
            error_messages={"required": _("Choose at least one kind of file.")},
        )

    def validate(self, value: Any, model_instance: Any) -> None:
        """Refuse what is not a list of kinds."""
        super().validate(value, model_instance)
        if not isinstance(value, list) or not set(value) <= set(TYPES):
            raise ValidationError(_("Choose from the list."), code="invalid_choice")
