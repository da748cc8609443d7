"""Small statements, and the places in a statement where one kind of value stands."""

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest

from lms.xapi.statements import Version, validate

MAIL = "mailto:noor@voorbeeld.test"
AGENT: dict[str, Any] = {"objectType": "Agent", "mbox": MAIL}
GROUP: dict[str, Any] = {"objectType": "Group", "mbox": "mailto:team@voorbeeld.test"}
ACTIVITY: dict[str, Any] = {"id": "https://example.com/activities/1"}
VERB: dict[str, Any] = {"id": "https://example.com/verbs/did"}
UUID = "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"
REFERENCE: dict[str, Any] = {"objectType": "StatementRef", "id": UUID}
VOIDED = "http://adlnet.gov/expapi/verbs/voided"

BOTH = tuple(Version)
TWO = (Version.TWO,)
in_both = pytest.mark.parametrize("version", BOTH)

ABSENT = ...


def statement(**parts: Any) -> dict[str, Any]:
    """The least statement there can be, with these parts instead or besides."""
    return _given({"actor": AGENT, "verb": VERB, "object": ACTIVITY} | parts)


def substatement(**parts: Any) -> dict[str, Any]:
    """A statement about a SubStatement with these parts."""
    return statement(object=statement(objectType="SubStatement", **parts))


def _given(parts: dict[str, Any]) -> dict[str, Any]:
    return deepcopy({name: item for name, item in parts.items() if item is not ABSENT})


@dataclass(frozen=True)
class Place:
    """Somewhere in a statement: its JSON path, and a statement with a value there."""

    path: str
    holding: Callable[[Any], dict[str, Any]]
    versions: tuple[Version, ...] = BOTH

    def __str__(self) -> str:
        return self.path


def _places(
    path: str,
    parts: Callable[[Any], dict[str, Any]],
    versions: tuple[Version, ...] = BOTH,
) -> Iterator[Place]:
    """A place in a statement, and the same one in a SubStatement."""
    yield Place(f"$.{path}", lambda value: statement(**parts(value)), versions)
    yield Place(
        f"$.object.{path}", lambda value: substatement(**parts(value)), versions
    )


def _participant(kind: str, name: str, value: Any) -> dict[str, Any]:
    return {"context": {f"{kind}s": [{"objectType": kind, name: value}]}}


AUTHORITY = Place("$.authority", lambda value: statement(authority=value))
OBJECT = [*_places("object", lambda value: {"object": value})]
INSTRUCTOR = [
    *_places("context.instructor", lambda value: {"context": {"instructor": value}})
]
ACTOR = [*_places("actor", lambda value: {"actor": value})]
TEAM = [*_places("context.team", lambda value: {"context": {"team": value}})]
CONTEXT_AGENT = [
    *_places(
        "context.contextAgents[0].agent",
        lambda value: _participant("contextAgent", "agent", value),
        TWO,
    )
]
CONTEXT_GROUP = [
    *_places(
        "context.contextGroups[0].group",
        lambda value: _participant("contextGroup", "group", value),
        TWO,
    )
]
VERBS = [*_places("verb", lambda value: {"verb": value})]
CONTEXTS = [*_places("context", lambda value: {"context": value})]
RESULTS = [*_places("result", lambda value: {"result": value})]
SCORES = [*_places("result.score", lambda value: {"result": {"score": value}})]
ATTACHMENTS = [*_places("attachments", lambda value: {"attachments": value})]
TIMESTAMPS = [*_places("timestamp", lambda value: {"timestamp": value})]
DEFINITIONS = [
    *_places(
        "object.definition", lambda value: {"object": ACTIVITY | {"definition": value}}
    )
]
ACTIVITIES = OBJECT + [
    place
    for kind in ("parent", "grouping", "category", "other")
    for place in _places(
        f"context.contextActivities.{kind}[0]",
        lambda value, kind=kind: {"context": {"contextActivities": {kind: [value]}}},
    )
]
AGENTS = [*ACTOR, *INSTRUCTOR, *CONTEXT_AGENT, AUTHORITY, *OBJECT]
GROUPS = [*ACTOR, *INSTRUCTOR, *TEAM, *CONTEXT_GROUP, *OBJECT]
EXTENSIONS = [
    *_places("result.extensions", lambda value: {"result": {"extensions": value}}),
    *_places("context.extensions", lambda value: {"context": {"extensions": value}}),
    *_places(
        "object.definition.extensions",
        lambda value: {"object": ACTIVITY | {"definition": {"extensions": value}}},
    ),
]
LANGUAGE_MAPS = [
    *_places("verb.display", lambda value: {"verb": VERB | {"display": value}}),
    *(
        place
        for name in ("name", "description")
        for place in _places(
            f"object.definition.{name}",
            lambda value, name=name: {
                "object": ACTIVITY | {"definition": {name: value}}
            },
        )
    ),
]


def at(places: Iterable[Place]) -> pytest.MarkDecorator:
    """Every place in every edition that has it, as parameters of a test."""
    return pytest.mark.parametrize(
        ("place", "version"),
        [
            pytest.param(place, version, id=f"{place}-{version}")
            for place in places
            for version in place.versions
        ],
    )


def problems(
    whole: dict[str, Any], version: Version = Version.ONE
) -> list[tuple[str, str]]:
    """What is wrong, as pairs of a path and a rule; every rule cites its section."""
    found = validate(whole, version)
    assert all("(2." in one.rule or "(4." in one.rule or "(IEEE" in one.rule
               for one in found)  # fmt: skip
    return [(one.path, one.rule) for one in found]


def paths(whole: dict[str, Any], version: Version = Version.ONE) -> list[str]:
    """Where something is wrong."""
    return [path for path, _ in problems(whole, version)]
