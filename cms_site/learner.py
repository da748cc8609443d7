"""How the offer stands for one person: a state and a progress by activity."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import F

from lms.accounts.models import User
from lms.learning.enums import Status
from lms.learning.models import Participation, Prerequisite

# The words of components/state.html.
WORDS = {
    Status.REGISTERED: "open",
    Status.STARTED: "busy",
    Status.COMPLETED: "done",
    Status.FAILED: "failed",
    Status.ABSENT: "absent",
}


@dataclass(frozen=True, slots=True)
class State:
    """How far somebody is with an activity."""

    word: str
    progress: int
    first: str = ""


def states_of(
    person: User | AnonymousUser,
    activity_ids: Iterable[int],
    *,
    waiting: Collection[int] = (),
) -> dict[int, State]:
    """States by activity id, in one query; nothing for who is not signed in.

    Of ``waiting``, which others come before, one query more tells what the person can
    not begin yet.
    """
    if not isinstance(person, User):
        return {}
    rows = (
        Participation.objects.of(person)
        .standing()
        .filter(activity__in=list(activity_ids))
        .order_by(F("closed_at").asc(nulls_last=True), "pk")
        .values_list("activity_id", "status", "progress")
    )
    states = {
        pk: State(WORDS[Status(status)], progress) for pk, status, progress in rows
    }
    locked = _locked(person, waiting, states) if waiting else {}
    return states | locked


def _locked(
    person: User, waiting: Collection[int], states: Mapping[int, State]
) -> dict[int, State]:
    """What has not begun and waits for something that the person has not completed."""
    missing = Prerequisite.objects.filter(activity__in=waiting).blocking(person)
    first: dict[int, list[str]] = defaultdict(list)
    for pk, title in missing.order_by("pk").values_list("activity_id", "needed__title"):
        if pk not in states or states[pk].word == WORDS[Status.REGISTERED]:
            first[pk].append(title)
    return {pk: State("locked", 0, ", ".join(titles)) for pk, titles in first.items()}
