"""Choices leave the application, in batches in which nobody can be told apart.

Idea 4 of design.md: at least five people's ended plays of one version are released
together, shuffled, under pseudonyms that are kept nowhere, dated by the day alone.
"""

import secrets
from datetime import datetime

from django.db import transaction

from dilemmas import statements
from dilemmas.enums import BATCH
from dilemmas.models import Play, ScenarioVersion
from lms.common import clock
from lms.xapi.recording import Store, record


def release_choices(now: datetime) -> int:
    """Release what waits in a batch that is large enough; answers how many plays it were.

    Each batch is one transaction: it is released whole and marked so, or neither.
    """
    waiting = ScenarioVersion.objects.with_batch_waiting(BATCH)
    return sum(_release(pk, now) for pk in waiting.values_list("pk", flat=True))


@transaction.atomic
def _release(version_id: int, now: datetime) -> int:
    version = ScenarioVersion.objects.select_for_update(no_key=True).get(pk=version_id)
    plays = list(
        Play.objects.waiting()
        .filter(version=version)
        .select_for_update()
        .order_by("pk")
        .prefetch_related("steps")
    )
    if len({play.learner_id for play in plays if play.learner_id}) < BATCH:
        return 0  # another tick was first
    day = clock.local_date(now)
    told = [
        statement
        for play in plays
        for statement in statements.selected(
            play.steps.all(), version, at=clock.start_of(day)
        )
    ]
    secrets.SystemRandom().shuffle(told)
    Play.objects.filter(pk__in=[play.pk for play in plays]).update(released_on=day)
    record(*told, store=Store.REFLECTION)
    return len(plays)
