"""A whole statement, and the rules between its parts (part two, 2.2 to 2.4)."""

import re
from collections.abc import Iterator
from typing import Any, Final

from lms.xapi.statements import formats
from lms.xapi.statements.problems import Problem
from lms.xapi.statements.versions import Version
from lms.xapi.vocabulary import VOIDED_IRI

from . import parts, shapes
from .activities import check_activity
from .agents import check_actor, check_agent, check_authority, check_group
from .contexts import CHECK_CONTEXT
from .shapes import Checker, Problems

_REQUIRED: Final = ("actor", "verb", "object")
_KINDS: Final = "must be Activity, Agent, Group, StatementRef or SubStatement (2.4.4)"

# Semantic versions; "1.0" is read as 1.0.0, as in the header (part three, 3.3).
_VERSION_ONE: Final = re.compile(r"1\.0(?:\.\d+(?:[-+][0-9A-Za-z.+-]+)?)?", re.ASCII)
_VERSION_TWO: Final = re.compile(r"[12]\.0(?:\.\d+(?:[-+][0-9A-Za-z.+-]+)?)?", re.ASCII)


def _is_version_one(text: str) -> bool:
    return _VERSION_ONE.fullmatch(text) is not None


def _is_version_two(text: str) -> bool:
    return _VERSION_TWO.fullmatch(text) is not None


_CHECK_VERSION: Final[dict[Version, Checker]] = {
    Version.ONE: shapes.matching(
        _is_version_one, "must be 1.0 or start with 1.0.", section="2.4.10"
    ),
    # A 2.0 store takes the statements of 1.0.x too.
    Version.TWO: shapes.matching(
        _is_version_two,
        "must start with 2.0. or 1.0.",
        section="IEEE 9274.1.1, 4.2.4.3",
    ),
}

_CHECK_TIMESTAMP: Final[dict[Version, Checker]] = {
    Version.ONE: shapes.matching(
        formats.is_timestamp,
        "must be an ISO 8601 timestamp with an offset from UTC",
        section="4.5",
    ),
    Version.TWO: shapes.matching(
        formats.is_rfc3339,
        "must be a timestamp of RFC 3339 with a known offset from UTC",
        section="IEEE 9274.1.1, 4.2.7",
    ),
}


def _kind(value: Any) -> Any:
    """What an object is follows from ``objectType``; it is an Activity by default."""
    return value.get("objectType", "Activity") if isinstance(value, dict) else None


def _suit_each_other(value: dict[str, Any]) -> Iterator[Problem]:
    """The rules that join verb, object and context."""
    kind = _kind(value.get("object"))
    if kind == "Activity":
        if _voids(value):
            yield _TO_BE_A_REFERENCE
        return
    context = value.get("context")
    if isinstance(context, dict):
        for name in ("revision", "platform"):
            if name in context:
                yield Problem(
                    f".context.{name}",
                    "is only for a statement about an Activity (2.4.6)",
                )
    if kind != "StatementRef" and _voids(value):
        yield _TO_BE_A_REFERENCE


_TO_BE_A_REFERENCE: Final = Problem(
    ".object", "must be a StatementRef when the verb voids a statement (2.3.2)"
)


def _voids(value: dict[str, Any]) -> bool:
    verb = value.get("verb")
    return isinstance(verb, dict) and verb.get("id") == VOIDED_IRI


def _checker_of(version: Version) -> Checker:
    """The checker of a statement by one edition."""
    timestamp = _CHECK_TIMESTAMP[version]
    common: dict[str, Checker] = {
        "actor": check_actor,
        "verb": parts.check_verb,
        "result": parts.check_result,
        "context": CHECK_CONTEXT[version],
        "timestamp": timestamp,
        "attachments": parts.check_attachments,
    }
    simple_objects: dict[str, Checker] = {
        "Activity": check_activity,
        "Agent": check_agent,
        "Group": check_group,
        "StatementRef": parts.check_reference,
    }
    # A SubStatement is a statement that holds no other one.
    substatement = shapes.object_of(
        common
        | {
            "object": _object_of(simple_objects | {"SubStatement": _refuse_nesting}),
            "objectType": shapes.exactly("SubStatement", section="2.4.4.3"),
        },
        required=("objectType", *_REQUIRED),
        rule=_suit_each_other,
        section="2.4.4.3",
    )
    return shapes.object_of(
        common
        | {
            "object": _object_of(simple_objects | {"SubStatement": substatement}),
            "id": shapes.uuid(section="2.4.1"),
            "stored": timestamp,
            "authority": check_authority,
            "version": _CHECK_VERSION[version],
        },
        required=_REQUIRED,
        rule=_suit_each_other,
        section="2.4",
    )


def _object_of(checkers: dict[str, Checker]) -> Checker:
    """A checker of the object of a statement, by what it says that it is."""
    no_object = (Problem("", "must be an object (2.4.4)"),)
    unknown = (Problem(".objectType", _KINDS),)

    def check(value: Any) -> Problems:
        if not isinstance(value, dict):
            return no_object
        kind = _kind(value)
        checker = checkers.get(kind) if isinstance(kind, str) else None
        return unknown if checker is None else checker(value)

    return check


def _refuse_nesting(_: Any) -> Problems:
    return (Problem("", "must not be a SubStatement itself (2.4.4.3)"),)


CHECK_STATEMENT: Final[dict[Version, Checker]] = {
    version: _checker_of(version) for version in Version
}
