"""Reading what a form sent. Whatever comes in, only a ``ResponseError`` comes out."""

from collections.abc import Collection, Iterable, Sequence
from unicodedata import category

from .base import (
    FIELD,
    FIELD_OF,
    Incomplete,
    NothingGiven,
    NotOfThisQuestion,
    Response,
    Sent,
    Unreadable,
)

# Nobody sends more values in one field; who does, tries something else.
MOST_VALUES = 200


def ids(sent: Sent, known: Sequence[str], *, multiple: bool) -> list[str]:
    """The ids that were chosen, in the order of ``known``; one, unless more may be."""
    chosen = set(values(sent, FIELD))
    if not chosen:
        raise NothingGiven
    if not chosen.issubset(known) or (len(chosen) > 1 and not multiple):
        raise NotOfThisQuestion
    return [pk for pk in known if pk in chosen]


def pairs(
    sent: Sent, sources: Sequence[str], targets: Collection[str]
) -> dict[str, str]:
    """What was chosen for each source, in their order."""
    found = {source: one(sent, FIELD_OF + source) for source in sources}
    refuse_strange(
        source for source, chosen in found.items() if chosen and chosen not in targets
    )
    return complete(found)


def refuse_strange(parts: Iterable[str]) -> None:
    """Refuse what was chosen for these parts, when there are any."""
    if strange := tuple(parts):
        raise NotOfThisQuestion(*strange)


def complete(found: dict[str, str]) -> dict[str, str]:
    """The values of the parts, when each of them has one."""
    given = {part: value for part, value in found.items() if value}
    if not given:
        raise NothingGiven
    if missing := [part for part in found if part not in given]:
        raise Incomplete(*missing, given=given)
    return given


def line(sent: Sent, field: str, *, most: int) -> str:
    """One line of text without needless white space, at most so many characters."""
    found = " ".join(one(sent, field).split())
    if len(found) > most:
        raise Unreadable(field.removeprefix(FIELD_OF), reason="too-long")
    return found


def one(sent: Sent, field: str) -> str:
    """The one value of a field, empty when it was not sent."""
    found = values(sent, field)
    if len(found) > 1:
        raise NotOfThisQuestion(field.removeprefix(FIELD_OF))
    return found[0] if found else ""


def values(sent: Sent, field: str) -> list[str]:
    """The values of a field that are not empty, without characters nobody can see."""
    found = sent.get(field, ())
    if len(found) > MOST_VALUES:
        raise NotOfThisQuestion
    return [clean for value in found if (clean := _visible(value).strip())]


def _visible(value: str) -> str:
    """Without control characters and halves of characters, which databases refuse."""
    if value.isprintable():
        return value
    return "".join(
        char if char in "\n\t" or category(char) not in ("Cc", "Cs") else " "
        for char in value.replace("\r\n", "\n")
    )


def chosen_in(response: Response) -> list[str]:
    """The ids or texts of a response; none in one of another kind of question."""
    return response if isinstance(response, list) else []


def pairs_in(response: Response) -> dict[str, str]:
    """What a response holds for each part; nothing in one of another kind."""
    return response if isinstance(response, dict) else {}


def as_fields(response: Response) -> dict[str, list[str]]:
    """The fields of a form that sends this response."""
    if isinstance(response, dict):
        return {FIELD_OF + part: [value] for part, value in response.items()}
    return {FIELD: list(response)}
