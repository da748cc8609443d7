"""When two statements are the same one (part two, 2.3.1, "Statement Comparision")."""

import hashlib
import json
from typing import Any, Final

# Set or changed by a store, and no part of what may not change. The timestamp is
# compared beside the fingerprint: who left it out gets the moment of storing.
_OF_THE_STORE: Final = ("id", "stored", "authority", "version", "timestamp")
_MAPS_OF_ACTIVITIES: Final = ("parent", "grouping", "category", "other")


def fingerprint(statement: dict[str, Any]) -> str:
    """SHA-256, in hexadecimal, of a valid statement without what immutability exempts.

    Exempt are what a store sets, definitions of activities, displays of verbs, the order
    of group members, one context activity in or out of an array, and the case of what is
    case-insensitive. The timestamp of the statement itself is left to the caller, that
    of a SubStatement counts as it is written.
    """
    content = {k: v for k, v in statement.items() if k not in _OF_THE_STORE}
    normal = json.dumps(
        _statement(content), sort_keys=True, separators=(",", ":"), ensure_ascii=True
    )
    return hashlib.sha256(normal.encode()).hexdigest()


def _statement(value: dict[str, Any]) -> dict[str, Any]:
    normal = dict(value)
    normal["actor"] = _actor(value["actor"])
    normal["verb"] = {"id": value["verb"]["id"]}
    normal["object"] = _object(value["object"])
    if "context" in value:
        normal["context"] = _context(value["context"])
    return normal


def _object(value: dict[str, Any]) -> dict[str, Any]:
    kind = value.get("objectType", "Activity")
    if kind == "Activity":
        return _activity(value)
    if kind == "SubStatement":
        return _statement(value)
    if kind == "StatementRef":
        return value | {"id": value["id"].lower()}
    return _actor(value)


def _activity(value: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in value.items() if k != "definition"}


def _actor(value: dict[str, Any]) -> dict[str, Any]:
    normal = dict(value)
    if "mbox" in value:
        local, _, domain = value["mbox"].rpartition("@")
        normal["mbox"] = f"{local}@{domain.lower()}"
    if "mbox_sha1sum" in value:
        normal["mbox_sha1sum"] = value["mbox_sha1sum"].lower()
    if "member" in value:
        normal["member"] = sorted(
            map(_actor, value["member"]), key=lambda m: json.dumps(m, sort_keys=True)
        )
    return normal


def _context(value: dict[str, Any]) -> dict[str, Any]:
    normal = dict(value)
    for name in ("registration", "language"):
        if name in value:
            normal[name] = value[name].lower()
    for name in ("instructor", "team"):
        if name in value:
            normal[name] = _actor(value[name])
    if "statement" in value:
        normal["statement"] = _object(value["statement"])
    if "contextActivities" in value:
        given = value["contextActivities"]
        normal["contextActivities"] = {
            name: [_activity(item) for item in as_list(given[name])]
            for name in _MAPS_OF_ACTIVITIES
            if name in given
        }
    return normal


def as_list(value: Any) -> list[Any]:
    """A value of contextActivities as the array it means (2.4.6.2)."""
    return value if isinstance(value, list) else [value]
