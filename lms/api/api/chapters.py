"""The description as chapters of a page: each operation, its fields and an example."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from .description import Node


@dataclass(frozen=True, slots=True)
class Line:
    """A parameter or a field: what it is called, what it holds, what it means."""

    name: str
    kind: str
    meaning: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """One operation, as a reader meets it."""

    anchor: str
    method: str
    path: str
    title: str
    meaning: str
    scope: str
    parameters: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    answer: list[Line] = field(default_factory=list)
    sent: str = ""
    answered: str = ""


def chapters(whole: Node) -> list[Chapter]:
    """Every operation of a description, in its order."""
    return [
        _chapter(whole, method=method, path=path, operation=operation)
        for path, methods in whole["paths"].items()
        for method, operation in methods.items()
    ]


def _chapter(whole: Node, *, method: str, path: str, operation: Node) -> Chapter:
    body = operation.get("requestBody", {}).get("content", {})
    sent = _found(whole, body["application/json"]["schema"]) if body else {}
    given = operation["responses"]["200"]["content"]["application/json"]["schema"]
    answer = _found(whole, given)
    item = _item(whole, answer)
    return Chapter(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        title=operation["summary"],
        meaning=operation["description"],
        scope=operation["security"][0]["Bearer"][0],
        parameters=[
            Line(
                each["name"],
                _kind(whole, _given(each["schema"])),
                each.get("description", ""),
                each["required"],
            )
            for each in operation["parameters"]
            if "$ref" not in each
        ],
        body=_lines(whole, sent),
        answer=_lines(whole, item or answer),
        sent=_example(sent),
        answered=_answered(answer, item),
    )


def _given(schema: Node) -> Node:
    """A parameter that is left out has no value; one that is given is never empty."""
    kinds = [each for each in schema.get("anyOf", []) if each.get("type") != "null"]
    return kinds[0] if kinds else schema


def _found(whole: Node, schema: Node) -> Node:
    """A schema itself, where a reference stands for it."""
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Node = whole["components"]["schemas"][name] if name else schema
    return found


def _item(whole: Node, page: Node) -> Node | None:
    """What a page holds; nothing for what is no page."""
    items = page.get("properties", {}).get("items")
    return _found(whole, items["items"]) if items else None


def _lines(whole: Node, schema: Node) -> list[Line]:
    needed = schema.get("required", [])
    return [
        Line(name, _kind(whole, each), each.get("description", ""), name in needed)
        for name, each in schema.get("properties", {}).items()
    ]


def _kind(whole: Node, schema: Node) -> str:
    """What a field holds, in words."""
    if "anyOf" in schema:
        kinds = [_kind(whole, each) for each in schema["anyOf"]]
        return " / ".join(kinds)
    schema = _found(whole, schema)
    if "enum" in schema:
        return " | ".join(str(each) for each in schema["enum"])
    if schema.get("type") == "array":
        return _("list of: %(kind)s") % {"kind": _kind(whole, schema["items"])}
    names = {
        "string": _("text"),
        "integer": _("whole number"),
        "boolean": _("yes or no"),
        "null": _("empty"),
        "date": _("date"),
        "uuid": "UUID",
    }
    kind = str(schema.get("format") or schema.get("type", "object"))
    if kind == "object":
        return ", ".join(schema.get("properties", {}))
    return names.get(kind, kind)


def _example(schema: Node) -> str:
    examples: list[Any] = schema.get("examples", [])
    return _pretty(examples[0]) if examples else ""


def _answered(answer: Node, item: Node | None) -> str:
    if item is None:
        return _example(answer)
    shown: Node = {"items": item.get("examples", [{}])[:1]}
    for name in answer["properties"]:
        if name != "items":
            shown[name] = {"peildatum": "2025-03-31", "voorlopig": False}.get(name)
    return _pretty(shown)


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
