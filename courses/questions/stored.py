"""Reading the value of a block as it is stored, however incomplete."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, TypedDict
from uuid import UUID

# Larger or smaller numbers than this are no answers of people.
MOST_DIGITS = 20


class Common(TypedDict):
    """What every kind of question has."""

    id: UUID
    prompt: str
    explanation: str
    when_right: str
    when_partly: str
    when_wrong: str


def common(pk: UUID, value: Mapping[str, Any]) -> Common:
    """The fields that every kind has."""
    return Common(
        id=pk,
        prompt=text(value, "prompt"),
        explanation=text(value, "explanation"),
        when_right=text(value, "when_right"),
        when_partly=text(value, "when_partly"),
        when_wrong=text(value, "when_wrong"),
    )


def text(value: Mapping[str, Any], name: str) -> str:
    """A text, empty when it is not there."""
    found = value.get(name)
    return found if isinstance(found, str) else ""


def items(value: Mapping[str, Any], name: str) -> Iterator[tuple[str, Any]]:
    """The items of a list block, each with its id."""
    found = value.get(name)
    for item in found if isinstance(found, list | tuple) else ():
        if isinstance(item, Mapping) and item.get("id"):
            yield str(item["id"]), item.get("value")


def structs(
    value: Mapping[str, Any], name: str
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The items of a list of struct blocks, each with its id."""
    for pk, inner in items(value, name):
        yield pk, inner if isinstance(inner, Mapping) else {}


def texts(value: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The texts of a list block that are filled in, trimmed."""
    found = (inner for _, inner in items(value, name) if isinstance(inner, str))
    return tuple(inner.strip() for inner in found if inner.strip())


def decimal(value: Mapping[str, Any], name: str) -> Decimal | None:
    """A number, none when it is not there or is none to reckon with."""
    found = value.get(name)
    if found is None or isinstance(found, bool):
        return None
    try:
        number = Decimal(str(found))
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
        return None
    return number


def whole(value: Mapping[str, Any], name: str) -> int | None:
    """A whole number, none when it is not there."""
    number = decimal(value, name)
    return None if number is None else int(number)
