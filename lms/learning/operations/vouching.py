"""What a trainer records by name: a session attended or missed, an assignment accepted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.learning import statements
from lms.learning.enums import Change, Source, Status
from lms.learning.exceptions import OwnRecord
from lms.learning.models import LearningActivity, Participation
from lms.organisation.models import Mandate

from .completing import report_progress
from .ledger import Ledger, lock
from .participating import register


def refuse_own(learner: User, *, by: User) -> None:
    """Raises ``OwnRecord`` for who would vouch for themselves."""
    if learner.pk == by.pk:
        raise OwnRecord(_("Somebody else has to record this for you."))


@transaction.atomic
def record_completion(
    learner: User,
    activity: LearningActivity,
    *,
    by: User,
    at: datetime,
    mandate: Mandate | None = None,
    source: Source = Source.SESSION,
    evidence: Mapping[str, Any] | None = None,
) -> Participation:
    """Let a trainer record by name that somebody completed an activity.

    Registers the person when need be. Recording twice changes nothing. Raises
    ``NotOffered`` for an activity that was withdrawn before the person registered, and
    ``OwnRecord`` for who would record it for themselves.
    """
    refuse_own(learner, by=by)
    participation = register(learner, activity, mandate=mandate, at=at, asked=True)
    return report_progress(
        participation.pk, 100, evidence=evidence, source=source, at=at, by=by
    )


@transaction.atomic
def record_absence(participation_id: int, *, by: User, at: datetime) -> Participation:
    """Let a trainer record that somebody was not there (interfaces.md: ``afwezig``).

    What is closed stays as it is: recording twice changes nothing. Who was absent can
    register anew, for another day.
    """
    participation = lock(participation_id)
    if not participation.is_open:
        return participation
    ledger = Ledger(at=at, by=by)
    participation.status = Status.ABSENT
    participation.closed_at = max(at, participation.started_at or at)
    participation.last_activity_at = max(at, participation.last_activity_at)
    participation.save(update_fields=["status", "closed_at", "last_activity_at"])
    ledger.note(participation, Change.ABSENT, source=Source.SESSION)
    around = ledger.around(participation)
    ledger.say(statements.missed(participation, at=at, around=around))
    ledger.close()
    return participation


@transaction.atomic
def take_back_absence(participation_id: int, *, by: User) -> Participation:
    """Let a trainer correct an absence: the person is registered again, as a new record.

    Who has registered anew in the meantime keeps that, and the absence stays.
    """
    participation = lock(participation_id)
    others = Participation.objects.of(participation.learner).filter(
        activity=participation.activity_id
    )
    anew = others.open().first()
    if participation.status != Status.ABSENT or anew:
        return anew or participation
    participation.status = Status.REGISTERED
    participation.started_at = participation.closed_at = None
    participation.save(update_fields=["status", "started_at", "closed_at"])
    Ledger(by=by).note(participation, Change.REGISTERED, source=Source.SESSION)
    return participation
