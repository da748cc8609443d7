"""Choices leave the application, drawn by lot among so many that they are nobody's.

Idea 4 of design.md: at least five people's plays of one version are released together,
shuffled, under pseudonyms that are kept nowhere, dated by the day alone. A ``RESERVE``
of plays stays behind each time, so that nobody can tell who the five are (decision 14).
"""

import secrets
from datetime import datetime
from typing import Final

from django.db import transaction

from dilemmas import statements
from dilemmas.enums import BATCH, RESERVE
from dilemmas.models import Play, ScenarioVersion
from lms.common import clock
from lms.xapi.recording import Store, record

_LOT: Final = secrets.SystemRandom()


def release_choices(now: datetime) -> int:
    """Release what waits above the reserve; answers how many plays it were.

    Each batch is one transaction: it is released whole and marked so, or neither.
    """
    waiting = ScenarioVersion.objects.with_waiting(RESERVE + BATCH)
    return sum(_release(pk, now) for pk in waiting.values_list("pk", flat=True))


@transaction.atomic
def _release(version_id: int, now: datetime) -> int:
    version = ScenarioVersion.objects.select_for_update(no_key=True).get(pk=version_id)
    waiting = Play.objects.waiting().filter(version=version).order_by("pk")
    pks = list(waiting.select_for_update().values_list("pk", flat=True))
    if len(pks) < RESERVE + BATCH:
        return 0  # another tick was first
    drawn = _LOT.sample(pks, len(pks) - RESERVE)
    plays = Play.objects.filter(pk__in=drawn)
    day = clock.local_date(now)
    plays.update(released_on=day)
    told = [
        statement
        for play in plays.prefetch_related("steps")
        for statement in statements.selected(
            play.steps.all(), version, at=clock.start_of(day)
        )
    ]
    _LOT.shuffle(told)
    record(*told, store=Store.REFLECTION)
    return len(drawn)
