"""Whether a value is what a JSON Schema says: as much of it as our description uses."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

TYPES = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}
KNOWN = {
    *("$ref", "anyOf", "type", "enum", "format", "pattern", "properties", "required"),
    *(
        "items",
        "additionalProperties",
        "propertyNames",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
    ),
    *("minItems", "maxItems", "description", "default", "examples", "title"),
}


def faults(
    value: Any, schema: dict[str, Any], whole: dict[str, Any], at="$"
) -> list[str]:
    """What is not as described, with its place; nothing when all of it is."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        return faults(value, resolve(schema["$ref"], whole), whole, at)
    if "anyOf" in schema:
        tried = [faults(value, each, whole, at) for each in schema["anyOf"]]
        return [] if [] in tried else tried[0]
    kind = schema.get("type")
    if kind and not is_a(value, kind):
        return [f"{at}: {value!r} is no {kind}"]
    wrong = "enum" in schema and value not in schema["enum"]
    found = [f"{at}: {value!r} is none of {schema['enum']}"] if wrong else []
    return found + inside(value, schema, whole, at)


def inside(
    value: Any, schema: dict[str, Any], whole: dict[str, Any], at: str
) -> list[str]:
    if isinstance(value, str):
        return of_text(value, schema, at)
    if isinstance(value, dict):
        return of_object(value, schema, whole, at)
    if not isinstance(value, list):
        return []
    items = schema.get("items", {})
    return [
        fault
        for number, item in enumerate(value)
        for fault in faults(item, items, whole, f"{at}[{number}]")
    ]


def resolve(reference: str, whole: dict[str, Any]) -> dict[str, Any]:
    found: Any = whole
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def is_a(value: Any, kind: str) -> bool:
    if kind == "integer" and isinstance(value, bool):
        return False
    return isinstance(value, TYPES[kind])


def of_text(value: str, schema: dict[str, Any], at: str) -> list[str]:
    parse = {"date": date.fromisoformat, "uuid": UUID}.get(schema.get("format", ""))
    try:
        if parse:
            parse(value)
    except ValueError:
        return [f"{at}: {value!r} is no {schema['format']}"]
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return [f"{at}: {value!r} does not match {schema['pattern']}"]
    return []


def of_object(value, schema, whole, at) -> list[str]:
    properties, more = schema.get("properties", {}), schema.get("additionalProperties")
    needed = [name for name in schema.get("required", []) if name not in value]
    found = [f"{at}: {name} is absent" for name in needed]
    for name, each in value.items():
        described = properties.get(name, more or None)
        if described is None:
            found.append(f"{at}: {name} is not described")
        else:
            found += faults(each, described, whole, f"{at}.{name}")
        if "propertyNames" in schema:
            found += faults(name, schema["propertyNames"], whole, f"{at}: {name}")
    return found
