"""Verb, result and attachments (part two, 2.4.3, 2.4.5 and 2.4.11), and references."""

from collections.abc import Iterator
from typing import Any, Final

from lms.xapi.statements import formats
from lms.xapi.statements.problems import Problem

from . import shapes

check_verb: Final = shapes.object_of(
    {"id": shapes.iri(section="2.4.3"), "display": shapes.language_map},
    required=("id",),
    section="2.4.3",
)


def _within_bounds(value: dict[str, Any]) -> Iterator[Problem]:
    """Scaled from -1 to 1, min below max, raw between the two."""
    scaled, raw, low, high = (
        value[name] if shapes.is_number(value.get(name)) else None
        for name in ("scaled", "raw", "min", "max")
    )
    if scaled is not None and not -1 <= scaled <= 1:
        yield Problem(".scaled", "must lie from -1 to 1 (2.4.5.1)")
    if low is not None and high is not None and low >= high:
        yield Problem(".min", "must be less than max (2.4.5.1)")
    if raw is not None:
        if low is not None and raw < low:
            yield Problem(".raw", "must not be less than min (2.4.5.1)")
        if high is not None and raw > high:
            yield Problem(".raw", "must not be more than max (2.4.5.1)")


check_result: Final = shapes.object_of(
    {
        "score": shapes.object_of(
            dict.fromkeys(
                ("scaled", "raw", "min", "max"), shapes.number(section="2.4.5.1")
            ),
            rule=_within_bounds,
            section="2.4.5.1",
        ),
        "success": shapes.boolean(section="2.4.5"),
        "completion": shapes.boolean(section="2.4.5"),
        "response": shapes.text(section="2.4.5"),
        "duration": shapes.duration(section="4.6"),
        "extensions": shapes.extensions,
    },
    section="2.4.5",
)

# A reference to another statement, there or not.
check_reference: Final = shapes.object_of(
    {
        "objectType": shapes.exactly("StatementRef", section="2.4.4.3"),
        "id": shapes.uuid(section="2.4.4.3"),
    },
    required=("objectType", "id"),
    section="2.4.4.3",
)

check_attachments: Final = shapes.list_of(
    shapes.object_of(
        {
            "usageType": shapes.iri(section="2.4.11"),
            "display": shapes.language_map,
            "description": shapes.language_map,
            "contentType": shapes.matching(
                formats.is_media_type,
                "must be an Internet media type",
                section="2.4.11",
            ),
            "length": shapes.whole_number(section="2.4.11"),
            "sha2": shapes.matching(
                formats.is_sha2, "must be a SHA-2 in hexadecimal", section="2.4.11"
            ),
            "fileUrl": shapes.iri(section="2.4.11"),
        },
        required=("usageType", "display", "contentType", "length", "sha2"),
        section="2.4.11",
    ),
    section="2.4.11",
)
