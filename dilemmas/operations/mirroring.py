"""Editions of "zo kozen anderen": frozen by ``tick``, each over people whom no other counts."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db import transaction

from dilemmas.graph import Graph
from dilemmas.insight import LEAST, next_due, places, told, turning_points
from dilemmas.models import Mirror, Play, PlayStep, ScenarioVersion
from lms.common import clock

AT_ONCE: Final = 500  # plays whose steps are in memory together


def freeze_mirrors(now: datetime) -> int:
    """Freeze the editions for which enough people wait; answers how many.

    A version is one transaction: its editions are there and their people counted, or
    neither.
    """
    waiting = Play.objects.versions_to_mirror(LEAST)
    return sum(_freeze(version_id, now) for version_id in waiting)


@transaction.atomic
def _freeze(version_id: int, now: datetime) -> int:
    version = ScenarioVersion.objects.select_for_update(no_key=True).get(pk=version_id)
    plays = Play.objects.to_mirror().filter(version=version).order_by("pk")
    waiting = list(plays.select_for_update().values_list("pk", flat=True))
    # By lot: whoever knows who waited does not know who was counted, and where.
    lot = secrets.SystemRandom()
    lot.shuffle(waiting)
    graph, day = version.compiled, clock.local_date(now)
    known, made = places(graph), Counter(Mirror.objects.of_version(version_id).scenes())
    frozen: list[Mirror] = []
    counted: list[int] = []
    due = next_due(known, made)
    while due and due.group <= len(waiting):
        group, waiting = waiting[: due.group], waiting[due.group :]
        said = told(graph, due.place, list(_ways(graph, group)), lot=lot.sample)
        frozen.append(
            Mirror(
                version=version,
                scene=due.place.scene,
                edition=due.edition,
                group=due.group,
                people=said.people,
                bands=said.bands,
                frozen_on=day,
            )
        )
        counted += group
        made[due.place.scene] += 1
        due = next_due(known, made)
    if due and frozen:
        frozen[-1].next_group = due.group
    Mirror.objects.bulk_create(frozen)
    for some in _in_parts(counted):
        Play.objects.filter(pk__in=some).update(mirrored_on=day)
    return len(frozen)


def _ways(graph: Graph, plays: list[int]) -> Iterator[dict[str, str]]:
    """What each play chose at its turning points."""
    for some in _in_parts(plays):
        steps = PlayStep.objects.filter(play__in=some).order_by("play", "number")
        taken: dict[int, list[str]] = defaultdict(list)
        for play, choice in steps.values_list("play", "choice"):
            taken[play].append(str(choice))
        for play in some:
            yield turning_points(graph, taken[play])


def _in_parts(plays: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(plays), AT_ONCE):
        yield plays[start : start + AT_ONCE]
