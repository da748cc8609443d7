"""When two statements are the same one (part two, 2.3.1, "Statement Comparision").

IEEE 9274.1.1, 4.2.4.1, has the same rules.
"""

import hashlib
import json
import re
from typing import Any, Final

from .formats import to_moment

# Set or changed by a store, and no part of what may not change. The timestamp is
# compared beside the fingerprint: who left it out gets the moment of storing.
_OF_THE_STORE: Final = ("id", "stored", "authority", "version", "timestamp")
_MAPS_OF_ACTIVITIES: Final = ("parent", "grouping", "category", "other")
# Properties of a context of 2.0 (IEEE 9274.1.1, 4.2.2.5), and who stands in their items.
PARTICIPANTS: Final = {"contextAgents": "agent", "contextGroups": "group"}
_MAYBE_WHOLE: Final = re.compile(r"\d\.0[,}\]]|\de\+\d")
_WITH_A_CASE: Final = ("mbox", "mbox_sha1sum")
_PAST_HUNDREDTHS: Final = re.compile(r"([.,]\d\d)\d+(?=S)", re.ASCII)


def fingerprint(statement: dict[str, Any]) -> str:
    """SHA-256, in hexadecimal, of a valid statement without what immutability exempts.

    Exempt are what a store sets, definitions of activities, displays of verbs, the order
    of group members, one context activity in or out of an array, the case of what is
    case-insensitive, how the timestamp of a SubStatement is written, and what a duration
    says past a hundredth of a second (4.6; IEEE 9274.1.1, 4.2.7). The timestamp of the
    statement itself is left to the caller.
    """
    content = {k: v for k, v in statement.items() if k not in _OF_THE_STORE}
    normal = _text(_statement(content))
    if _MAYBE_WHOLE.search(normal):
        normal = _text(_with_whole_numbers(json.loads(normal)))
    return hashlib.sha256(normal.encode()).hexdigest()


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _with_whole_numbers(value: Any) -> Any:
    """To JSON 1 and 1.0 are one number, and senders write now this, now that."""
    if isinstance(value, dict):
        return {name: _with_whole_numbers(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_with_whole_numbers(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _statement(value: dict[str, Any]) -> dict[str, Any]:
    normal = dict(value)
    normal["actor"] = _actor(value["actor"])
    normal["verb"] = {"id": value["verb"]["id"]}
    normal["object"] = _object(value["object"])
    if "context" in value:
        normal["context"] = _context(value["context"])
    if "duration" in value.get("result", ()):
        duration = _PAST_HUNDREDTHS.sub(r"\1", value["result"]["duration"])
        normal["result"] = value["result"] | {"duration": duration}
    if "timestamp" in value:
        normal["timestamp"] = str(to_moment(value["timestamp"]))
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
    for name in _WITH_A_CASE:
        if name in value:
            normal[name] = normal_identifier(name, value[name])
    if "member" in value:
        normal["member"] = sorted(
            map(_actor, value["member"]), key=lambda m: json.dumps(m, sort_keys=True)
        )
    return normal


def normal_identifier(name: str, value: Any) -> Any:
    """The value of an Inverse Functional Identifier, without the case that says nothing.

    That of the domain of an address, and of a SHA-1 in hexadecimal (2.4.2.3).
    """
    if name == "mbox":
        local, _, domain = value.rpartition("@")
        return f"{local}@{domain.lower()}"
    return value.lower() if name == "mbox_sha1sum" else value


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
    for name in PARTICIPANTS.keys() & value.keys():
        of_whom = PARTICIPANTS[name]
        normal[name] = [item | {of_whom: _actor(item[of_whom])} for item in value[name]]
    if "contextActivities" in value:
        normal["contextActivities"] = _activities(value["contextActivities"])
    return normal


def _activities(value: dict[str, Any]) -> dict[str, Any]:
    return {
        name: [_activity(item) for item in as_list(value[name])]
        for name in _MAPS_OF_ACTIVITIES
        if name in value
    }


def as_list(value: Any) -> list[Any]:
    """A value of contextActivities as the array it means (2.4.6.2)."""
    return value if isinstance(value, list) else [value]
