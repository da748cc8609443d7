"""Recognition of prior learning: an activity counts for somebody who did not do it here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common import clock
from lms.learning.enums import REPORTED_KINDS, ActivityKind, Source
from lms.learning.exceptions import NothingToExempt
from lms.learning.models import Exemption, LearningActivity
from lms.organisation.models import Mandate

from .completing import complete_for_another_reason
from .ledger import Ledger, lock
from .participating import register
from .vouching import refuse_own

# What it takes is asked of a trajectory's parts; a step is part of its course.
EXEMPTED_KINDS = tuple(
    kind for kind in REPORTED_KINDS if kind != ActivityKind.TRAJECTORY
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the reviewer saw: words, a file, or both. Kept for reviewers only."""

    text: str = ""
    file_name: str = ""
    file_type: str = ""
    content: bytes | None = None


@transaction.atomic
def exempt(
    learner: User,
    activity: LearningActivity,
    *,
    by: User,
    at: datetime,
    reason: str,
    proof: Proof,
    mandate: Mandate | None = None,
) -> Exemption:
    """Record by name that an activity counts for somebody, and why.

    The whole activity is complete then, with its lessons undone; what contains it
    follows in the same transaction. Raises ``NothingToExempt`` when the person completed
    it, or for a step or a trajectory; ``NotOffered`` for one that was withdrawn;
    ``OwnRecord`` for who would exempt themselves.
    """
    refuse_own(learner, by=by)
    if activity.kind not in EXEMPTED_KINDS:
        raise NothingToExempt(
            _("“%(title)s” cannot be met by an exemption.") % {"title": activity.title}
        )
    registered = register(learner, activity, mandate=mandate, at=at, asked=True)
    participation = lock(registered.pk)
    if not participation.is_open:
        raise NothingToExempt(
            _("This person already completed “%(title)s”.") % {"title": activity.title}
        )
    ledger = Ledger(at=at, by=by)
    completion = complete_for_another_reason(
        participation, ledger, evidence={"exemption": True}, source=Source.EXEMPTION
    )
    exemption = Exemption.objects.create(
        completion=completion,
        reason=reason,
        proof=proof.text,
        file_name=proof.file_name,
        file_type=proof.file_type,
        file_content=proof.content,
        recorded_at=clock.now(),
    )
    ledger.close()
    return exemption
