"""How much a statement asks of a store: bounds beyond what the specification knows.

A statement of a few kilobytes can name thousands of agents and activities; each is a row
to write, or a definition to repeat, while every other writer of the store waits.
"""

from typing import Any, Final

from .fingerprints import as_list

MOST_MENTIONS: Final = 1000
_PEOPLE: Final = ("actor", "object", "authority")


def mentions(statement: dict[str, Any]) -> int:
    """How often a valid statement names an agent or an activity, members included."""
    context = statement.get("context", {})
    named = [statement[name] for name in _PEOPLE if name in statement]
    named += [context[name] for name in ("instructor", "team") if name in context]
    for name, of_whom in (("contextAgents", "agent"), ("contextGroups", "group")):
        named += [one[of_whom] for one in context.get(name, ())]
    activities = context.get("contextActivities", {})
    count = sum(1 + len(one.get("member", ())) for one in named)
    count += sum(len(as_list(value)) for value in activities.values())
    target = statement["object"]
    if target.get("objectType") == "SubStatement":
        count += mentions(target)
    return count
