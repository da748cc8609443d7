"""How many questions a draft asks, counted in its stored JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

# The types of blocks that ask something. A question of the bank is one; a quiz that
# draws from the bank asks as many as it draws.
ASKING: Final = frozenset(
    {
        *("question", "true_false", "matching", "ordering", "gaps", "short_text"),
        *("number", "likert", "hotspot", "categories", "open", "bank_question"),
    }
)


def questions_in(content: Mapping[str, Any]) -> int:
    """The questions in the streams of a page, from the content of a revision."""
    return sum(_asked(_stream(value)) for value in content.values())


def _stream(value: Any) -> Any:
    """The blocks of a field that is a stream; nothing for another field."""
    if not (isinstance(value, str) and value.startswith("[{")):
        return None
    try:
        return json.loads(value)
    except ValueError:
        return None


def _drawn(value: Any) -> int:
    """How many questions a quiz draws from a topic of the bank."""
    count = value.get("count") if isinstance(value, dict) else None
    return count if isinstance(count, int) else 0


def _asked(value: Any) -> int:
    if isinstance(value, list):
        return sum(_asked(one) for one in value)
    if isinstance(value, dict):
        if value.get("type") in ASKING:
            return 1
        if value.get("type") == "draw":
            return _drawn(value.get("value"))
        return sum(_asked(one) for one in value.values())
    return 0
