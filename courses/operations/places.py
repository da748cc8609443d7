"""Remembering where somebody is in a lesson."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.models import Place
from lms.common import clock
from lms.learning.models import Participation
from lms.learning.operations.ledger import hold


@transaction.atomic
def keep_place(participation: Participation, block: UUID) -> None:
    """Remember the block that somebody reached in a lesson, while reading it."""
    hold(participation.learner)
    place_at(participation, block)


def place_at(
    participation: Participation, block: UUID, *, at: datetime | None = None
) -> None:
    """Remember the block that a step of somebody was about: two writes, no reading.

    What they go on with first, everywhere, is then the course in which they are at
    this lesson. A block that is (no longer) in the lesson leads to its beginning. The
    caller holds the learner.
    """
    moment = at or clock.now()
    Place.objects.bulk_create(
        [Place(participation=participation, block=block, reached_at=moment)],
        update_conflicts=True,
        unique_fields=["participation"],
        update_fields=["block", "reached_at"],
    )
    courses = Participation.objects.of(participation.learner).open()
    courses.filter(
        current_part=participation.activity_id, last_activity_at__lt=moment
    ).update(last_activity_at=moment)
