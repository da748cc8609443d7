"""What somebody else said, without the person. Plain functions over JSON."""

import re
from collections.abc import Callable
from typing import Any, Final

from lms.xapi.statements.indexing import identifier_of
from lms.xapi.statements.signatures import SIGNATURE

from .people import Person

# Nobody's, and the same for everybody: what was told of two people is not told apart.
ERASED: Final = "erased"


def is_theirs(content: dict[str, Any], person: Person) -> bool:
    """Is the person the actor of a statement, alone or in a group of one?"""
    actor = content["actor"]
    members = actor.get("member", [])
    alone = bool(members) and all(map(person.is_it, members))
    return person.is_it(actor) or (alone and identifier_of(actor) is None)


def rewriter(person: Person, home_page: str) -> Callable[[Any], Any]:
    """A function that puts an account of nobody in every place of the person.

    The texts that betray them go as well, wherever in the JSON they stand.
    """
    texts = [
        re.compile(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", re.IGNORECASE)
        for word in person.words
    ]

    def rewritten(value: Any) -> Any:
        if person.is_it(value):
            kept = {k: v for k, v in value.items() if k in {"objectType", "member"}}
            account = {"homePage": home_page, "name": ERASED}
            return {k: rewritten(v) for k, v in kept.items()} | {"account": account}
        if isinstance(value, dict):
            return {rewritten(name): rewritten(part) for name, part in value.items()}
        if isinstance(value, list):
            return [rewritten(part) for part in value]
        if isinstance(value, str):
            for text in texts:
                value = text.sub(ERASED, value)
        return value

    return rewritten


def without(content: dict[str, Any], person: Person, home_page: str) -> dict[str, Any]:
    """A statement without the person. It is no longer what was signed: so a signature goes."""
    clean: dict[str, Any] = rewriter(person, home_page)(content)
    if clean == content or "attachments" not in clean:
        return clean
    attachments = [
        attachment
        for attachment in clean.pop("attachments")
        if attachment["usageType"] != SIGNATURE
    ]
    return clean | ({"attachments": attachments} if attachments else {})
