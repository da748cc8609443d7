"""What the map and the scene editor send besides a scene."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from dilemmas.enums import LONGEST_TITLE, SceneKind
from lms.common.text import TypedTextField

from .fields import SceneField
from .outline import Outline

KINDS_TOLD = _(
    "Story: something happens and it goes on. Dilemma: here one chooses. "
    "Ending: here the story stops."
)


class NewSceneForm(forms.Form):
    """A scene that begins with a title."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=SceneKind.choices,
        initial=SceneKind.STORY,
        help_text=KINDS_TOLD,
    )


class ChoiceOnMapForm(forms.Form):
    """A choice: the scene where it stands, its words, and the scene where it leads."""

    text = forms.CharField(label=_("Choice, in the first person"), max_length=300)

    def __init__(self, *args: Any, outline: Outline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scene"] = SceneField(outline, label=_("At the scene"))
        self.fields["scene"].widget.attrs["data-existing"] = True
        self.fields["target"] = SceneField(outline, label=_("Leads to"))
        self.order_fields(["scene", "text", "target"])

    def clean_scene(self) -> UUID:
        """A choice stands at a scene that is there."""
        field, found = self.fields["scene"], self.cleaned_data["scene"]
        if found is None or (isinstance(field, SceneField) and field.begun):
            raise forms.ValidationError(_("Pick the scene where the choice stands."))
        if isinstance(field, SceneField) and str(found) in field.outline.endings:
            raise forms.ValidationError(
                _("An ending has no choices. Pick another scene.")
            )
        key: UUID = found
        return key

    def begun(self) -> dict[UUID, str]:
        """The title by key of the scene that is named and not there yet."""
        field = self.fields["target"]
        if isinstance(field, SceneField) and field.begun:
            return {self.cleaned_data["target"]: field.begun}
        return {}


class RemarkForm(forms.Form):
    """A remark for the other authors."""

    text = TypedTextField(
        label=_("Remark for the other authors"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-keep-draft": True}),
    )
