"""Forms of the admin: a scenario with its scenes and choices on one page."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from modelcluster.models import get_serializable_data_for_fields
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.forms.pages import WagtailAdminPageForm

from .graph import check
from .wording import sentences

Options = list[tuple[str, str]]


class EffectsWidget(forms.Textarea):
    """Effects as lines that a person can read and type: ``+ openness``."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 2, **(attrs or {})})

    def format_value(self, value: Any) -> str:
        effects = json.loads(value) if isinstance(value, str) and value else value or []
        return "\n".join(f"{one['direction']} {one['value']}" for one in effects)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:  # noqa: ARG002
        lines = [line.strip() for line in (data.get(name) or "").splitlines()]
        return json.dumps([_effect(line) for line in lines if line])

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002
        return name not in data


def _effect(line: str) -> dict[str, str]:
    direction, value = line[0], line[1:].strip()
    if direction in "\u2013\u2212":
        direction = "-"  # typed or pasted as a dash
    if direction not in "+-":
        direction, value = "", line
    return {"value": value, "direction": direction}


class KeyedForm(WagtailAdminModelForm):
    """A child that is known by its key, also before it has a row."""

    def __init__(
        self, *args: Any, scenes: Options | None = None, **kwargs: Any
    ) -> None:
        self.scenes = scenes or []
        super().__init__(*args, **kwargs)
        if key := self.fields.get("key"):
            key.required = False
            if "__prefix__" in (self.prefix or ""):
                self.initial["key"] = ""  # the pattern of new ones: each gets its own

    def clean_key(self) -> Any:
        return self.cleaned_data["key"] or self.instance.key


class ChoiceForm(KeyedForm):
    """A choice; its target is picked from the scenes that the page has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if target := self.fields.get("target"):
            known = {key for key, _title in self.scenes}
            now = str(self.instance.target or "")
            gone = (
                [(now, _("a scene that is gone"))] if now and now not in known else []
            )
            target.widget = forms.Select(
                choices=[("", _("Choose a scene")), *self.scenes, *gone]
            )
            target.help_text = _("A scene that you just added is here once you saved.")


class SceneForm(KeyedForm):
    """A scene with its choices."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choices := self.formsets.get("choices"):
            choices.form_kwargs["scenes"] = self.scenes


class ScenarioPageForm(WagtailAdminPageForm):
    """A scenario. Publishing is refused here, in words, when the checks find a fault."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if scenes := self.formsets.get("scenes"):
            scenes.form_kwargs["scenes"] = [
                (str(scene.key), f"{number}. {scene.title}")
                for number, scene in enumerate(self.instance.scenes.all(), start=1)
            ]

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        if self.data.get("action-publish") and "scenes" in self.formsets:
            story = self.instance.story_in(self._content())
            for sentence in sentences(check(story), story):
                self.add_error(None, sentence)
        return not self.errors

    def _content(self) -> dict[str, Any]:
        """The page with the scenes as they were sent; the instance does not have them yet."""
        content: dict[str, Any] = self.instance.serializable_data()
        content["values"] = [value.pk for value in self.cleaned_data["values"]]
        content["scenes"] = [
            {**_row(form, number), "choices": [
                _row(choice, place)
                for place, choice in enumerate(_kept(form, "choices"))
            ]}
            for number, form in enumerate(_kept(self, "scenes"))
        ]  # fmt: skip
        return content


def _kept(form: WagtailAdminModelForm, name: str) -> Iterable[WagtailAdminModelForm]:
    forms: Iterable[WagtailAdminModelForm] = form.formsets[name].ordered_forms
    return forms


def _row(form: WagtailAdminModelForm, number: int) -> dict[str, Any]:
    row = get_serializable_data_for_fields(form.instance)
    return {**row, "sort_order": number}
