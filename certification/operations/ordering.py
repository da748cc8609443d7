"""Asking for certificates in bulk: the order and its list, before anything is issued."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from certification.attendance import PRESENT, as_values
from certification.enums import BatchKind, LineState
from certification.exceptions import NobodyToIssueFor
from certification.models import Batch, BatchLine
from certification.signals import batch_started
from lms.accounts.models import User
from lms.common import clock
from lms.learning.attended import Attended
from lms.learning.enums import ActivityKind
from lms.learning.models import Completion, LearningActivity

AT_ONCE = 500


def attendees_of(activity: LearningActivity, session: UUID) -> QuerySet[Completion]:
    """What says that somebody attended a date, in order of the name."""
    return (
        Completion.objects.standing()
        .filter(PRESENT, activity=activity, evidence__session=str(session))
        .order_by("learner__last_name", "learner__first_name", "pk")
    )


def order_for_attendees(
    activity: LearningActivity, session: UUID, *, by: User
) -> Batch:
    """Ask for a certificate of attendance for everyone who attended a date.

    While one order for a date is at work, asking again answers that one. Raises
    ``NobodyToIssueFor`` when nobody is marked as present.
    """
    at_work = Batch.objects.at_work().filter(activity=activity, session=session)
    if known := at_work.first():
        return known
    try:
        with transaction.atomic():
            batch = Batch.objects.create(
                kind=BatchKind.ATTENDEES,
                activity=activity,
                session=session,
                by=by,
                started_at=clock.now(),
            )
            found = attendees_of(activity, session).values_list("pk", "learner_id")
            _fill(
                batch,
                [
                    BatchLine(number=number, person_id=learner, completion_id=pk)
                    for number, (pk, learner) in enumerate(_each_once(found), start=1)
                ],
            )
    except IntegrityError:  # somebody else asked at the same moment
        return Batch.objects.filter(activity=activity, session=session).latest("pk")
    return batch


def order_import(
    activity: LearningActivity,
    named: Sequence[str],
    *,
    key: UUID,
    by: User,
    held: Attended | None = None,
    grounds: str = "",
) -> Batch:
    """Ask for a certificate for people who are named by e-mail address or VO-id.

    ``key`` is that of the form: sent again, it answers the order that it began. ``held``
    is the session that they attended, when it is about a session. Whoever is not known
    stands in the list with a sentence. Raises ``NobodyToIssueFor`` for an empty list.
    """
    if known := Batch.objects.filter(key=key).first():
        return known
    of_trajectory = activity.kind == ActivityKind.TRAJECTORY
    try:
        with transaction.atomic():
            batch = Batch.objects.create(
                key=key,
                kind=BatchKind.EARNED if of_trajectory else BatchKind.HELD,
                activity=activity,
                held=as_values(held) if held else {},
                grounds=grounds,
                by=by,
                started_at=clock.now(),
            )
            _fill(batch, list(_lines_of(named)))
    except IntegrityError:
        return Batch.objects.get(key=key)
    return batch


def _fill(batch: Batch, lines: list[BatchLine]) -> None:
    if not lines:
        raise NobodyToIssueFor(_("There is nobody in this list."))
    for line in lines:
        line.batch = batch
    BatchLine.objects.bulk_create(lines, batch_size=AT_ONCE)
    transaction.on_commit(
        partial(batch_started.send_robust, sender=Batch, batch_id=batch.pk)
    )


def _each_once(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """One completion of each person: who was recorded twice attended once."""
    first: dict[int, int] = {}
    for pk, learner in found:
        first.setdefault(learner, pk)
    return [(pk, learner) for learner, pk in first.items()]


def _lines_of(named: Sequence[str]) -> Iterable[BatchLine]:
    known = _people(named)
    seen: dict[int, int] = {}
    for number, given in enumerate(named, start=1):
        person = known.get(_name(given))
        line = BatchLine(number=number, given=given[:254])
        if person is None:
            _refuse(line, _("Nobody here has this e-mail address or VO-id."))
        elif person in seen:
            _refuse(
                line,
                _("This is the same person as on line %(number)s.")
                % {"number": seen[person]},
            )
        else:
            line.person_id = person
            seen[person] = number
        yield line


def _refuse(line: BatchLine, why: str) -> None:
    line.state, line.why, line.done_at = LineState.REFUSED, why, clock.now()


def _people(named: Sequence[str]) -> dict[str, int]:
    """Ids of active people by what names them; a few hundred at a time."""
    found: dict[str, int] = {}
    for start in range(0, len(named), AT_ONCE):
        part = named[start : start + AT_ONCE]
        people: Any = User.objects.filter(is_active=True).filter(
            Q(email__in=[_name(one) for one in part])
            | Q(vo_id__in=part)
            | Q(personnel_number__in=part)
        )
        for row in people.values_list("pk", "email", "vo_id", "personnel_number"):
            found |= {name: row[0] for name in row[1:] if name}
    return found


def _name(given: str) -> str:
    """Of an address the case does not matter, of a key of HR it does."""
    return given.lower() if "@" in given else given
