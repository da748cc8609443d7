"""Enrolling several people: by HR, by a list, by another system. Each for themselves."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common import clock
from lms.learning.assigning.scope import Reach, people_within, reach_of
from lms.learning.enums import LineState, Status
from lms.learning.exceptions import LearningError, NotInThePast, NotYours
from lms.learning.models import (
    BulkEnrolment,
    BulkLine,
    LearningActivity,
    Participation,
)
from lms.learning.operations.ledger import hold
from lms.learning.signals import bulk_handed_in
from lms.organisation.models import Mandate
from lms.organisation.visibility import NOTHING

from .asking import assign

logger = logging.getLogger(__name__)

STILL: Final = timedelta(minutes=1)
KEPT: Final = timedelta(days=90)
MOST: Final = 30_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """What happened to one person; ``why`` is the sentence of a refusal."""

    person: User
    outcome: LineState
    participation: Participation | None = None
    why: str = ""


def enrol(
    people: Iterable[User],
    activity: LearningActivity,
    *,
    by: User | None,
    due_on: date | None = None,
    reach: Reach | None = None,
) -> list[Enrolled]:
    """Ask an activity of people by hand, each in a transaction of their own.

    ``reach`` is that of a system, which is nobody (``by``); else it is that of who asks.
    Answers what happened to each, in the order in which they were given; a refusal stops
    nobody else. Whoever completed it is not asked again. Raises ``NotInThePast`` for a
    due date before today, for all of them.
    """
    refuse_past(due_on)
    if reach is None:
        reach = reach_of(by) if by else Reach(NOTHING)
    return [
        _enrol(each, activity, by=by, due_on=due_on, reach=reach) for each in people
    ]


def refuse_past(due_on: date | None) -> None:
    """Raises ``NotInThePast`` for a day before today."""
    if due_on is not None and due_on < clock.today():
        raise NotInThePast(_("This date is past. Choose today or a later day."))


def _enrol(
    person: User,
    activity: LearningActivity,
    *,
    by: User | None,
    due_on: date | None,
    reach: Reach,
) -> Enrolled:
    try:
        return _enrol_one(person, activity, by=by, due_on=due_on, reach=reach)
    except LearningError as refusal:
        return Enrolled(person=person, outcome=LineState.REFUSED, why=str(refusal))


@transaction.atomic
def _enrol_one(
    person: User,
    activity: LearningActivity,
    *,
    by: User | None,
    due_on: date | None,
    reach: Reach,
) -> Enrolled:
    hold(person)
    mandate = _mandate_of(person, reach)
    own = Participation.objects.of(person).filter(activity=activity)
    before = own.standing().exclude(status=Status.ABSENT).values_list("pk", flat=True)
    known = set(before)
    participation = assign(person, activity, mandate=mandate, by=by, due_on=due_on)
    outcome = LineState.ENROLLED
    if participation.is_completed:
        outcome = LineState.COMPLETED
    elif participation.pk in known:
        outcome = LineState.KNOWN
    return Enrolled(person=person, outcome=outcome, participation=participation)


def _mandate_of(person: User, reach: Reach) -> Mandate:
    """Under which of their mandates of today: the first that lies within reach."""
    held = Mandate.objects.of(person).current().with_names()
    within = reach.names(held.filter(entity__in=sorted(reach.scope.entities)))
    mandate = within.order_by("valid_from", "pk").first()
    if mandate is None or not person.is_active or person.erased_at:
        raise NotYours(_("This person holds no mandate in your entities today."))
    return mandate


@transaction.atomic
def hand_in(
    given: Iterable[str],
    activity: LearningActivity,
    *,
    by: User,
    key: UUID,
    due_on: date | None = None,
) -> BulkEnrolment:
    """Take a list of people, each named by persoon_id or e-mail address, to enrol them.

    Somebody named twice is one line. Who cannot be found where ``by`` may assign is a
    line that says so: it tells nothing of others. ``key`` is made with the form: the same
    twice is one list. Raises ``NotInThePast`` as ``enrol`` does.
    """
    refuse_past(due_on)
    bulk, created = BulkEnrolment.objects.get_or_create(
        key=key,
        defaults={
            "activity": activity,
            "due_on": due_on,
            "by": by,
            "started_at": clock.now(),
        },
    )
    if created:
        BulkLine.objects.bulk_create(_lines(bulk, given, by), batch_size=500)
        transaction.on_commit(
            partial(bulk_handed_in.send_robust, sender=BulkEnrolment, bulk_id=bulk.pk)
        )
    return bulk


def _lines(bulk: BulkEnrolment, given: Iterable[str], by: User) -> list[BulkLine]:
    names = list(dict.fromkeys(each.strip() for each in given if each.strip()))
    found = _people_named(names, reach_of(by))
    lines: list[BulkLine] = []
    seen: set[int] = set()
    for number, name in enumerate(names, start=1):
        person = found.get(name.casefold())
        line = BulkLine(bulk=bulk, number=number, given=name[:254])
        if person is None:
            line.state = LineState.REFUSED
            line.why = _(
                "Nobody in your entities has this persoon_id or e-mail address. Check "
                "how it is written."
            )
        elif person in seen:
            line.state = LineState.REFUSED
            line.why = _("This person stands in the list already.")
        else:
            seen.add(person)
            line.person_id = person
        lines.append(line)
    return lines


def _people_named(names: list[str], reach: Reach) -> dict[str, int]:
    """Ids by what they are named by; a few hundred at a time, for the database."""
    found: dict[str, int] = {}
    people = people_within(reach)
    for start in range(0, len(names), 300):
        some = names[start : start + 300]
        lower = [name.lower() for name in some]
        named = Q(email__in=lower) | Q(vo_id__in=some) | Q(personnel_number__in=some)
        for pk, *known in people.filter(named).values_list(
            "pk", "email", "vo_id", "personnel_number"
        ):
            found |= {name.casefold(): pk for name in known if name}
    return found


def work_at(bulk_id: int, *, until: float | None = None) -> bool:
    """Enrol who waits on a list until a moment of ``time.monotonic``; whether some still do.

    Asking for a list that is finished does nothing.
    """
    bulk = BulkEnrolment.objects.select_related("activity", "by").get(pk=bulk_id)
    reach = reach_of(bulk.by)
    with translation.override(settings.LANGUAGE_CODE):
        for line in bulk.lines.waiting().select_related("person").order_by("number"):
            if until is not None and time.monotonic() >= until:
                return True
            _work_at(line, bulk, reach)
    BulkEnrolment.objects.at_work().filter(pk=bulk_id).update(finished_at=clock.now())
    return False


def _work_at(line: BulkLine, bulk: BulkEnrolment, reach: Reach) -> None:
    """The line and its enrolment in one transaction: both or neither."""
    state, why = LineState.REFUSED, _("This person has no account any more.")
    try:
        with transaction.atomic():
            if line.person is not None:
                done = _enrol(
                    line.person,
                    bulk.activity,
                    by=bulk.by,
                    due_on=bulk.due_on,
                    reach=reach,
                )
                state, why = done.outcome, done.why
            _note(line, state, why)
    except Exception:
        logger.exception("Line %d of a list could not be enrolled.", line.pk)
        _note(line, LineState.REFUSED, _("Something went wrong here. Try once more."))


def _note(line: BulkLine, state: LineState, why: str) -> None:
    waiting = BulkLine.objects.waiting().filter(pk=line.pk)
    waiting.update(state=state, why=why[:500])


def go_on(now: datetime) -> int:
    """Take up lists at which nobody works any more; how many lines that did. For ``tick``."""
    until = time.monotonic() + 20
    done = 0
    for bulk in BulkEnrolment.objects.at_work().filter(started_at__lt=now - STILL):
        before = bulk.lines.waiting().count()
        work_at(bulk.pk, until=until)
        done += before - bulk.lines.waiting().count()
    return done


def forget(now: datetime) -> int:
    """Empty how people were named once a list is old; how many lines. For ``tick``."""
    old = BulkLine.objects.filter(bulk__finished_at__lt=now - KEPT)
    return old.exclude(given="").update(given="")
