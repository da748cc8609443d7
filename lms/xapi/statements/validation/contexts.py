"""The context of a statement (part two, 2.4.6; IEEE 9274.1.1, 4.2.2.5).

What the object of the statement allows in it is the statement's rule.
"""

from typing import Any, Final

from lms.xapi.statements.versions import Version

from . import shapes
from .activities import check_activity
from .agents import check_actor, check_agent, check_group
from .parts import check_reference
from .shapes import Checker, Problems

_OF_TWO: Final = "IEEE 9274.1.1, 4.2.2.5"

_activities: Final = shapes.list_of(check_activity, section="2.4.6.2")


def _check_one_or_more(value: Any) -> Problems:
    """Check a value of contextActivities: one Activity, or an array of them."""
    return check_activity(value) if isinstance(value, dict) else _activities(value)


_COMMON: Final[dict[str, Checker]] = {
    "registration": shapes.uuid(section="2.4.6.1"),
    "instructor": check_actor,
    "team": check_group,
    "contextActivities": shapes.object_of(
        dict.fromkeys(("parent", "grouping", "category", "other"), _check_one_or_more),
        section="2.4.6.2",
    ),
    "revision": shapes.text(section="2.4.6"),
    "platform": shapes.text(section="2.4.6"),
    "language": shapes.language_tag(section="2.4.6"),
    "statement": check_reference,
    "extensions": shapes.extensions,
}


def _participants(kind: str, name: str, check: Checker) -> Checker:
    """A checker of contextAgents or contextGroups: who took part, and as what."""
    return shapes.list_of(
        shapes.object_of(
            {
                "objectType": shapes.exactly(kind, section=_OF_TWO),
                name: check,
                "relevantTypes": shapes.list_of(
                    shapes.iri(section=_OF_TWO), at_least_one=True, section=_OF_TWO
                ),
            },
            required=("objectType", name),
            section=_OF_TWO,
        ),
        section=_OF_TWO,
    )


CHECK_CONTEXT: Final[dict[Version, Checker]] = {
    Version.ONE: shapes.object_of(_COMMON, section="2.4.6"),
    Version.TWO: shapes.object_of(
        _COMMON
        | {
            "contextAgents": _participants("contextAgent", "agent", check_agent),
            "contextGroups": _participants("contextGroup", "group", check_group),
        },
        section="2.4.6",
    ),
}
