"""What each line of a list comes to: decided before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common import clock
from lms.common.text import as_typed
from lms.learning.enums import HistoryOutcome
from lms.learning.exceptions import LearningError
from lms.learning.models import LearningActivity, Participation
from lms.learning.operations.participating import asked_again_since, refuse_withdrawn
from lms.learning.operations.taking_over import refuse_kind
from lms.learning.operations.vouching import refuse_own
from lms.organisation.importing.checking import Checked, check_who
from lms.organisation.importing.days import read_day
from lms.organisation.importing.known import (
    Held,
    Organisation,
    Person,
    read_organisation,
)
from lms.organisation.importing.lines import PersonLine
from lms.organisation.importing.matching import find_known

from .known import Known
from .lines import FIELDS, LONGEST_PROOF, Column, GivenLine


@dataclass(slots=True)
class Judged:
    """A line and what it comes to; ``faults``: column, what was given, sentence."""

    line: GivenLine
    who: Checked
    outcome: HistoryOutcome = HistoryOutcome.REFUSED
    text: str = ""
    person: Person | None = None
    activity: LearningActivity | None = None
    day: date | None = None
    mandate: Held | None = None
    proof: str = ""
    entity_id: int | None = None
    role_id: int | None = None
    faults: list[tuple[str, str, str]] = field(default_factory=list)

    def fault(self, column: Column, sentence: str) -> None:
        """Note what is wrong in a column, with what stood there."""
        given = str(getattr(self.line, FIELDS[column]) or "")
        self.faults.append((column.value, given, sentence))


def judge(lines: Iterable[GivenLine], *, by: User) -> list[Judged]:
    """Whose completion of what each line is, or why it is none; in a bounded number of queries.

    Nothing is written. A number of lines costs as many queries as pieces of 2,000 people.
    """
    judged = [_judged(line) for line in lines]
    known, organisation = Known(), read_organisation()
    known.read_activities()
    known.read_people(
        {each.who.key for each in judged if each.who.key},
        {each.who.email for each in judged if each.who.email},
    )
    for each in judged:
        _look_up(each, known, organisation, by)
    whole = [each for each in judged if not each.faults]
    known.read_standing(
        (each.person.pk for each in whole if each.person and each.person.pk),
        {each.activity.pk for each in whole if each.activity},
    )
    decided = _Deciding(known)
    for each in whole:
        decided.decide(each)
    return judged


def _judged(line: GivenLine) -> Judged:
    who = check_who(PersonLine(number=line.number, key=line.key, email=line.email))
    judged = Judged(line, who)
    judged.proof = as_typed(line.proof).strip()
    if not judged.proof:
        judged.fault(Column.PROOF, _("Write what was seen: an attest, a file number."))
    elif len(judged.proof) > LONGEST_PROOF:
        judged.fault(
            Column.PROOF,
            _("This is longer than %(most)s signs.") % {"most": LONGEST_PROOF},
        )
    judged.day = read_day(line.day)
    if judged.day is None:
        judged.fault(
            Column.DAY, _("This is no day that we can read. Write it as 31/1/2027.")
        )
    elif judged.day > clock.today():
        judged.fault(Column.DAY, _("This day has yet to come."))
    return judged


def _look_up(
    judged: Judged, known: Known, organisation: Organisation, by: User
) -> None:
    _look_up_activity(judged, known)
    person = judged.person = find_known(judged.who, known.people)
    judged.faults.extend(judged.who.faults)
    if person is None:
        if not judged.who.faults:
            judged.fault(
                Column.KEY if judged.line.key else Column.EMAIL,
                _(
                    "Nobody here has this persoon_id or e-mail address. Import them first."
                ),
            )
        return
    if person.pk == by.pk:
        _refuse_own(judged, by)
    _look_up_mandate(judged, known, organisation)


def _refuse_own(judged: Judged, by: User) -> None:
    try:
        refuse_own(by, by=by)
    except LearningError as refusal:
        judged.fault(Column.KEY if judged.line.key else Column.EMAIL, str(refusal))


def _look_up_activity(judged: Judged, known: Known) -> None:
    activity = known.activity(judged.line.activity)
    if activity is None:
        judged.fault(
            Column.ACTIVITY,
            _("There is no activity with this code. Look it up in the catalogue.")
            if judged.line.activity
            else _("Give the code of the activity."),
        )
        return
    try:
        refuse_kind(activity)
        refuse_withdrawn(activity)
    except LearningError as refusal:
        judged.fault(Column.ACTIVITY, str(refusal))
    judged.activity = activity


def _look_up_mandate(judged: Judged, known: Known, organisation: Organisation) -> None:
    line = judged.line
    if line.entity:
        entity = organisation.entity(line.entity)
        judged.entity_id = entity.pk if entity else None
        if entity is None:
            judged.fault(
                Column.ENTITY,
                _(
                    "There is no entity with this code. Look it up in the list of "
                    "entities."
                ),
            )
    if line.role:
        judged.role_id = organisation.role(line.role)
        if judged.role_id is None:
            judged.fault(Column.ROLE, _("There is no role of this name."))
    if judged.faults or judged.person is None or judged.day is None:
        return
    judged.mandate = known.mandate(
        judged.person,
        judged.day,
        clock.today(),
        entity_id=judged.entity_id,
        role_id=judged.role_id,
    )
    if judged.mandate is None and (line.entity or line.role):
        judged.fault(
            Column.ENTITY if line.entity else Column.ROLE,
            _(
                "This person never held such a mandate here. Import it first, or leave "
                "entity and role empty."
            ),
        )


class _Deciding:
    """One line after another: who has it already, and what an earlier line says."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.earlier: dict[tuple[int, int], Judged] = {}

    def decide(self, judged: Judged) -> None:
        """Set what the line comes to, with a sentence."""
        person, activity, day = judged.person, judged.activity, judged.day
        if person is None or person.pk is None or activity is None or day is None:
            raise ValueError("Only a line without faults comes to something.")
        key = (person.pk, activity.pk)
        standing = self.known.standing.get(key, [])
        if before := self.earlier.get(key):
            self._compare(judged, before)
        elif done := self._that_counts(standing, day):
            judged.outcome = HistoryOutcome.UNCHANGED
            judged.text = _has_it(done, activity)
        else:
            self.earlier[key] = judged
            judged.outcome = HistoryOutcome.WAITING
            judged.text = _("“%(title)s”, completed on %(day)s.") % {
                "title": activity.title,
                "day": written(day),
            }
            judged.text += _under(judged, standing)

    def _that_counts(
        self, standing: list[Participation], day: date
    ) -> Participation | None:
        """What the person completed; not what counts no more, because they renew it."""
        done = [each for each in standing if each.is_completed]
        if not done or any(each.is_open for each in standing):
            return None
        last = max(done, key=lambda each: (each.closed_at, each.pk))
        if last.learner_id not in self.known.renewing:
            return last
        again = asked_again_since(last)
        return None if again and clock.noon_of(day) >= again else last

    @staticmethod
    def _compare(judged: Judged, before: Judged) -> None:
        number = {"line": before.line.number}
        if judged.day == before.day:
            judged.outcome = HistoryOutcome.UNCHANGED
            judged.text = _("Line %(line)s says this already.") % number
        else:
            judged.fault(
                Column.DAY, _("Line %(line)s gives another day. Keep one.") % number
            )


def _has_it(done: Participation, activity: LearningActivity) -> str:
    """The day only of what others see: what somebody chose for themselves is theirs."""
    if done.is_visible_to_hr and done.closed_at:
        return _("This person completed “%(title)s” on %(day)s already.") % {
            "title": activity.title,
            "day": written(clock.local_date(done.closed_at)),
        }
    return _("This person already completed “%(title)s”.") % {"title": activity.title}


def _under(judged: Judged, standing: list[Participation]) -> str:
    """What else there is to know; nothing of what somebody began for themselves."""
    begun = [each for each in standing if each.is_open]
    if any(each.is_visible_to_hr for each in begun):
        return " " + _("They take part in it already: that is completed.")
    if judged.mandate is None and not begun:
        return " " + _("They held no mandate, so no HR sees it.")
    return ""


def written(day: date) -> str:
    """A day in a sentence."""
    return date_format(day, "j F Y")
