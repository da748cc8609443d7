"""Verb, result, context and attachments (part two, 2.4.3, 2.4.5, 2.4.6 and 2.4.11)."""

from typing import Any, Final

from lms.xapi.statements import formats
from lms.xapi.statements.problems import Problem

from . import shapes
from .activities import check_activity
from .agents import check_actor, check_group
from .shapes import Found

_verb = shapes.object_of(
    {"id": shapes.iri(section="2.4.3"), "display": shapes.language_map},
    required=("id",),
    section="2.4.3",
)


def check_verb(value: Any, path: str, found: Found) -> None:
    """Check a Verb."""
    _verb(value, path, found)


_score = shapes.object_of(
    dict.fromkeys(("scaled", "raw", "min", "max"), shapes.number(section="2.4.5.1")),
    section="2.4.5.1",
)


def _check_score(value: Any, path: str, found: Found) -> None:
    """Check a score: scaled from -1 to 1, min below max, raw between the two."""
    if not _score(value, path, found):
        return
    scaled, raw, low, high = (
        value[name] if shapes.is_number(value.get(name)) else None
        for name in ("scaled", "raw", "min", "max")
    )
    if scaled is not None and not -1 <= scaled <= 1:
        found.append(Problem(f"{path}.scaled", "must lie from -1 to 1 (2.4.5.1)"))
    if low is not None and high is not None and low >= high:
        found.append(Problem(f"{path}.min", "must be less than max (2.4.5.1)"))
    if raw is None:
        return
    if low is not None and raw < low:
        found.append(Problem(f"{path}.raw", "must not be less than min (2.4.5.1)"))
    if high is not None and raw > high:
        found.append(Problem(f"{path}.raw", "must not be more than max (2.4.5.1)"))


_result = shapes.object_of(
    {
        "score": _check_score,
        "success": shapes.boolean(section="2.4.5"),
        "completion": shapes.boolean(section="2.4.5"),
        "response": shapes.text(section="2.4.5"),
        "duration": shapes.duration(section="4.6"),
        "extensions": shapes.extensions,
    },
    section="2.4.5",
)


def check_result(value: Any, path: str, found: Found) -> None:
    """Check a result."""
    _result(value, path, found)


_reference = shapes.object_of(
    {
        "objectType": shapes.exactly("StatementRef", section="2.4.4.3"),
        "id": shapes.uuid(section="2.4.4.3"),
    },
    required=("objectType", "id"),
    section="2.4.4.3",
)


def check_reference(value: Any, path: str, found: Found) -> None:
    """Check a reference to another statement."""
    _reference(value, path, found)


_activities: Final = shapes.list_of(check_activity, section="2.4.6.2")


def _check_one_or_more(value: Any, path: str, found: Found) -> None:
    """Check a value of contextActivities: one Activity, or an array of them."""
    check = check_activity if isinstance(value, dict) else _activities
    check(value, path, found)


_context_activities = shapes.object_of(
    dict.fromkeys(("parent", "grouping", "category", "other"), _check_one_or_more),
    section="2.4.6.2",
)


def _check_context_activities(value: Any, path: str, found: Found) -> None:
    _context_activities(value, path, found)


_context = shapes.object_of(
    {
        "registration": shapes.uuid(section="2.4.6.1"),
        "instructor": check_actor,
        "team": check_group,
        "contextActivities": _check_context_activities,
        "revision": shapes.text(section="2.4.6"),
        "platform": shapes.text(section="2.4.6"),
        "language": shapes.language_tag(section="2.4.6"),
        "statement": check_reference,
        "extensions": shapes.extensions,
    },
    section="2.4.6",
)


def check_context(value: Any, path: str, found: Found) -> None:
    """Check a context by itself; what its object allows is the statement's rule."""
    _context(value, path, found)


_attachment = shapes.object_of(
    {
        "usageType": shapes.iri(section="2.4.11"),
        "display": shapes.language_map,
        "description": shapes.language_map,
        "contentType": shapes.matching(
            formats.is_media_type, "must be an Internet media type", section="2.4.11"
        ),
        "length": shapes.whole_number(section="2.4.11"),
        "sha2": shapes.matching(
            formats.is_sha2, "must be a SHA-2 in hexadecimal", section="2.4.11"
        ),
        "fileUrl": shapes.iri(section="2.4.11"),
    },
    required=("usageType", "display", "contentType", "length", "sha2"),
    section="2.4.11",
)


def _check_attachment(value: Any, path: str, found: Found) -> None:
    _attachment(value, path, found)


check_attachments: Final = shapes.list_of(_check_attachment, section="2.4.11")
