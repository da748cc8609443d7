"""Fields of the scene editor: a scene by its name, and a state for each of a list."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dilemmas.enums import LONGEST_TITLE

from .outline import Outline

SUGGESTIONS = "scenes-by-name"  # the <datalist> that the page has once


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed as a scene, and which scene stood there when they began."""

    name: str
    was: str = ""
    was_named: str = ""

    def __bool__(self) -> bool:
        return bool(self.name)


class SceneInput(forms.TextInput):
    """A scene by name, with suggestions; it remembers which one stood there."""

    template_name = "dilemmas/editor/scene_input.html"

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        typed = value if isinstance(value, Typed) else Typed("")
        asked = {"list": SUGGESTIONS, "autocomplete": "off", "maxlength": LONGEST_TITLE}
        context = super().get_context(name, typed.name, {**asked, **(attrs or {})})
        return {**context, "typed": typed}

    def format_value(self, value: Any) -> Any:
        return value

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:  # noqa: ARG002
        return Typed(
            " ".join(data.get(name, "").split()),
            _as_key(data.get(f"{name}-was", "")),
            data.get(f"{name}-named", ""),
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002
        return name not in data


def _as_key(sent: str) -> str:
    """A key as text; nothing for what somebody made up."""
    try:
        return str(UUID(sent)) if sent else ""
    except ValueError:
        return ""


class SceneField(forms.Field):
    """The key of a scene, from its name. A name that no scene has begins a new one.

    ``begun`` is then its title, unless the form is ``tentative`` (it saves itself while
    somebody types): half a name begins nothing, what stood there stays, and ``pending``
    says which name waits.
    """

    widget = SceneInput

    def __init__(
        self, outline: Outline, *, tentative: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(required=False, **kwargs)
        self.outline, self.tentative = outline, tentative
        self.begun = self.pending = ""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Typed):
            return value
        name = self.outline.name(value)
        return Typed(name, str(value or ""), name)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != data.was or data.name != data.was_named

    def clean(self, value: Typed) -> UUID | None:
        if not value.name:
            return None
        if value.was and value.name == value.was_named:
            return UUID(value.was)  # also when somebody gave it another title meanwhile
        if found := self.outline.find(value.name):
            return found
        if self.tentative:
            self.pending = value.name
            return UUID(value.was) if value.was else None
        if self.outline.is_ambiguous(value.name):
            raise ValidationError(
                _("Several scenes are called “%(name)s”. Pick one from the list.")
                % {"name": value.name}
            )
        if len(value.name) > LONGEST_TITLE:
            raise ValidationError(_("A title has at most 120 characters."))
        self.begun = value.name
        return uuid4()


class StateOfEach(forms.Widget):
    """For each of a list (values, flags) nothing, or one of two states; kept as JSON."""

    template_name = "dilemmas/editor/state_of_each.html"

    def __init__(
        self,
        names: Mapping[str, str],
        *,
        label: Any,
        called: str,
        state: str,
        neither: str,
        states: Sequence[tuple[Any, str]],
        when_empty: str,
    ) -> None:
        super().__init__()
        self.when_empty = when_empty
        self.names, self.label = names, label
        self.called, self.state = called, state
        self.neither, self.states = neither, states

    def id_for_label(self, id_: str) -> str:  # noqa: ARG002
        return ""  # several selects, each with a label of its own

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        entries = json.loads(value) if isinstance(value, str) and value else value or []
        now = {entry[self.called]: entry[self.state] for entry in entries}
        gone = {
            key: _("%s, no longer in the list") % key for key in now.keys() - self.names
        }
        known = {**self.names, **gone}
        rows = [
            {
                "name": f"{name}-{key}",
                "label": label,
                "options": [
                    {"value": number, "label": text, "chosen": key in now and now[key] == state}
                    for number, (state, text) in enumerate(self.states)
                ],
            }
            for key, label in known.items()
        ]  # fmt: skip
        context = super().get_context(name, value, attrs)
        words = {"neither": self.neither, "label": self.label, "empty": self.when_empty}
        return {**context, "rows": rows, **words}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:  # noqa: ARG002
        found = []
        for field, number in data.items():
            if field.startswith(f"{name}-") and number in {"0", "1"}:
                state = self.states[int(number)][0]
                found.append({self.called: field[len(name) + 1 :], self.state: state})
        return json.dumps(found)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002
        return False
