"""What one line of an import says of a person. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Column(StrEnum):
    """The columns, by the names that a file and a report give them."""

    KEY = "persoon_id"
    VO_ID = "vo_id"
    NUMBER = "personeelsnummer"
    FIRST_NAME = "voornaam"
    LAST_NAME = "naam"
    EMAIL = "e-mail"
    ENTITY = "entiteit_code"
    ROLE = "rol"
    SINCE = "van"
    UNTIL = "tot"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A person as a file or the API names them, and perhaps one mandate of theirs.

    Everything as it was given: what is wrong with it is said in the report. ``key`` is
    ``persoon_id`` as our exports have it: a vo_id, or a personnel number where it has six
    digits. ``entity`` is a code or an OVO code; ``role`` a name, a slug or an alias.
    ``until`` is None when the source says nothing about an end, and empty when it says
    that there is none.
    """

    number: int
    key: str = ""
    vo_id: str = ""
    personnel_number: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    entity: str = ""
    role: str = ""
    since: str | date = ""
    until: str | date | None = None

    @property
    def who(self) -> str:
        """By what the report names this person: an id, else the address."""
        return self.key or self.vo_id or self.personnel_number or self.email


FIELDS = {
    Column.KEY: "key",
    Column.VO_ID: "vo_id",
    Column.NUMBER: "personnel_number",
    Column.FIRST_NAME: "first_name",
    Column.LAST_NAME: "last_name",
    Column.EMAIL: "email",
    Column.ENTITY: "entity",
    Column.ROLE: "role",
    Column.SINCE: "since",
    Column.UNTIL: "until",
}
"""In which field of a line a column stands."""
