"""Agents and Groups (part two, 2.4.2)."""

from collections.abc import Iterator
from typing import Any, Final

from lms.xapi.statements import formats
from lms.xapi.statements.indexing import IDENTIFIERS
from lms.xapi.statements.problems import Problem

from . import shapes
from .shapes import Checker, Problems, Rule

_COMMON: Final[dict[str, Checker]] = {
    "name": shapes.text(section="2.4.2"),
    "mbox": shapes.matching(
        formats.is_mailto, "must be a mailto IRI of one address", section="2.4.2.3"
    ),
    "mbox_sha1sum": shapes.matching(
        formats.is_sha1, "must be a SHA-1 in hexadecimal", section="2.4.2.3"
    ),
    "openid": shapes.iri(section="2.4.2.3"),
    "account": shapes.object_of(
        {
            "homePage": shapes.iri(section="2.4.2.4"),
            "name": shapes.text(section="2.4.2.4"),
        },
        required=("homePage", "name"),
        section="2.4.2.4",
    ),
}


def _identifiers(value: dict[str, Any]) -> int:
    """How many Inverse Functional Identifiers an agent or a group has."""
    return sum(name in value for name in IDENTIFIERS)


def _one_identifier(section: str) -> Rule:
    def rule(value: dict[str, Any]) -> Iterator[Problem]:
        if _identifiers(value) != 1:
            yield Problem(
                "",
                "must have exactly one of mbox, mbox_sha1sum, openid and account "
                f"({section})",
            )

    return rule


# An Agent: exactly one Inverse Functional Identifier.
check_agent: Final = shapes.object_of(
    _COMMON | {"objectType": shapes.exactly("Agent", section="2.4.2.1")},
    rule=_one_identifier("2.4.2.1"),
    section="2.4.2.1",
)

_of_an_identified_group: Final = _one_identifier("2.4.2.2")


def _identified_or_members(value: dict[str, Any]) -> Iterator[Problem]:
    if _identifiers(value):
        yield from _of_an_identified_group(value)
    elif not value.get("member"):
        yield Problem(".member", "is required in an anonymous group (2.4.2.2)")


# A Group: identified by one identifier, or anonymous with its members.
check_group: Final = shapes.object_of(
    _COMMON
    | {
        "objectType": shapes.exactly("Group", section="2.4.2.2"),
        "member": shapes.list_of(check_agent, section="2.4.2.2"),
    },
    required=("objectType",),
    rule=_identified_or_members,
    section="2.4.2.2",
)


def check_actor(value: Any) -> Problems:
    """Check an Agent or a Group; without ``objectType`` it is an Agent."""
    return check_group(value) if _is_group(value) else check_agent(value)


def check_identified(value: Any) -> Problems:
    """Check an Agent or an Identified Group, as a query names them (part three, 2.1.3)."""
    found = [*check_actor(value)]
    if _is_group(value) and not _identifiers(value):
        found.append(Problem("", "must have an identifier (2.4.2.3)"))
    return found


def check_authority(value: Any) -> Problems:
    """Check an authority: an Agent, or an OAuth pair of two Agents (2.4.9)."""
    found = [*check_actor(value)]
    if _is_group(value):
        found += _oauth_pair(value)
    return found


def _oauth_pair(value: dict[str, Any]) -> Iterator[Problem]:
    members = value.get("member")
    if not isinstance(members, list) or len(members) != 2:
        yield Problem(".member", "must be two agents in an authority (2.4.9)")
    elif not any(isinstance(one, dict) and "account" in one for one in members):
        yield Problem(".member", "must name the OAuth consumer by an account (2.4.9)")
    if _identifiers(value):
        yield Problem("", "must be an anonymous group, when it is a group (2.4.9)")


def _is_group(value: Any) -> bool:
    return isinstance(value, dict) and value.get("objectType") == "Group"
