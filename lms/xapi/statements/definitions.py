"""The canonical definition of an activity, merged from what statements say of it.

Stored statements are never touched by it (part two, 2.4.4.1, "LRS Requirements").
"""

from typing import Any, Final

_MAPS: Final = ("name", "description", "extensions")


def merged(known: dict[str, Any], news: dict[str, Any]) -> dict[str, Any]:
    """``known`` with what ``news`` adds or changes; maps are merged entry by entry."""
    result = known | news
    for name in _MAPS:
        if name in known and name in news:
            result[name] = known[name] | news[name]
    return result
