"""Writing what comes first, and asking what a person still has to do before beginning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import pairwise
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.accounts.models import User
from lms.learning.enums import Purpose
from lms.learning.exceptions import CircularPrerequisite, ComesLater, First
from lms.learning.models import LearningActivity, Prerequisite, RequirementNode
from lms.learning.order import way_round


@transaction.atomic
def set_prerequisites(wanted: Mapping[UUID, Collection[UUID]]) -> bool:
    """Have each activity wait for exactly these others, all by key.

    An unknown key is left out: what was never published blocks nobody. Raises
    ``CircularPrerequisite`` when one would come to wait for itself, also by way of what
    it or another one demands. Answers whether something changed. A constant number of
    queries.
    """
    keys = {*wanted, *(key for needed in wanted.values() for key in needed)}
    # Held in one order, so that of two publications the second sees the first.
    found = LearningActivity.objects.select_for_update().filter(key__in=keys)
    pks = dict(found.order_by("pk").values_list("key", "pk"))
    pairs = {
        (pks[key], pks[need])
        for key, needed in wanted.items()
        for need in needed
        if key in pks and need in pks and key != need
    }
    known = Prerequisite.objects.filter(activity__key__in=wanted)
    current = {(row.activity_id, row.needed_id): row.pk for row in known}
    if pairs == current.keys():
        return False
    gone = [pk for pair, pk in current.items() if pair not in pairs]
    Prerequisite.objects.filter(pk__in=gone).delete()
    Prerequisite.objects.bulk_create(
        Prerequisite(activity_id=activity, needed_id=needed)
        for activity, needed in sorted(pairs - current.keys())
    )
    waits = _waits()
    for activity in sorted({activity for activity, _needed in pairs}):
        if way := way_round(waits, activity):
            raise CircularPrerequisite(_in_words(way))
    return True


def circle_with(key: UUID, needed: Collection[int]) -> str:
    """The sentence that refuses having an activity wait for these; empty: it may."""
    activity = LearningActivity.objects.filter(key=key).first()
    if activity is None or not needed:
        return ""
    waits = _waits(instead={activity.pk: needed})
    way = way_round(waits, activity.pk)
    return _in_words(way) if way else ""


def _waits(
    instead: Mapping[int, Collection[int]] | None = None,
) -> dict[int, set[int]]:
    """What each activity waits for: what comes first, and what it demands."""
    instead = instead or {}
    waits: dict[int, set[int]] = defaultdict(set)
    recorded = Prerequisite.objects.in_force().exclude(activity__in=instead)
    for activity, needed in recorded.order_by().values_list("activity", "needed"):
        waits[activity].add(needed)
    demanded = RequirementNode.objects.filter(
        tree__is_current=True,
        tree__purpose=Purpose.FIRST,  # whoever renews was there before
        activity__isnull=False,
    )
    for container, part in demanded.order_by().values_list(
        "tree__activity", "activity"
    ):
        if part is not None:
            waits[container].add(part)
    for activity, others in instead.items():
        waits[activity].update(others)
    return waits


def _in_words(way: list[int]) -> str:
    titles = {
        pk: activity.title
        for pk, activity in LearningActivity.objects.in_bulk(way).items()
    }
    steps = [
        _("“%(one)s” waits for “%(other)s”")
        % {"one": titles[one], "other": titles[other]}
        for one, other in pairwise(way)
    ]
    return _("Nobody could begin: %(way)s.") % {"way": ", ".join(steps)}


def ask_for_what_comes_first(learner: User, activity: LearningActivity) -> None:
    """Raise ``ComesLater`` with what a person has to complete before this."""
    rows = (
        Prerequisite.objects.filter(activity=activity)
        .blocking(learner)
        .order_by("pk")
        .values_list("needed__title", "needed__address")
    )
    if missing := [First(title, address) for title, address in rows]:
        titles = ", ".join(f"“{one.title}”" for one in missing)
        raise ComesLater(
            ngettext(
                "First complete %(titles)s.",
                "First complete these: %(titles)s.",
                len(missing),
            )
            % {"titles": titles},
            missing,
        )
