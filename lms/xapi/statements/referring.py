"""What a statement points at: another statement, and attachments."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID


def target_of(statement: dict[str, Any]) -> UUID | None:
    """The statement that a valid one refers to, if its object is a StatementRef."""
    target = statement["object"]
    if target.get("objectType") != "StatementRef":
        return None
    return UUID(target["id"])


def attachments_of(statement: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The attachments of a valid statement, and those of a SubStatement in it."""
    yield from statement.get("attachments", ())
    target = statement["object"]
    if target.get("objectType") == "SubStatement":
        yield from target.get("attachments", ())
