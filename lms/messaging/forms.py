"""Choosing how to hear of each kind of message."""

from typing import Any

from django import forms

from lms.accounts.models import User

from .enums import Way
from .kinds import kinds
from .models import Preference


class PreferencesForm(forms.Form):
    """A choice for each kind that leaves one; the field is named after the kind."""

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        super().__init__(*args, **options)
        open_to_choice = [kind for kind in kinds() if not kind.fixed]
        ways = Preference.objects.ways([person.pk], open_to_choice)
        for kind in open_to_choice:
            self.fields[kind.slug] = forms.ChoiceField(
                label=kind.label,
                help_text=kind.explanation,
                choices=Way.choices,
                widget=forms.RadioSelect,
                initial=ways[person.pk, kind.slug],
            )

    @property
    def chosen(self) -> dict[str, Way]:
        """The way of each kind (slug)."""
        return {slug: Way(way) for slug, way in self.cleaned_data.items()}
