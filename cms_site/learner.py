"""How the offer stands for one person: a state and a progress by activity."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from lms.accounts.models import User
from lms.learning.enums import Status
from lms.learning.models import Participation

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


def states_of(
    person: User | AnonymousUser, activity_ids: Iterable[int]
) -> dict[int, State]:
    """States by activity id, in one query; nothing for who is not signed in."""
    if not isinstance(person, User):
        return {}
    rows = (
        Participation.objects.of(person)
        .standing()
        .filter(activity__in=list(activity_ids))
        .order_by("closed_at", "pk")
        .values_list("activity_id", "status", "progress")
    )
    return {pk: State(WORDS[Status(status)], progress) for pk, status, progress in rows}
