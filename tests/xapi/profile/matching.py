"""Does a statement follow a profile? The templates and rules of part two, 8.0 and 8.1."""

import json
import re
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[3] / "docs" / "xapi-profile.jsonld"
_STEP = re.compile(r"\.(\w+)|\[(\*)\]|\['([^']+)'\]")
_PLACES = ("Grouping", "Parent", "Other", "Category")


def the_profile() -> dict[str, Any]:
    """Our profile, as it stands in docs/."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def templates_of(statement: dict[str, Any]) -> list[str]:
    """The last part of the ids of the templates whose determining properties it has."""
    return [
        template["id"].rpartition("/")[2]
        for template in the_profile()["templates"]
        if _determined(template, statement)
    ]


def faults_of(statement: dict[str, Any]) -> list[str]:
    """What keeps a statement from following the profile; nothing when it does."""
    matching = [t for t in the_profile()["templates"] if _determined(t, statement)]
    if not matching:
        return ["no template is about it"]
    return [
        f"{template['id']}: {rule}"
        for template in matching
        for rule in template["rules"]
        if not _holds(rule, statement)
    ]


def _determined(template: dict[str, Any], statement: dict[str, Any]) -> bool:
    target = statement["object"].get("definition", {}).get("type")
    found = statement.get("context", {}).get("contextActivities", {})
    return (
        template["verb"] == statement["verb"]["id"]
        and template.get("objectActivityType", target) == target
        and all(
            set(template.get(f"context{place}ActivityType", ()))
            <= {one["definition"].get("type") for one in found.get(place.lower(), ())}
            for place in _PLACES
        )
    )


def _holds(rule: dict[str, Any], statement: dict[str, Any]) -> bool:
    values = [
        value
        for path in rule["location"].split("|")
        for value in found_at(path.strip(), statement)
    ]
    presence = rule.get("presence")
    if presence == "excluded":
        return not values
    if presence == "included" and not values:
        return False
    if not values:
        return presence == "recommended"
    return (
        ("any" not in rule or any(value in rule["any"] for value in values))
        and ("all" not in rule or all(value in rule["all"] for value in values))
        and not any(value in rule.get("none", ()) for value in values)
    )


def found_at(path: str, statement: dict[str, Any]) -> list[Any]:
    """The values at a JSONPath of the kind that our profile uses."""
    assert path.startswith("$")
    assert "".join(step.group() for step in _STEP.finditer(path)) == path[1:], path
    found: list[Any] = [statement]
    for name, star, quoted in _STEP.findall(path):
        if star:
            found = [one for value in found if isinstance(value, list) for one in value]
        else:
            key = name or quoted
            found = [
                value[key]
                for value in found
                if isinstance(value, dict) and key in value
            ]
    return found
