"""Why a participation is not complete: what its rule asks, what is there, what is missing."""

from .reading import explain
from .values import (
    Evidence,
    Explanation,
    Fact,
    First,
    Group,
    Own,
    Part,
    Reason,
    Seen,
    Version,
    weigh,
)

__all__ = [
    "Evidence",
    "Explanation",
    "Fact",
    "First",
    "Group",
    "Own",
    "Part",
    "Reason",
    "Seen",
    "Version",
    "explain",
    "weigh",
]
