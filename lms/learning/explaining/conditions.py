"""What is still to be done inside an activity, by the app that knows what is in it.

Apps announce it from ``apps.py``, for learning itself knows no pages. Only who learns
reads it: nobody else sees how far somebody is in a lesson.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lms.learning.enums import ActivityKind
    from lms.learning.models import Participation

Missing = Callable[[Collection[int]], Mapping[int, tuple[str, ...]]]

_known: dict[str, Missing] = {}


def knows_conditions(kind: ActivityKind, missing: Missing) -> None:
    """Have ``missing(participation ids)`` say in sentences what is left of those of a kind."""
    _known[kind] = missing


def missing_in(participations: Collection[Participation]) -> dict[int, tuple[str, ...]]:
    """What is left inside the open ones that were begun; their activities are loaded."""
    of_kind: dict[str, list[int]] = defaultdict(list)
    for each in participations:
        if each.is_open and each.started_at and each.activity.kind in _known:
            of_kind[each.activity.kind].append(each.pk)
    found: dict[int, tuple[str, ...]] = {}
    for kind, pks in of_kind.items():
        found.update(_known[kind](pks))
    return found
