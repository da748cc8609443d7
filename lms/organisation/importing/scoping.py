"""What an import within a scope may do, and what it is told (decision 40).

Who imports for some entities learns nothing of people elsewhere: whether an id or an
address is free or in use there, the answer is the same.
"""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from .checking import Checked
from .known import People, Person
from .lines import Column


def known_here(
    checked: Checked, people: People, here: Collection[Person]
) -> Person | None:
    """Whom of the people ``here`` the line names: by an id first, then by the address."""
    for key in (checked.key, checked.vo_id, checked.personnel_number):
        for known in (people.by_vo_id, people.by_number):
            if key and known.get(key) in here:
                return known[key]
    person = people.by_email.get(checked.email) if checked.email else None
    return person if person in here else None


def leave_ids_alone(checked: Checked, person: Person, people: People) -> Column | None:
    """Have the line keep the ids and the address of somebody who is known here.

    The column that would change one of them, if any: an administrator does that. Whether
    the new one is in use elsewhere makes no difference.
    """
    other: Column | None = None
    if checked.email and people.by_email.get(checked.email) is not person:
        other = Column.EMAIL
    known = {"", person.vo_id, person.personnel_number}
    for column, given in (
        (Column.NUMBER, checked.personnel_number),
        (Column.VO_ID, checked.vo_id),
        (Column.KEY, checked.key),
    ):
        other = other if given in known else column
    checked.key = ""
    checked.vo_id, checked.personnel_number = person.vo_id, person.personnel_number
    checked.email = person.email
    return other


def ask_of_newcomer(checked: Checked) -> None:
    """Note what a line lacks to name somebody who is not known here, in use or not."""
    for column, value in (
        (Column.EMAIL, checked.email),
        (Column.FIRST_NAME, checked.first_name),
        (Column.LAST_NAME, checked.last_name),
    ):
        if not value:
            checked.fault(
                column,
                _("Nobody in your entities is known by this. Somebody new needs it."),
            )
    if checked.since is None:
        checked.fault(
            Column.SINCE, _("Give the first day of this mandate: it is a new one.")
        )


def compare_wholly(checked: Checked, person: Person) -> None:
    """Note on the line when it does not say all that is known of a newcomer elsewhere.

    Who gives an id, an address and both names as they are is shown nothing new; an
    address is absent here when it is another one of theirs. Nobody's name changes.
    """
    names = (checked.first_name, checked.last_name)
    given = (checked.vo_id, checked.personnel_number, *map(str.casefold, names))
    known_names = (person.first_name, person.last_name)
    known = (person.vo_id, person.personnel_number, *map(str.casefold, known_names))
    if given != known or checked.email not in ("", person.email):
        checked.fault(
            Column.KEY,
            _("The ids, the address and the names do not all agree with an account."),
        )
    checked.first_name = checked.last_name = ""


def new_here() -> str:
    """What is told of every line about a newcomer."""
    return _(
        "New in your entities. Where something does not agree with what is known "
        "elsewhere, an administrator looks at this line."
    )


def waits_for_administrator() -> str:
    """What is told of an id or an address that would change."""
    return _("An administrator changes an id or an e-mail address: this waits for one.")
