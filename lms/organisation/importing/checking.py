"""What a line says, put in order by itself: before anybody is looked up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.common.text import in_one_line
from lms.organisation.models import Entity

from .days import read_day
from .known import Organisation
from .lines import FIELDS, Column, PersonLine

DIGITS_OF_A_NUMBER = 6  # of Vlimpers: a text, in which noughts count (domain.md, 2)
LONGEST = {
    Column.KEY: 64,
    Column.VO_ID: 64,
    Column.NUMBER: 32,
    Column.FIRST_NAME: 100,
    Column.LAST_NAME: 100,
    Column.EMAIL: 254,
}


@dataclass(slots=True)
class Checked:
    """A line in order; ``faults`` are what is wrong: column, what was given, sentence.

    ``is_new_here``: it names nobody of the entities that may be touched.
    """

    line: PersonLine
    vo_id: str = ""
    personnel_number: str = ""
    key: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    entity: Entity | None = None
    role_id: int | None = None
    since: date | None = None
    until: date | None = None
    says_until: bool = False
    is_new_here: bool = False
    faults: list[tuple[str, str, str]] = field(default_factory=list)

    def given(self, column: Column) -> str:
        """What stood in a column."""
        return str(getattr(self.line, FIELDS[column]) or "")

    def fault(self, column: Column, sentence: str) -> None:
        """Note what is wrong in a column, with what stood there."""
        self.faults.append((column.value, self.given(column), sentence))


def check(line: PersonLine, organisation: Organisation) -> Checked:
    """The line with its values in order, and with what is wrong in it."""
    checked = check_who(line)
    if line.entity or line.role or line.since or line.until:
        _check_mandate(checked, organisation)
    return checked


def check_who(line: PersonLine) -> Checked:
    """What a line says of who it is, in order; nothing of a mandate is looked at."""
    checked = Checked(line)
    _check_texts(checked)
    _check_person(checked)
    return checked


def _check_texts(checked: Checked) -> None:
    for column, longest in LONGEST.items():
        name = FIELDS[column]
        text = in_one_line(getattr(checked.line, name))
        if len(text) > longest:
            checked.fault(
                column, _("This is longer than %(most)s signs.") % {"most": longest}
            )
            continue
        setattr(checked, name, text)


def _check_person(checked: Checked) -> None:
    checked.email = checked.email.lower()
    if checked.email:
        try:
            validate_email(checked.email)
        except ValidationError:
            checked.fault(
                Column.EMAIL, _("This is no e-mail address. Write it as name@domain.")
            )
    numbers = {Column.KEY: checked.key, Column.NUMBER: checked.personnel_number}
    for column, number in numbers.items():
        if number.isdigit() and len(number) < DIGITS_OF_A_NUMBER:
            checked.fault(
                column,
                _(
                    "A personnel number has six digits. A spreadsheet leaves out the "
                    "noughts in front: make the column text and write them."
                ),
            )
    if not (checked.key or checked.vo_id or checked.personnel_number or checked.email):
        checked.fault(
            Column.KEY,
            _("This line names nobody. Give a persoon_id or an e-mail address."),
        )


def _check_mandate(checked: Checked, organisation: Organisation) -> None:
    line = checked.line
    checked.entity = organisation.entity(line.entity)
    checked.role_id = organisation.role(line.role)
    if checked.entity is None:
        checked.fault(
            Column.ENTITY,
            _("There is no entity with this code. Look it up in the list of entities.")
            if line.entity
            else _("Give the code of the entity: a mandate is held somewhere."),
        )
    if checked.role_id is None:
        checked.fault(
            Column.ROLE,
            _(
                "There is no role of this name. Use a name of the list of roles, or add "
                "this one there as another name."
            )
            if line.role
            else _("Give the role: a mandate is held in one."),
        )
    _check_period(checked)


def _check_period(checked: Checked) -> None:
    line = checked.line
    checked.says_until = line.until is not None
    for column, written in ((Column.SINCE, line.since), (Column.UNTIL, line.until)):
        if not written:
            continue
        day = read_day(written)
        setattr(checked, FIELDS[column], day)
        if day is None:
            checked.fault(
                column, _("This is no day that we can read. Write it as 31/1/2027.")
            )
    since, until, entity = checked.since, checked.until, checked.entity
    if since and until and until < since:
        checked.fault(Column.UNTIL, _("This day comes before the first one."))
    ended = entity.valid_to if entity else None
    if entity and ended and since and since > ended:
        checked.fault(Column.ENTITY, _has_ended(entity, ended))


def _has_ended(entity: Entity, on: date) -> str:
    day = date_format(on, "j F Y")
    if entity.successor:
        return _(
            "%(entity)s ended on %(day)s and became part of %(successor)s. Use the code "
            "%(code)s."
        ) % {
            "entity": entity.name,
            "day": day,
            "successor": entity.successor.name,
            "code": entity.successor.code,
        }
    return _(
        "%(entity)s ended on %(day)s. Use the code of an entity that exists on the first "
        "day of the mandate."
    ) % {"entity": entity.name, "day": day}
