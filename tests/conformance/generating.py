"""Valid statements by the specification's tables.

``SHAPES`` restates the tables of part two, 2.4, and of IEEE 9274.1.1, 4.2.2, apart from
the validator: it drives what is generated here and what is broken (``breaking``).
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from lms.xapi.statements import Version

# A property is of a shape, a leaf or one value ("="), or an array of these ("*"); "!" marks
# what is required.
PERSON = {"objectType": "=Agent", "name": "text", "mbox": "mailto",
          "mbox_sha1sum": "sha1", "openid": "iri", "account": "account"}  # fmt: skip
TEAM = PERSON | {"objectType": "=Group", "member": "agent*"}
PARTS = {"actor!": "actor", "verb!": "verb", "object!": "object", "result": "result",
         "context": "context", "timestamp": "timestamp",
         "attachments": "attachment*"}  # fmt: skip
SHAPES: dict[str, dict[str, str]] = {
    "statement": PARTS | {"id": "uuid", "stored": "timestamp", "authority": "agent",
                          "version": "version"},
    "substatement": PARTS | {"objectType!": "=SubStatement"},
    "agent": PERSON,
    "group": TEAM,
    "account": {"homePage!": "iri", "name!": "text"},
    "verb": {"id!": "iri", "display": "map"},
    "activity": {"objectType": "=Activity", "id!": "iri", "definition": "definition"},
    "definition": {"name": "map", "description": "map", "type": "iri",
                   "moreInfo": "iri", "extensions": "extensions",
                   "interactionType": "interaction",
                   "correctResponsesPattern": "text*", "choices": "component*",
                   "scale": "component*", "source": "component*",
                   "target": "component*", "steps": "component*"},
    "component": {"id!": "text", "description": "map"},
    "reference": {"objectType!": "=StatementRef", "id!": "uuid"},
    "result": {"score": "score", "success": "boolean", "completion": "boolean",
               "response": "text", "duration": "duration", "extensions": "extensions"},
    "score": {"scaled": "scaled", "raw": "number", "min": "number", "max": "number"},
    "context": {"registration": "uuid", "instructor": "actor", "team": "group",
                "contextActivities": "activities", "revision": "text",
                "platform": "text", "language": "tag", "statement": "reference",
                "extensions": "extensions"},
    "activities": dict.fromkeys(
        ("parent", "grouping", "category", "other"), "activity*"),
    "attachment": {"usageType!": "iri", "display!": "map", "description": "map",
                   "contentType!": "media type", "length!": "length", "sha2!": "sha2",
                   "fileUrl": "iri"},
    "contextAgent": {"objectType!": "=contextAgent", "agent!": "agent",
                     "relevantTypes": "iri*"},
    "contextGroup": {"objectType!": "=contextGroup", "group!": "group",
                     "relevantTypes": "iri*"},
}  # fmt: skip
PARTICIPANTS = {"contextAgents": "contextAgent*", "contextGroups": "contextGroup*"}
IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
LISTS = {"choice": ["choices"], "sequencing": ["choices"], "likert": ["scale"],
         "matching": ["source", "target"], "performance": ["steps"], "true-false": [],
         "fill-in": [], "long-fill-in": [], "numeric": [], "other": []}  # fmt: skip

_LONG_AGO = datetime(1000, 1, 1)  # noqa: DTZ001 (the offset is put behind it)

GOOD: dict[str, st.SearchStrategy[Any]] = {
    "text": st.text(max_size=8),
    "iri": st.sampled_from(
        ["https://example.com/é?x#y", "urn:a:b", "tag:example.com,2026:x"]
    ),
    "uuid": st.uuids().map(str),
    "mailto": st.sampled_from(["mailto:noor@voorbeeld.test", "mailto:a+b@c.d.test"]),
    "sha1": st.just("cd9b00a5611f94eaa7b1661edab976068e364975"),
    "sha2": st.sampled_from(["a" * 56, "0" * 64, "F" * 96, "9" * 128]),
    "timestamp": st.datetimes(_LONG_AGO).map(
        lambda moment: f"{moment.isoformat()}+02:00"
    ),
    "duration": st.sampled_from(["PT0S", "P4W", "P3Y1M29DT4H35M59.14S", "PT0.125S"]),
    "tag": st.sampled_from(["nl", "nl-BE", "zh-Hant-TW", "x-eigen", "i-klingon"]),
    "boolean": st.booleans(),
    "number": st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    "length": st.integers(0, 10**12),
    "media type": st.sampled_from(["text/plain", "text/plain; charset=utf-8", "a/b+c"]),
    "map": st.dictionaries(
        st.sampled_from(["nl", "en-US", "und"]), st.text(max_size=5)
    ),
    "extensions": st.dictionaries(
        st.sampled_from(["https://example.com/e", "urn:example:e"]),
        st.none() | st.booleans() | st.just({"x": [None, {}]}) | st.text(max_size=5),
    ),
}


def shape(name: str, version: Version) -> dict[str, str]:
    """The properties of a shape in an edition."""
    if name == "context" and version is Version.TWO:
        return SHAPES[name] | PARTICIPANTS
    return SHAPES[name]


@st.composite
def valid(draw: Any, kind: str, version: Version, *, nested: bool = False) -> Any:
    """A valid value of a shape or leaf."""
    if kind.endswith("*"):
        least = 1 if kind == "iri*" else 0
        return draw(st.lists(valid(kind[:-1], version), min_size=least, max_size=2))
    if kind in GOOD:
        return draw(GOOD[kind])
    if kind == "actor":
        return draw(valid("agent", version) | valid("group", version))
    if kind == "object":
        return draw(_objects(version, nested=nested))
    if kind not in SHAPES:
        return draw(_enumerated(kind, version))
    properties = shape(kind, version)
    chosen = draw(st.integers(0, 2 ** len(properties) - 1))  # one bit for each
    value = {
        marked.rstrip("!"): draw(valid(inner, version, nested=kind == "substatement"))
        for number, (marked, inner) in enumerate(properties.items())
        if marked.endswith("!") or chosen >> number & 1
    }
    if kind in {"agent", "group"}:
        return draw(_identified(kind, value, version))
    return _CONSISTENT.get(kind, lambda value: value)(value)


def _objects(version: Version, *, nested: bool) -> st.SearchStrategy[Any]:
    kinds = ["activity", "agent", "group", "reference"]
    if not nested:
        kinds.append("substatement")
    named = {"agent": "Agent", "group": "Group"}
    return st.sampled_from(kinds).flatmap(
        lambda kind: valid(kind, version).map(
            lambda value: (
                value | {"objectType": named[kind]} if kind in named else value
            )
        )
    )


def _enumerated(kind: str, version: Version) -> st.SearchStrategy[Any]:
    if kind == "version":
        ours = ["1.0", "1.0.0", "1.0.9"]
        return st.sampled_from(
            ours if version is Version.ONE else [*ours, "2.0.0", "2.0.1"]
        )
    if kind == "interaction":
        return st.sampled_from([*LISTS])
    if kind == "scaled":
        return st.floats(-1, 1)
    return st.just(kind.removeprefix("="))


@st.composite
def _identified(
    draw: Any, kind: str, value: dict[str, Any], version: Version
) -> dict[str, Any]:
    """With one identifier, or, if it is a group with members, perhaps with none."""
    value = {name: item for name, item in value.items() if name not in IDENTIFIERS}
    if kind == "group":
        value["objectType"] = "Group"
    if not value.get("member") or draw(st.booleans()):
        chosen = draw(st.sampled_from(IDENTIFIERS))
        value[chosen] = draw(valid(PERSON[chosen], version))
    return value


def _interaction(value: dict[str, Any]) -> dict[str, Any]:
    """With the lists of its type, and distinct ids in them."""
    if "interactionType" not in value:
        value.pop("correctResponsesPattern", None)
    for name in ("choices", "scale", "source", "target", "steps"):
        items = value.pop(name, None)
        if items is not None and name in LISTS.get(
            value.get("interactionType", ""), []
        ):
            value[name] = [item | {"id": f"{n}"} for n, item in enumerate(items)]
    return value


def _score(value: dict[str, Any]) -> dict[str, Any]:
    """With min below max, and raw between them."""
    numbers = sorted({value.pop(n) for n in ("min", "raw", "max") if n in value})
    names = {1: ["raw"], 2: ["min", "max"], 3: ["min", "raw", "max"]}
    return value | dict(zip(names.get(len(numbers), []), numbers, strict=True))


def _statement(value: dict[str, Any]) -> dict[str, Any]:
    """Without what only a statement about an Activity has, when it is about another."""
    if value["object"].get("objectType", "Activity") != "Activity":
        for name in ("revision", "platform"):
            value.get("context", {}).pop(name, None)
    return value


_CONSISTENT: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "definition": _interaction,
    "score": _score,
    "statement": _statement,
    "substatement": _statement,
}
