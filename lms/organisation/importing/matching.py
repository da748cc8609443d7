"""Whose line it is: by persoon_id first (vo_id, else personnel number), then by e-mail."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .checking import DIGITS_OF_A_NUMBER, Checked
from .known import People, Person
from .lines import Column


def find(checked: Checked, people: People) -> Person | None:
    """Who it is, or somebody new; None with what is wrong noted on the line.

    An address never leads to somebody who has another id, and never moves to an account
    that works on the platform itself: whoever imports could take that over.
    """
    _settle_key(checked, people)
    person = _by_id(checked, people) or _by_email(checked, people)
    if checked.faults:
        return None
    if person is None:
        return _somebody_new(checked)
    _compare(checked, person, people)
    return None if checked.faults else person


def find_known(checked: Checked, people: People) -> Person | None:
    """Somebody with an account; None for nobody, or with what is wrong noted on the line.

    For a line that changes nothing of the person: an address that is of nobody is passed
    over where an id says who it is.
    """
    _settle_key(checked, people)
    person = _by_id(checked, people) or _by_email(checked, people)
    if checked.faults or person is None:
        return None
    if person.erased:
        checked.fault(Column.KEY, erased())
        return None
    _compare_ids(checked, person)
    if people.by_email.get(checked.email, person) is not person:
        checked.fault(Column.EMAIL, _of_somebody_else())
    return None if checked.faults else person


def erased() -> str:
    """What is said of somebody who was erased."""
    return _("What this person had was erased: nothing is added to it.")


def _of_somebody_else() -> str:
    return _("This address is of somebody with another id. Check both lines.")


def _settle_key(checked: Checked, people: People) -> None:
    """``persoon_id`` is a vo_id or a personnel number: what is known tells, else its form."""
    key = checked.key
    if not key:
        return
    if key in people.by_vo_id:
        is_number = False
    elif key in people.by_number:
        is_number = True
    else:
        is_number = key.isdigit() and len(key) == DIGITS_OF_A_NUMBER
    name = "personnel_number" if is_number else "vo_id"
    beside = getattr(checked, name)
    if beside and beside != key:
        checked.fault(Column.KEY, _("Another column of this line has another id."))
    setattr(checked, name, key)


def _by_id(checked: Checked, people: People) -> Person | None:
    one = people.by_vo_id.get(checked.vo_id) if checked.vo_id else None
    other = None
    if checked.personnel_number:
        other = people.by_number.get(checked.personnel_number)
    if one and other and one is not other:
        checked.fault(
            Column.NUMBER,
            _("This number is of somebody else than the vo_id. Check both."),
        )
    return one or other


def _by_email(checked: Checked, people: People) -> Person | None:
    person = people.by_email.get(checked.email) if checked.email else None
    if person is not None and not person.confirmed:
        checked.fault(
            Column.EMAIL,
            _(
                "Somebody registered with this address and did not confirm it. Ask them "
                "to confirm it first."
            ),
        )
    return person


def _somebody_new(checked: Checked) -> Person | None:
    needed = {
        Column.EMAIL: checked.email,
        Column.FIRST_NAME: checked.first_name,
        Column.LAST_NAME: checked.last_name,
    }
    for column, value in needed.items():
        if not value:
            checked.fault(
                column, _("Nobody is known by this id. Somebody new needs this too.")
            )
    if checked.faults:
        return None
    return Person(
        vo_id=checked.vo_id,
        personnel_number=checked.personnel_number,
        email=checked.email,
        first_name=checked.first_name,
        last_name=checked.last_name,
    )


def _compare(checked: Checked, person: Person, people: People) -> None:
    if person.erased:
        checked.fault(Column.KEY, erased())
        return
    _compare_ids(checked, person)
    _compare_email(checked, person, people)
    if person.line:
        _compare_names(checked, person)


def _compare_ids(checked: Checked, person: Person) -> None:
    for column, name in ((Column.VO_ID, "vo_id"), (Column.NUMBER, "personnel_number")):
        given, known = getattr(checked, name), getattr(person, name)
        if not given or given == known:
            continue
        at = Column.KEY if checked.key == given else column
        if known:
            checked.fault(
                at,
                _(
                    "The account that this line leads to has another id. If it is the "
                    "same person, change their account; if not, check the e-mail address "
                    "and the ids."
                ),
            )
        elif person.at_work_here:
            checked.fault(
                at,
                _(
                    "This person works on the platform itself: write the id in their "
                    "account first."
                ),
            )


def _compare_email(checked: Checked, person: Person, people: People) -> None:
    if not checked.email or checked.email == person.email:
        return
    holder = people.by_email.get(checked.email)
    if holder is person:
        checked.email = ""  # an address of theirs beside the one of the account
    elif holder is not None:
        checked.fault(Column.EMAIL, _of_somebody_else())
    elif person.line:
        checked.fault(
            Column.EMAIL,
            _("Line %(line)s gives this person another address. Keep one.")
            % {"line": person.line},
        )
    elif person.at_work_here:
        checked.fault(
            Column.EMAIL,
            _(
                "This person works on the platform itself: change the address in their "
                "account."
            ),
        )


def _compare_names(checked: Checked, person: Person) -> None:
    names = ((Column.FIRST_NAME, "first_name"), (Column.LAST_NAME, "last_name"))
    for column, name in names:
        given = getattr(checked, name)
        if given and given != getattr(person, name):
            checked.fault(
                column,
                _("Line %(line)s gives this person another name. Keep one.")
                % {"line": person.line},
            )
