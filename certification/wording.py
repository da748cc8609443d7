"""The sentence on a certificate: a text of the author with the facts filled in.

Plain Python. A placeholder is a bare name between braces; anything else that Python's
formatting could do (attributes, indexes, widths) is refused.
"""

from collections.abc import Mapping
from string import Formatter

FIELDS = (
    "given_name",
    "family_name",
    "role",
    "entity",
    "trajectory",
    "completed_on",
    "valid_until",
    "number",
    "url",
)
"""Placeholders that an author may use."""

# What somebody without a mandate does not have.
OF_A_MANDATE = frozenset({"role", "entity"})


def problems(text: str) -> list[str]:
    """The placeholders in ``text`` that cannot be filled in, as they were written."""
    try:
        found = list(Formatter().parse(text))
    except ValueError:
        return ["{ }"]
    return [
        "{" + name + "}"
        for _literal, name, spec, conversion in found
        if name is not None and (name not in FIELDS or spec or conversion)
    ]


def asks_for(text: str) -> set[str]:
    """The names of the placeholders in ``text``."""
    return {name for _literal, name, _spec, _conv in Formatter().parse(text) if name}


def fill_in(text: str, facts: Mapping[str, str]) -> str:
    """The sentence. Raises ``ValueError`` for a placeholder that is not one of ours."""
    if wrong := problems(text):
        raise ValueError(f"Unknown placeholders: {', '.join(wrong)}.")
    return text.format_map(facts)
