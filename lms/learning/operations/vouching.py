"""Completions that a trainer records by name: a session attended, an assignment accepted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from lms.accounts.models import User
from lms.learning.enums import Source
from lms.learning.models import LearningActivity, Participation
from lms.organisation.models import Mandate

from .completing import report_progress
from .participating import register


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
    ``NotOffered`` for an activity that was withdrawn before the person registered.
    """
    participation = register(learner, activity, mandate=mandate, at=at, asked=True)
    return report_progress(
        participation.pk, 100, evidence=evidence, source=source, at=at, by=by
    )
