"""The rules of the xAPI profiles specification 1.0, as far as a profile without patterns
and documents meets them. ADL publishes no schema of profiles; each check names its
section of part two (xapi-profiles-structure).
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

CONTEXT = "https://w3id.org/xapi/profiles/context"
CONFORMS_TO = "https://w3id.org/xapi/profiles#1.0"
LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")

MAP, IRI, IRIS, TEXT, FLAG, LIST, OBJECT = (
    *("map", "iri", "iris", "text", "flag"),
    *("list", "object"),
)

PROFILE = {  # 6.0
    "required": {
        "id": IRI,
        "@context": IRI,
        "type": TEXT,
        "conformsTo": IRI,
        "prefLabel": MAP,
        "definition": MAP,
        "versions": LIST,
        "author": OBJECT,
    },
    "optional": {"seeAlso": IRI, "concepts": LIST, "templates": LIST, "patterns": LIST},
}
VERSION = {  # 6.1
    "required": {"id": IRI, "generatedAtTime": TEXT},
    "optional": {"wasRevisionOf": IRIS},
}
AUTHOR = {"required": {"type": TEXT, "name": TEXT}, "optional": {"url": IRI}}  # 6.2
_NAMED = {"id": IRI, "type": TEXT, "inScheme": IRI, "prefLabel": MAP, "definition": MAP}
CONCEPT = {  # 7.1
    "required": _NAMED,
    "optional": {
        "deprecated": FLAG,
        **dict.fromkeys(["broader", "broadMatch", "narrower", "narrowMatch"], IRIS),
        **dict.fromkeys(["related", "relatedMatch", "exactMatch"], IRIS),
    },
}
EXTENSION = {  # 7.2
    "required": _NAMED,
    "optional": {
        "deprecated": FLAG,
        "context": IRI,
        "schema": IRI,
        "inlineSchema": TEXT,
        "recommendedActivityTypes": IRIS,
        "recommendedVerbs": IRIS,
    },
}
TEMPLATE = {  # 8.0
    "required": _NAMED,
    "optional": {
        "deprecated": FLAG,
        "verb": IRI,
        "objectActivityType": IRI,
        "rules": LIST,
        **dict.fromkeys(
            [
                f"context{place}ActivityType"
                for place in ("Grouping", "Parent", "Other", "Category")
            ],
            IRIS,
        ),
        "attachmentUsageType": IRIS,
        "objectStatementRefTemplate": IRIS,
        "contextStatementRefTemplate": IRIS,
    },
}
RULE = {  # 8.1
    "required": {"location": TEXT},
    "optional": {
        "selector": TEXT,
        "presence": TEXT,
        "any": LIST,
        "all": LIST,
        "none": LIST,
        "scopeNote": MAP,
    },
}
CONCEPT_TYPES = ("Verb", "ActivityType", "AttachmentUsageType")
EXTENSION_TYPES = ("ContextExtension", "ResultExtension", "ActivityExtension")
# 8.1: no filters and no scripts; children by name, elements by number, star or union.
_STEP = r"(?:\.[A-Za-z_]\w*|\.\*|\[\*\]|\[\d+(?:,\d+)*\]|\['[^']+'(?:,'[^']+')*\])"
JSON_PATH = re.compile(rf"^\${_STEP}*(?:\s*\|\s*\${_STEP}*)*$")


def problems(profile: dict[str, Any]) -> list[str]:
    """What is wrong with a profile, each with where; nothing for a valid one."""
    return [
        *_empties(profile, "$"),
        *_shape(profile, PROFILE, "$"),
        *_head(profile),
        *_versions(profile),
        *_shape(profile.get("author", {}), AUTHOR, "$.author"),
        *_concepts(profile),
        *_templates(profile),
        *_ids(profile),
    ]


def _empties(value: Any, path: str) -> Iterator[str]:
    """4.0: no empty objects, nulls, empty strings or empty arrays."""
    if value is None or value in ({}, [], ""):
        yield f"{path}: empty"
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _empties(item, f"{path}.{name}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _empties(item, f"{path}[{number}]")


def _shape(value: dict[str, Any], table: dict[str, Any], path: str) -> Iterator[str]:
    """All that is required is there, nothing that no table knows, each of its type."""
    known = table["required"] | table["optional"]
    for name in sorted(table["required"].keys() - value.keys()):
        yield f"{path}: {name} is required"
    for name, item in value.items():
        if name not in known:
            yield f"{path}.{name}: not a property"
        elif not _is(item, known[name]):
            yield f"{path}.{name}: not {known[name]}"


def _is(value: Any, kind: str) -> bool:
    match kind:
        case "iri":
            return isinstance(value, str) and bool(urlsplit(value).scheme)
        case "iris":
            return isinstance(value, list) and all(_is(one, IRI) for one in value)
        case "map":
            return isinstance(value, dict) and all(
                LANGUAGE.match(tag) and isinstance(label, str)
                for tag, label in value.items()
            )
        case "flag":
            return isinstance(value, bool)
        case "list":
            return isinstance(value, list)
        case "object":
            return isinstance(value, dict)
        case _:
            return isinstance(value, str)


def _head(profile: dict[str, Any]) -> Iterator[str]:
    """6.0 and 6.2: the fixed words."""
    if profile.get("@context") != CONTEXT:
        yield "$.@context: not the normative context"
    if profile.get("type") != "Profile":
        yield "$.type: not Profile"
    if profile.get("conformsTo") != CONFORMS_TO:
        yield "$.conformsTo: not version 1.0"
    if profile.get("author", {}).get("type") not in {"Organization", "Person"}:
        yield "$.author.type: neither Organization nor Person"


def _versions(profile: dict[str, Any]) -> Iterator[str]:
    """6.1: dated, other than the profile itself, and all but the first revise one."""
    versions = profile.get("versions", [])
    for number, version in enumerate(versions):
        path = f"$.versions[{number}]"
        yield from _shape(version, VERSION, path)
        try:
            moment = datetime.fromisoformat(version.get("generatedAtTime", ""))
            if moment.tzinfo is None:
                yield f"{path}.generatedAtTime: no offset"
        except ValueError:
            yield f"{path}.generatedAtTime: not a timestamp"
    if sum("wasRevisionOf" not in version for version in versions) > 1:
        yield "$.versions: a later version revises none"


def _current(profile: dict[str, Any]) -> str:
    return str(profile["versions"][0]["id"])


def _concepts(profile: dict[str, Any]) -> Iterator[str]:
    """7.0 to 7.2."""
    for number, concept in enumerate(profile.get("concepts", [])):
        path = f"$.concepts[{number}]"
        kind = concept.get("type")
        if kind not in CONCEPT_TYPES + EXTENSION_TYPES:
            yield f"{path}.type: not one we define"
            continue
        yield from _shape(
            concept, EXTENSION if kind in EXTENSION_TYPES else CONCEPT, path
        )
        if concept.get("inScheme") != _current(profile):
            yield f"{path}.inScheme: not the version described"
        if {"schema", "inlineSchema"} <= concept.keys():
            yield f"{path}: two schemas"
        if "related" in concept and not concept.get("deprecated"):
            yield f"{path}.related: only of what is deprecated"


def _templates(profile: dict[str, Any]) -> Iterator[str]:
    """8.0 and 8.1."""
    for number, template in enumerate(profile.get("templates", [])):
        path = f"$.templates[{number}]"
        yield from _shape(template, TEMPLATE, path)
        if template.get("type") != "StatementTemplate":
            yield f"{path}.type: not StatementTemplate"
        if template.get("inScheme") != _current(profile):
            yield f"{path}.inScheme: not the version described"
        if {"objectStatementRefTemplate", "objectActivityType"} <= template.keys():
            yield f"{path}: an activity and a reference at once"
        for place, rule in enumerate(template.get("rules", [])):
            yield from _rule(rule, f"{path}.rules[{place}]")


def _rule(rule: dict[str, Any], path: str) -> Iterator[str]:
    yield from _shape(rule, RULE, path)
    if not rule.keys() & {"presence", "any", "all", "none"}:
        yield f"{path}: demands nothing"
    if rule.get("presence", "included") not in {"included", "excluded", "recommended"}:
        yield f"{path}.presence: not a word of the specification"
    for name in ("location", "selector"):
        if name in rule and not JSON_PATH.match(rule[name]):
            yield f"{path}.{name}: not such a JSONPath"


def _ids(profile: dict[str, Any]) -> Iterator[str]:
    """6.1 and 8.0: every id names one thing."""
    named = [
        profile,
        *profile.get("versions", []),
        *profile.get("concepts", []),
        *profile.get("templates", []),
    ]
    for iri, count in Counter(one.get("id") for one in named).items():
        if count > 1:
            yield f"$: {iri} names {count} things"
