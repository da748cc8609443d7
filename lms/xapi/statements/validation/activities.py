"""Activities and their definitions, interactions included (part two, 2.4.4.1)."""

from collections.abc import Iterator
from typing import Any, Final

from lms.xapi.statements.interactions import ALL_LISTS, LISTS_OF
from lms.xapi.statements.problems import Problem

from . import shapes
from .shapes import Checker

_SECTION: Final = "2.4.4.1"

_component_list: Final = shapes.list_of(
    shapes.object_of(
        {"id": shapes.text(section=_SECTION), "description": shapes.language_map},
        required=("id",),
        section=_SECTION,
    ),
    section=_SECTION,
)


def _check_components(value: Any) -> shapes.Problems:
    """Check an interaction component list: its ids are distinct."""
    found = [*_component_list(value)]
    if isinstance(value, list):
        ids = [item.get("id") for item in value if isinstance(item, dict)]
        known = [key for key in ids if isinstance(key, str)]
        if len(set(known)) < len(known):
            found.append(Problem("", f"must have distinct ids ({_SECTION})"))
    return found


def _lists_suit_the_interaction(value: dict[str, Any]) -> Iterator[Problem]:
    lists = [name for name in ALL_LISTS if name in value]
    if "interactionType" not in value:
        if lists or "correctResponsesPattern" in value:
            yield Problem(
                ".interactionType",
                f"is required in the definition of an interaction ({_SECTION})",
            )
        return
    interaction = value["interactionType"]
    if not isinstance(interaction, str):
        return
    for name in lists:
        if name not in LISTS_OF.get(interaction, ALL_LISTS):
            yield Problem(
                f".{name}",
                f"is no list of the interaction type {interaction} ({_SECTION})",
            )


_PROPERTIES: Final[dict[str, Checker]] = {
    "name": shapes.language_map,
    "description": shapes.language_map,
    "type": shapes.iri(section=_SECTION),
    "moreInfo": shapes.iri(section=_SECTION),
    "extensions": shapes.extensions,
    "interactionType": shapes.exactly(*LISTS_OF, section=_SECTION),
    "correctResponsesPattern": shapes.list_of(
        shapes.text(section=_SECTION), section=_SECTION
    ),
} | dict.fromkeys(ALL_LISTS, _check_components)

check_activity: Final = shapes.object_of(
    {
        "objectType": shapes.exactly("Activity", section=_SECTION),
        "id": shapes.iri(section=_SECTION),
        "definition": shapes.object_of(
            _PROPERTIES, rule=_lists_suit_the_interaction, section=_SECTION
        ),
    },
    required=("id",),
    section=_SECTION,
)
