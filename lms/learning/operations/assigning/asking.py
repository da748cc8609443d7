"""One reason more, or less, why an activity is asked of somebody."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from lms.accounts.models import User
from lms.common import clock
from lms.learning.assigning.terms import due_day
from lms.learning.enums import Change, RequestKind, RequestState
from lms.learning.models import (
    Assignment,
    AssignmentRule,
    LearningActivity,
    LearningRequest,
    Participation,
)
from lms.learning.operations.ledger import Ledger, lock
from lms.learning.operations.participating import register
from lms.organisation.models import Mandate


@transaction.atomic
def assign(
    learner: User,
    activity: LearningActivity,
    *,
    mandate: Mandate,
    by: User | None,
    due_on: date | None = None,
) -> Participation:
    """Ask a person by hand to do an activity: from now on HR sees how it stands.

    A date that was asked by hand before is replaced; rules that ask it too keep theirs.
    What was completed counts, and is asked no more. Raises ``NotOffered`` for an
    activity that was withdrawn.
    """
    participation = lock(register(learner, activity, mandate=mandate, asked=True).pk)
    keep_what_stood(participation)
    standing = participation.assignments.standing().by_hand().first()
    if standing is not None:
        if standing.due_on == due_on:
            return participation
        _end(standing)
    Assignment.objects.create(
        participation=participation,
        learner=learner,
        mandate=mandate,
        by=by,
        due_on=due_on,
        asked_at=clock.now(),
    )
    bring_in_step(participation, by=by)
    return participation


def ask_by_rule(
    learner: User,
    rule: AssignmentRule,
    *,
    mandate: Mandate,
    due_on: date | None,
) -> Assignment | None:
    """Have a rule ask its activity of somebody; nothing when it does so already.

    The caller holds the learner. Raises ``NotOffered`` as ``assign`` does.
    """
    if rule.assignments.standing().filter(learner=learner).exists():
        return None
    registered = register(learner, rule.activity, mandate=mandate, asked=True)
    participation = lock(registered.pk)
    keep_what_stood(participation)
    made = Assignment.objects.create(
        participation=participation,
        learner=learner,
        rule=rule,
        version=rule.version,
        mandate=mandate,
        due_on=due_on,
        asked_at=clock.now(),
    )
    bring_in_step(participation)
    return made


def release(assignment: Assignment) -> None:
    """Have a rule ask it no longer; what was begun or done stays as it was.

    The caller holds the learner.
    """
    participation = lock(assignment.participation_id)
    kept = participation.started_at is not None or participation.is_completed
    _end(assignment, kept=kept)
    bring_in_step(participation)


def redate(assignment: Assignment, *, due_on: date | None, version: int) -> None:
    """Have a rule ask it by another day. The caller holds the learner."""
    assignment.due_on = due_on
    assignment.version = version
    assignment.save(update_fields=["due_on", "version"])
    bring_in_step(lock(assignment.participation_id))


def follow_anew(assignment: Assignment, participation_id: int) -> None:
    """Let what is asked go on in a later participation of the same person.

    Who was absent or left, or of whom a completion was put right, begins another one.
    What is asked there by hand already is asked once. The caller holds the learner.
    """
    there = Assignment.objects.standing().filter(participation=participation_id)
    if assignment.rule_id is None and there.by_hand().exists():
        _end(assignment)
        return
    assignment.participation_id = participation_id
    assignment.save(update_fields=["participation"])
    bring_in_step(lock(participation_id))


def keep_what_stood(participation: Participation) -> None:
    """Write down as asked by hand what was asked before reasons were kept."""
    if not participation.assigned or participation.assignments.exists():
        return
    Assignment.objects.create(
        participation=participation,
        learner=participation.learner,
        mandate=participation.mandate,
        due_on=participation.due_on,
        asked_at=participation.registered_at,
    )


def bring_in_step(
    participation: Participation,
    *,
    by: User | None = None,
    change: Change = Change.REDATED,
) -> None:
    """Have a participation say what its reasons say: asked or not, and until when.

    Notes in the record what changed, if anything, another date as ``change``; the date of what is closed stays. The
    caller holds the learner.
    """
    reasons = list(
        participation.assignments.counting().values_list("due_on", flat=True)
    )
    asked, due_on = bool(reasons), participation.due_on
    if participation.is_open:
        due_on = due_day(reasons, _granted(participation))
    if (participation.assigned, participation.due_on) == (asked, due_on):
        return
    if participation.assigned != asked:
        change = Change.ASKED if asked else Change.NO_LONGER_ASKED
    participation.assigned, participation.due_on = asked, due_on
    participation.save(update_fields=["assigned", "due_on"])
    Ledger(by=by).note(participation, change)


def _granted(participation: Participation) -> date | None:
    granted: date | None = (
        LearningRequest.objects.filter(
            participation=participation,
            kind=RequestKind.EXTENSION,
            state=RequestState.GRANTED,
        )
        .order_by("-decided_at", "-pk")
        .values_list("granted_on", flat=True)
        .first()
    )
    return granted


def _end(assignment: Assignment, *, kept: bool = False) -> None:
    assignment.ended_at = clock.now()
    assignment.kept = kept
    assignment.save(update_fields=["ended_at", "kept"])
