"""What a statement is findable by: the keys of its agents, activities and verb.

A key is half a SHA-256, so that an IRI of any length fits in sixteen bytes.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from .definitions import merged
from .fingerprints import PARTICIPANTS, as_list, normal_identifier
from .texts import as_text

IDENTIFIERS: Final = ("mbox", "mbox_sha1sum", "openid", "account")


def key_of(text: str) -> UUID:
    """The key of a text, such as the IRI of a verb or of an activity."""
    return UUID(bytes=hashlib.sha256(text.encode()).digest()[:16])


def identifier_of(agent: dict[str, Any]) -> str | None:
    """The Inverse Functional Identifier in its normal form, ``None`` if anonymous."""
    for name in IDENTIFIERS:
        if name in agent:
            value = normal_identifier(name, agent[name])
            if name == "account":
                value = [value["homePage"], value["name"]]
            return as_text([name, value])
    return None


def agent_key(agent: dict[str, Any]) -> UUID | None:
    """The key of an agent or an identified group, ``None`` for an anonymous group."""
    identifier = identifier_of(agent)
    return None if identifier is None else key_of(identifier)


@dataclass(slots=True)
class Findings:
    """What one statement is about, by key: its verb, agents, activities, registration.

    ``names`` are all that an agent is called by in it; an activity has what all its
    occurrences say of it.
    """

    verb: UUID
    registration: UUID | None = None
    direct_agents: set[UUID] = field(default_factory=set)
    related_agents: set[UUID] = field(default_factory=set)
    direct_activities: set[UUID] = field(default_factory=set)
    related_activities: set[UUID] = field(default_factory=set)
    agents: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    names: dict[UUID, list[str]] = field(default_factory=dict)
    activities: dict[UUID, dict[str, Any]] = field(default_factory=dict)


def findings(statement: dict[str, Any]) -> Findings:
    """What the filters of the Statement resource find a valid statement by.

    The rules are those of part three, 2.1.3, and of IEEE 9274.1.1, 4.1.6.1: members of
    a group count as the group does.
    """
    found = Findings(verb=key_of(statement["verb"]["id"]))
    target = statement["object"]
    kind = target.get("objectType", "Activity")

    _agents(statement["actor"], found, into=found.direct_agents)
    if kind in {"Agent", "Group"}:
        _agents(target, found, into=found.direct_agents)
    elif kind == "Activity":
        found.direct_activities.add(_activity(target, found))

    found.related_agents |= found.direct_agents
    found.related_activities |= found.direct_activities
    if "authority" in statement:
        _agents(statement["authority"], found, into=found.related_agents)
    _context(statement, found)
    if kind == "SubStatement":
        _within(findings(target), found)
    return found


def _within(inner: Findings, found: Findings) -> None:
    """Add what a SubStatement is about."""
    found.related_agents |= inner.related_agents
    found.related_activities |= inner.related_activities
    found.agents = inner.agents | found.agents
    for key, names in inner.names.items():
        found.names[key] = found.names.get(key, []) + names
    for activity in inner.activities.values():
        _activity(activity, found)


def _context(statement: dict[str, Any], found: Findings) -> None:
    context = statement.get("context", {})
    if "registration" in context:
        found.registration = UUID(context["registration"])
    for name in ("instructor", "team"):
        if name in context:
            _agents(context[name], found, into=found.related_agents)
    for name, of_whom in PARTICIPANTS.items():
        for item in context.get(name, ()):
            _agents(item[of_whom], found, into=found.related_agents)
    for value in context.get("contextActivities", {}).values():
        for activity in as_list(value):
            found.related_activities.add(_activity(activity, found))


def _agents(agent: dict[str, Any], found: Findings, *, into: set[UUID]) -> None:
    for one in _with_members(agent):
        key = agent_key(one)
        if key is not None:
            into.add(key)
            found.agents.setdefault(key, one)
            if one.get("name"):
                found.names.setdefault(key, []).append(one["name"])


def _with_members(agent: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield agent
    yield from agent.get("member", ())


def _activity(activity: dict[str, Any], found: Findings) -> UUID:
    key = key_of(activity["id"])
    known = found.activities.get(key, {})
    if "definition" in known and "definition" in activity:
        whole = merged(known["definition"], activity["definition"])
        found.activities[key] = activity | {"definition": whole}
    elif "definition" not in known:
        found.activities[key] = activity
    return key
