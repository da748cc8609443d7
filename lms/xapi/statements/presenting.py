"""The formats ``ids`` and ``canonical`` of a statement (part three, 2.1.3).

IEEE 9274.1.1, 4.1.6.1, asks the same, of contextAgents and contextGroups too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .fingerprints import PARTICIPANTS, as_list
from .indexing import IDENTIFIERS
from .interactions import ALL_LISTS
from .languages import Preferences, one_language

_DEFINITION_MAPS: Final = ("name", "description")

Converter = Callable[[dict[str, Any]], dict[str, Any]]


def as_ids(statement: dict[str, Any]) -> dict[str, Any]:
    """Only what identifies agents, activities and the verb."""
    conversion = _Conversion(actor=_identity, activity=_bare, verb=_bare_verb)
    return conversion.whole(statement)


def as_canonical(
    statement: dict[str, Any],
    *,
    definitions: Mapping[str, dict[str, Any]],
    languages: Preferences,
) -> dict[str, Any]:
    """With the canonical definition of each activity, in the one best language.

    ``definitions`` maps the IRI of an activity to its canonical definition;
    ``languages`` is what ``preferred_languages`` reads from ``Accept-Language``; it is
    asked for each language map by itself.
    """

    def activity(value: dict[str, Any]) -> dict[str, Any]:
        definition = definitions.get(value["id"]) or value.get("definition")
        if not definition:
            return value
        return value | {"definition": _in_one_language(definition, languages)}

    def verb(value: dict[str, Any]) -> dict[str, Any]:
        if "display" not in value:
            return value
        return value | {"display": one_language(value["display"], languages)}

    conversion = _Conversion(actor=lambda value: value, activity=activity, verb=verb)
    return conversion.whole(statement)


def _in_one_language(
    definition: dict[str, Any], languages: Preferences
) -> dict[str, Any]:
    result = dict(definition)
    for name in _DEFINITION_MAPS:
        if name in result:
            result[name] = one_language(result[name], languages)
    for name in ALL_LISTS:
        if name in result:
            result[name] = [
                item | {"description": one_language(item["description"], languages)}
                if "description" in item
                else item
                for item in result[name]
            ]
    return result


@dataclass(frozen=True, slots=True, kw_only=True)
class _Conversion:
    """A statement with every agent, activity and verb in it converted."""

    actor: Converter
    activity: Converter
    verb: Converter

    def whole(self, value: dict[str, Any]) -> dict[str, Any]:
        converters: dict[str, Converter] = {
            "actor": self.actor,
            "authority": self.actor,
            "verb": self.verb,
            "object": self._object,
            "context": self._context,
        }
        return {
            name: converters[name](item) if name in converters else item
            for name, item in value.items()
        }

    def _object(self, value: dict[str, Any]) -> dict[str, Any]:
        kind = value.get("objectType", "Activity")
        if kind == "Activity":
            return self.activity(value)
        if kind == "SubStatement":
            return self.whole(value)
        return value if kind == "StatementRef" else self.actor(value)

    def _context(self, value: dict[str, Any]) -> dict[str, Any]:
        result = dict(value)
        for name in ("instructor", "team"):
            if name in value:
                result[name] = self.actor(value[name])
        if "contextActivities" in value:
            result["contextActivities"] = {
                name: [self.activity(item) for item in as_list(items)]
                for name, items in value["contextActivities"].items()
            }
        for name, of_whom in PARTICIPANTS.items():
            if name in value:
                result[name] = [
                    item | {of_whom: self.actor(item[of_whom])} for item in value[name]
                ]
        return result


def _identity(agent: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {
        name: agent[name] for name in ("objectType", *IDENTIFIERS) if name in agent
    }
    if "member" in agent and not any(name in agent for name in IDENTIFIERS):
        kept["member"] = [_identity(member) for member in agent["member"]]
    return kept


def _bare(activity: dict[str, Any]) -> dict[str, Any]:
    # An object without objectType is an Activity (2.4.4), so the id alone identifies it.
    return {"id": activity["id"]}


def _bare_verb(verb: dict[str, Any]) -> dict[str, Any]:
    return {"id": verb["id"]}
