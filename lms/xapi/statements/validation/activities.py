"""Activities and their definitions, interactions included (part two, 2.4.4.1)."""

from typing import Any, Final

from lms.xapi.statements.problems import Problem

from . import shapes
from .shapes import Checker, Found

_SECTION: Final = "2.4.4.1"

_COMPONENT_LISTS: Final = {
    "choice": {"choices"},
    "sequencing": {"choices"},
    "likert": {"scale"},
    "matching": {"source", "target"},
    "performance": {"steps"},
    "true-false": set(),
    "fill-in": set(),
    "long-fill-in": set(),
    "numeric": set(),
    "other": set(),
}
_ALL_LISTS: Final = ("choices", "scale", "source", "target", "steps")

_component = shapes.object_of(
    {"id": shapes.text(section=_SECTION), "description": shapes.language_map},
    required=("id",),
    section=_SECTION,
)


def _check_component(value: Any, path: str, found: Found) -> None:
    _component(value, path, found)


_component_list = shapes.list_of(_check_component, section=_SECTION)


def _check_components(value: Any, path: str, found: Found) -> None:
    """Check an interaction component list: its ids are distinct."""
    _component_list(value, path, found)
    if not isinstance(value, list):
        return
    ids = [item.get("id") for item in value if isinstance(item, dict)]
    known = [key for key in ids if isinstance(key, str)]
    if len(set(known)) < len(known):
        found.append(Problem(path, f"must have distinct ids ({_SECTION})"))


_PROPERTIES: Final[dict[str, Checker]] = {
    "name": shapes.language_map,
    "description": shapes.language_map,
    "type": shapes.iri(section=_SECTION),
    "moreInfo": shapes.iri(section=_SECTION),
    "extensions": shapes.extensions,
    "interactionType": shapes.exactly(*_COMPONENT_LISTS, section=_SECTION),
    "correctResponsesPattern": shapes.list_of(
        shapes.text(section=_SECTION), section=_SECTION
    ),
} | dict.fromkeys(_ALL_LISTS, _check_components)

_definition = shapes.object_of(_PROPERTIES, section=_SECTION)


def _check_definition(value: Any, path: str, found: Found) -> None:
    if not _definition(value, path, found):
        return
    interaction = value.get("interactionType")
    if "interactionType" not in value:
        if "correctResponsesPattern" in value or any(n in value for n in _ALL_LISTS):
            found.append(
                Problem(
                    f"{path}.interactionType",
                    f"is required in the definition of an interaction ({_SECTION})",
                )
            )
        return
    if not isinstance(interaction, str):
        return
    supported = _COMPONENT_LISTS.get(interaction, set(_ALL_LISTS))
    for name in _ALL_LISTS:
        if name in value and name not in supported:
            found.append(
                Problem(
                    f"{path}.{name}",
                    f"is no list of the interaction type {interaction} ({_SECTION})",
                )
            )


_activity = shapes.object_of(
    {
        "objectType": shapes.exactly("Activity", section=_SECTION),
        "id": shapes.iri(section=_SECTION),
        "definition": _check_definition,
    },
    required=("id",),
    section=_SECTION,
)


def check_activity(value: Any, path: str, found: Found) -> None:
    """Check an Activity."""
    _activity(value, path, found)
