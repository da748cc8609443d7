"""What one line of a list says of something that was completed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import IO, Any, Final

from lms.organisation.importing.columns import (
    EMAIL_NAMES,
    ENTITY_NAMES,
    KEY_NAMES,
    ROLE_NAMES,
    cells_of,
)

LONGEST_PROOF: Final = 1_000
# One sign more is read, so that what is too long is told and not cut.
LONGEST: Final = LONGEST_PROOF + 1


class Column(StrEnum):
    """The columns, by the names that a file and a report give them."""

    KEY = "persoon_id"
    EMAIL = "e-mail"
    ACTIVITY = "activiteit_code"
    DAY = "afgerond_op"
    ENTITY = "entiteit_code"
    ROLE = "rol"
    PROOF = "bewijs"


NAMES: Final[dict[Column, frozenset[str]]] = {
    Column.KEY: KEY_NAMES,
    Column.EMAIL: EMAIL_NAMES,
    Column.ACTIVITY: frozenset({"activiteitcode", "opleidingcode", "code"}),
    Column.DAY: frozenset({"afgerondop", "voltooidop", "datum"}),
    Column.ENTITY: ENTITY_NAMES,
    Column.ROLE: ROLE_NAMES,
    Column.PROOF: frozenset({"bewijs", "bewijsstuk"}),
}
NEEDED: Final = (Column.ACTIVITY, Column.DAY, Column.PROOF)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenLine:
    """Everything as it was given: what is wrong with it is said in the report."""

    number: int
    key: str = ""
    email: str = ""
    activity: str = ""
    day: str | date = ""
    entity: str = ""
    role: str = ""
    proof: str = ""

    @property
    def who(self) -> str:
        """By what the report names this person."""
        return self.key or self.email


FIELDS: Final = {
    Column.KEY: "key",
    Column.EMAIL: "email",
    Column.ACTIVITY: "activity",
    Column.DAY: "day",
    Column.ENTITY: "entity",
    Column.ROLE: "role",
    Column.PROOF: "proof",
}
"""In which field of a line a column stands."""


def lines_of(content: IO[bytes]) -> Iterator[GivenLine]:
    """The lines of a file that say something, each with its number in the file.

    Raises ``UnreadableFile``: at once when the heading is wrong, and perhaps later.
    """
    _columns, rows = cells_of(
        content,
        NAMES,
        who=(Column.KEY, Column.EMAIL),
        needed=NEEDED,
        longest=LONGEST,
    )
    return _lines(rows)


def _lines(rows: Iterator[tuple[int, dict[Column, Any]]]) -> Iterator[GivenLine]:
    for number, row in rows:
        if any(row.values()):
            given = {
                FIELDS[column]: value if column == Column.DAY else str(value)
                for column, value in row.items()
            }
            yield GivenLine(number=number, **given)
