"""What was put right, and what was completed because of a completion or led to it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Exists, OuterRef

from lms.accounts.models import User

from .models import Completion, CompletionCorrection
from .operations.requirements import demand_of
from .querysets import CompletionQuerySet
from .rules import all_done, reach


def told_on_the_page_of(key: UUID, person: User) -> CompletionCorrection | None:
    """The last correction of an activity that a person did not complete since; one query."""
    since = (
        Completion.objects.standing()
        .of(person)
        .filter(activity__key=key, pk__gt=OuterRef("completion"))
    )
    theirs = CompletionCorrection.objects.filter(
        completion__learner=person, completion__activity__key=key
    )
    return theirs.filter(~Exists(since)).select_related("completion", "by").first()


def behind(completion: Completion) -> CompletionQuerySet:
    """What it was completed by, as far as that stands; nothing where nothing else did."""
    parts = completion.evidence.get("completions", ())
    return Completion.objects.standing().filter(pk__in=parts)


def relying_on(completion: Completion) -> list[Completion]:
    """What the same person completed that would not be complete without it, first to last.

    Also what relies on it through another; not what was met without it too. A query for
    what they completed, and one for each rule that named it.
    """
    own = Completion.objects.standing().of(completion.learner).order_by("pk")
    rows = own.select_related("activity", "tree", "participation")
    counting: dict[int, UUID] = {
        one.pk: one.activity.key for one in rows if one.pk != completion.pk
    }
    gone = {completion.pk}
    found = []
    for one in rows:  # what contains it was completed after it
        named = set(one.evidence.get("completions", ()))
        if not named & gone or one.pk in gone:
            continue
        left = {pk: key for pk, key in counting.items() if pk in named - gone}
        if not _is_met(one, left):
            gone.add(one.pk)
            found.append(one)
    return found


def _is_met(whole: Completion, left: Mapping[int, UUID]) -> bool:
    demand = demand_of(whole.tree) if whole.tree else None
    if demand is None:
        return True
    done = all_done(set(left.values()), demand.minutes)
    return reach(demand.rule, done).completed
