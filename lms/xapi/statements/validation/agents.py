"""Agents and Groups (part two, 2.4.2)."""

from typing import Any, Final

from lms.xapi.statements import formats
from lms.xapi.statements.indexing import IDENTIFIERS
from lms.xapi.statements.problems import Problem

from . import shapes
from .shapes import Checker, Found

_account = shapes.object_of(
    {
        "homePage": shapes.iri(section="2.4.2.4"),
        "name": shapes.text(section="2.4.2.4"),
    },
    required=("homePage", "name"),
    section="2.4.2.4",
)


def _check_account(value: Any, path: str, found: Found) -> None:
    _account(value, path, found)


_COMMON: Final[dict[str, Checker]] = {
    "name": shapes.text(section="2.4.2"),
    "mbox": shapes.matching(
        formats.is_mailto, "must be a mailto IRI of one address", section="2.4.2.3"
    ),
    "mbox_sha1sum": shapes.matching(
        formats.is_sha1, "must be a SHA-1 in hexadecimal", section="2.4.2.3"
    ),
    "openid": shapes.iri(section="2.4.2.3"),
    "account": _check_account,
}

_agent = shapes.object_of(
    _COMMON | {"objectType": shapes.exactly("Agent", section="2.4.2.1")},
    section="2.4.2.1",
)


def check_agent(value: Any, path: str, found: Found) -> None:
    """Check an Agent: exactly one Inverse Functional Identifier."""
    if _agent(value, path, found):
        _one_identifier(value, path, found, section="2.4.2.1")


_group = shapes.object_of(
    _COMMON
    | {
        "objectType": shapes.exactly("Group", section="2.4.2.2"),
        "member": shapes.list_of(check_agent, section="2.4.2.2"),
    },
    required=("objectType",),
    section="2.4.2.2",
)


def check_group(value: Any, path: str, found: Found) -> None:
    """Check a Group: identified by one identifier, or anonymous with its members."""
    if not _group(value, path, found):
        return
    if any(name in value for name in IDENTIFIERS):
        _one_identifier(value, path, found, section="2.4.2.2")
    elif not value.get("member"):
        found.append(
            Problem(f"{path}.member", "is required in an anonymous group (2.4.2.2)")
        )


def check_actor(value: Any, path: str, found: Found) -> None:
    """Check an Agent or a Group; without ``objectType`` it is an Agent."""
    if isinstance(value, dict) and value.get("objectType") == "Group":
        check_group(value, path, found)
    else:
        check_agent(value, path, found)


def check_identified(value: Any, path: str, found: Found) -> None:
    """Check an Agent or an Identified Group, as a query names them (part three, 2.1.3)."""
    check_actor(value, path, found)
    if isinstance(value, dict) and not any(name in value for name in IDENTIFIERS):
        found.append(Problem(path, "must have an identifier (2.4.2.3)"))


def check_authority(value: Any, path: str, found: Found) -> None:
    """Check an authority: an Agent, or an OAuth pair of two Agents (2.4.9)."""
    check_actor(value, path, found)
    if not isinstance(value, dict) or value.get("objectType") != "Group":
        return
    members = value.get("member")
    if not isinstance(members, list) or len(members) != 2:
        found.append(
            Problem(f"{path}.member", "must be two agents in an authority (2.4.9)")
        )
    if any(name in value for name in IDENTIFIERS):
        found.append(
            Problem(path, "must be an anonymous group, when it is a group (2.4.9)")
        )


def _one_identifier(
    value: dict[str, Any], path: str, found: Found, *, section: str
) -> None:
    if sum(name in value for name in IDENTIFIERS) != 1:
        found.append(
            Problem(
                path,
                "must have exactly one of mbox, mbox_sha1sum, openid and account "
                f"({section})",
            )
        )
