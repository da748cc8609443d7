"""How any value is judged: its type, its properties, its format.

A checker takes a value, its JSON path, and the list to which it adds what it finds.
"""

from collections.abc import Callable, Mapping
from typing import Any

from lms.xapi.statements import formats
from lms.xapi.statements.problems import Problem

Found = list[Problem]
Checker = Callable[[Any, str, Found], None]


def object_of(
    properties: Mapping[str, Checker], *, section: str, required: tuple[str, ...] = ()
) -> Callable[[Any, str, Found], bool]:
    """A checker of an object with these properties and no others, without nulls.

    It answers whether the value is an object at all, so that rules between properties
    can follow.
    """

    def check(value: Any, path: str, found: Found) -> bool:
        if not isinstance(value, dict):
            found.append(Problem(path, f"must be an object ({section})"))
            return False
        for name in required:
            if name not in value:
                found.append(Problem(f"{path}.{name}", f"is required ({section})"))
        for name, item in value.items():
            inner = f"{path}.{name}"
            if name not in properties:
                found.append(
                    Problem(inner, f"is no property of this object ({section})")
                )
            elif item is None:
                found.append(Problem(inner, "must not be null (2.2)"))
            else:
                properties[name](item, inner, found)
        return True

    return check


def list_of(item: Checker, *, section: str) -> Checker:
    """A checker of an array whose items all pass ``item``."""

    def check(value: Any, path: str, found: Found) -> None:
        if not isinstance(value, list):
            found.append(Problem(path, f"must be an array ({section})"))
            return
        for number, inner in enumerate(value):
            item(inner, f"{path}[{number}]", found)

    return check


def text(*, section: str) -> Checker:
    """A checker of any string."""
    return _format(lambda _: True, "must be a string", section)


def iri(*, section: str) -> Checker:
    """A checker of an IRI with a scheme."""
    return _format(formats.is_iri, "must be an IRI with a scheme", section)


def uuid(*, section: str) -> Checker:
    """A checker of a UUID in its standard form."""
    return _format(formats.is_uuid, "must be a UUID", section)


def timestamp(*, section: str) -> Checker:
    """A checker of an ISO 8601 timestamp with an offset."""
    return _format(
        lambda value: formats.to_moment(value) is not None,
        "must be an ISO 8601 timestamp with an offset from UTC",
        section,
    )


def duration(*, section: str) -> Checker:
    """A checker of an ISO 8601 duration."""
    return _format(formats.is_duration, "must be an ISO 8601 duration", section)


def language_tag(*, section: str) -> Checker:
    """A checker of a language tag of RFC 5646."""
    return _format(
        formats.is_language_tag, "must be a language tag of RFC 5646", section
    )


def matching(
    question: Callable[[str], bool], sentence: str, *, section: str
) -> Checker:
    """A checker of a string for which ``question`` holds."""
    return _format(question, sentence, section)


def exactly(*values: str, section: str) -> Checker:
    """A checker of one of these strings, in this very case."""
    choices = " or ".join(values)
    return _format(lambda value: value in values, f"must be {choices}", section)


def boolean(*, section: str) -> Checker:
    """A checker of true or false, not of their names."""

    def check(value: Any, path: str, found: Found) -> None:
        if not isinstance(value, bool):
            found.append(Problem(path, f"must be true or false ({section})"))

    return check


def is_number(value: Any) -> bool:
    """Is this a JSON number? (To Python true is one too, to JSON it is not.)"""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def number(*, section: str) -> Checker:
    """A checker of a JSON number."""

    def check(value: Any, path: str, found: Found) -> None:
        if not is_number(value):
            found.append(Problem(path, f"must be a number ({section})"))

    return check


def whole_number(*, section: str) -> Checker:
    """A checker of a whole number of zero or more."""

    def check(value: Any, path: str, found: Found) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            found.append(Problem(path, f"must be a whole number ({section})"))

    return check


def language_map(value: Any, path: str, found: Found) -> None:
    """Check a map from language tags to text."""
    if not isinstance(value, dict):
        found.append(Problem(path, "must be a language map (4.2)"))
        return
    for tag, label in value.items():
        inner = f"{path}.{tag}"
        if not formats.is_language_tag(tag):
            found.append(
                Problem(inner, "must have a language tag of RFC 5646 as key (4.2)")
            )
        if not isinstance(label, str):
            found.append(Problem(inner, "must be a string (4.2)"))


def extensions(value: Any, path: str, found: Found) -> None:
    """Check a map from IRIs to any JSON, nulls included."""
    if not isinstance(value, dict):
        found.append(Problem(path, "must be an object (4.1)"))
        return
    for key in value:
        if not formats.is_iri(key):
            found.append(Problem(f"{path}.{key}", "must have an IRI as key (4.1)"))


def _format(question: Callable[[str], bool], sentence: str, section: str) -> Checker:
    def check(value: Any, path: str, found: Found) -> None:
        if not isinstance(value, str) or not question(value):
            found.append(Problem(path, f"{sentence} ({section})"))

    return check
