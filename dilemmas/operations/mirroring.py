"""Editions of "zo kozen anderen": frozen by ``tick``, each over people whom no other counts."""

import secrets
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db import transaction

from dilemmas.graph import Graph
from dilemmas.insight import edition, next_size, turning_points
from dilemmas.insight.editions import LEAST
from dilemmas.models import Mirror, Play, PlayStep, ScenarioVersion
from lms.common import clock

AT_ONCE: Final = 500  # plays whose steps are in memory together


def freeze_mirrors(now: datetime) -> int:
    """Freeze an edition of each version for which enough people wait; answers how many.

    Each edition is one transaction: it is there and its people are counted, or neither.
    """
    waiting = Play.objects.waiting_for_a_mirror(LEAST)
    return sum(
        _freeze(version_id, now)
        for version_id, people, last in waiting
        if next_size(people, last)
    )


@transaction.atomic
def _freeze(version_id: int, now: datetime) -> int:
    version = ScenarioVersion.objects.select_for_update(no_key=True).get(pk=version_id)
    latest = Mirror.objects.of_version(version_id).last()
    plays = Play.objects.to_mirror().filter(version=version).order_by("pk")
    waiting = list(plays.select_for_update().values_list("pk", flat=True))
    size = next_size(len(waiting), latest.people if latest else 0)
    if not size:
        return 0  # another tick was first
    # By lot: whoever knows who waited does not know who was counted.
    lot = secrets.SystemRandom()
    counted = lot.sample(waiting, size)
    graph, day = version.compiled, clock.local_date(now)
    Mirror.objects.create(
        version=version,
        edition=latest.edition + 1 if latest else 1,
        people=size,
        points=edition(graph, list(_ways(graph, counted)), lot=lot.sample),
        frozen_on=day,
    )
    for some in _in_parts(counted):
        Play.objects.filter(pk__in=some).update(mirrored_on=day)
    return 1


def _ways(graph: Graph, plays: list[int]) -> Iterator[dict[str, str]]:
    """What each play chose at its turning points."""
    for some in _in_parts(plays):
        steps = PlayStep.objects.filter(play__in=some).order_by("play", "number")
        taken: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for play, scene, choice in steps.values_list("play", "scene", "choice"):
            taken[play].append((str(scene), str(choice)))
        for play in some:
            yield turning_points(graph, taken[play])


def _in_parts(plays: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(plays), AT_ONCE):
        yield plays[start : start + AT_ONCE]
