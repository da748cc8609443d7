"""A whole statement, and the rules between its parts (part two, 2.2 to 2.4)."""

from collections.abc import Callable
from typing import Any, Final

from lms.xapi.statements.problems import Problem
from lms.xapi.vocabulary import VOIDED_IRI

from . import parts, shapes
from .activities import check_activity
from .agents import check_actor, check_agent, check_authority, check_group
from .shapes import Checker, Found


def _is_version(text: str) -> bool:
    head, _, patch = text.rpartition(".")
    return head == "1.0" and patch.isascii() and patch.isdigit()


def _check_object(value: Any, path: str, found: Found) -> None:
    """Check the object: what it is follows from ``objectType``, Activity by default."""
    kind = (
        value.get("objectType", "Activity") if isinstance(value, dict) else "Activity"
    )
    checker = _OBJECTS.get(kind) if isinstance(kind, str) else None
    if checker is None:
        found.append(
            Problem(
                f"{path}.objectType",
                "must be Activity, Agent, Group, StatementRef or SubStatement (2.4.4)",
            )
        )
    else:
        checker(value, path, found)


_COMMON: Final[dict[str, Checker]] = {
    "actor": check_actor,
    "verb": parts.check_verb,
    "object": _check_object,
    "result": parts.check_result,
    "context": parts.check_context,
    "timestamp": shapes.timestamp(section="4.5"),
    "attachments": parts.check_attachments,
}
_REQUIRED: Final = ("actor", "verb", "object")

_statement = shapes.object_of(
    _COMMON
    | {
        "id": shapes.uuid(section="2.4.1"),
        "stored": shapes.timestamp(section="4.5"),
        "authority": check_authority,
        "version": shapes.matching(
            _is_version, "must start with 1.0.", section="2.4.10"
        ),
    },
    required=_REQUIRED,
    section="2.4",
)

_substatement = shapes.object_of(
    _COMMON | {"objectType": shapes.exactly("SubStatement", section="2.4.4.3")},
    required=("objectType", *_REQUIRED),
    section="2.4.4.3",
)


def _check_substatement(value: Any, path: str, found: Found) -> None:
    """Check a SubStatement: a statement that holds no other one."""
    inner = value.get("object")
    if isinstance(inner, dict) and inner.get("objectType") == "SubStatement":
        found.append(
            Problem(f"{path}.object", "must not be a SubStatement itself (2.4.4.3)")
        )
        return
    if _substatement(value, path, found):
        _check_between(value, path, found)


_OBJECTS: Final[dict[str, Callable[[Any, str, Found], None]]] = {
    "Activity": check_activity,
    "Agent": check_agent,
    "Group": check_group,
    "StatementRef": parts.check_reference,
    "SubStatement": _check_substatement,
}


def check(value: Any, path: str, found: Found) -> None:
    """Check a statement."""
    if _statement(value, path, found):
        _check_between(value, path, found)


def _check_between(value: dict[str, Any], path: str, found: Found) -> None:
    """The rules that join verb, object and context."""
    target = value.get("object")
    kind = target.get("objectType", "Activity") if isinstance(target, dict) else None
    context = value.get("context")
    if isinstance(context, dict) and kind != "Activity":
        for name in ("revision", "platform"):
            if name in context:
                found.append(
                    Problem(
                        f"{path}.context.{name}",
                        "is only for a statement about an Activity (2.4.6)",
                    )
                )
    verb = value.get("verb")
    if (
        isinstance(verb, dict)
        and verb.get("id") == VOIDED_IRI
        and kind != "StatementRef"
    ):
        found.append(
            Problem(
                f"{path}.object",
                "must be a StatementRef when the verb voids a statement (2.3.2)",
            )
        )
