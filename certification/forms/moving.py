"""Moving people to the version of a trajectory that holds today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lms.learning.models import Participation


class MoveForm(forms.Form):
    """Whom to move to the version of today, and why."""

    person = forms.TypedMultipleChoiceField(
        label=_("People"),
        coerce=int,
        required=False,
        error_messages={
            "invalid_choice": _(
                "Somebody whom you chose is not on an earlier version any more. Look "
                "at the list again."
            )
        },
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("It stays with the move. Name nobody in it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, people: Sequence[Participation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.choices = [(one.pk, str(one.learner)) for one in people]

    @property
    def moves_everybody(self) -> bool:
        return "everybody" in self.data

    @property
    def chosen(self) -> list[int]:
        """Whom somebody chose before the form was refused."""
        return getattr(self, "cleaned_data", {}).get("person") or []

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        nobody = not cleaned.get("person") and "person" not in self.errors
        if nobody and not self.moves_everybody:
            self.add_error("person", gettext("Choose at least one person."))
        return cleaned
