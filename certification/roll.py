"""Whom a trainer can record something for: who takes part, or follows a trajectory with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lms.accounts.models import User
from lms.common import clock
from lms.content.in_charge import in_charge_of
from lms.learning.enums import ActivityKind
from lms.learning.models import (
    Completion,
    Exemption,
    LearningActivity,
    Participation,
    RequirementNode,
)
from lms.organisation.models import Mandate

MOST = 50
"""How many people a page shows; a search finds the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone on the roll, under which mandate, and whether it is done already."""

    pk: int
    name: str
    email: str
    mandate: Mandate | None
    completed_on: date | None
    completion: int | None = None
    """The id of the completion that says so."""

    def __str__(self) -> str:
        return f"{self.name or self.email} ({self.email})"

    @property
    def key(self) -> str:
        """As the form sends it."""
        return str(self.pk)

    @property
    def entity(self) -> str:
        return self.mandate.entity.name if self.mandate else ""


def narrow(find: Any, user: User) -> None:
    """Have a form offer the activities of somebody alone."""
    offered = find.fields["activity"]
    offered.queryset = activities_of(user, offered.queryset)


def roll_of(
    activity: LearningActivity, *, matching: str = "", following: bool = False
) -> list[Person]:
    """People in order of their name, at most ``MOST`` and one more; four queries.

    ``matching``: every word of it stands in the name or the e-mail address.
    ``following``: only who follows a trajectory with it. What somebody chose to learn
    for themselves is theirs (design.md, idea 4).
    """
    taking_part = Participation.objects.standing()
    if following:
        standing = taking_part.asking_for(activity.key)
    else:
        standing = taking_part.requiring(activity.key) | taking_part.filter(
            activity=activity
        )
    people = User.objects.filter(
        is_active=True, pk__in=standing.order_by().values("learner")
    )
    for word in matching.split():
        people = people.filter(
            Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(email__icontains=word)
        )
    found = list(people.order_by("last_name", "first_name", "pk")[: MOST + 1])
    mandates = _mandates(standing.filter(learner__in=found), activity)
    done = _done(activity, found)
    return [
        Person(
            pk=person.pk,
            name=person.get_full_name(),
            email=person.email,
            mandate=mandates.get(person.pk),
            completed_on=done[person.pk][1] if person.pk in done else None,
            completion=done[person.pk][0] if person.pk in done else None,
        )
        for person in found
    ]


def activities_of(
    user: User, among: QuerySet[LearningActivity]
) -> QuerySet[LearningActivity]:
    """Those that somebody may record for: by their page, or by that of a trajectory.

    Who decides what a trajectory asks may say for whom a part of it counts.
    """
    asked = RequirementNode.objects.filter(
        in_charge_of(user, "tree__activity__key"),
        activity=OuterRef("pk"),
        tree__activity__kind=ActivityKind.TRAJECTORY,
    )
    return among.filter(in_charge_of(user, "key") | Q(Exists(asked)))


def first_day_that_counts(person: int, activity: LearningActivity) -> date | None:
    """For who needs an activity to renew alone: what was done before counts for nothing.

    Nothing for who needs it for a trajectory that they follow for the first time.
    """
    asking = Participation.objects.filter(learner=person).open()
    begins = asking.asking_for(activity.key).values_list("counts_from", flat=True)
    moments = [moment for moment in begins if moment]
    if not moments or len(moments) < len(begins):
        return None
    return clock.local_date(min(moments))


def recently_exempted(
    activity: LearningActivity, *, number: int = 10
) -> list[Exemption]:
    """The last exemptions from an activity, with who and by whom; no file is loaded."""
    return list(
        Exemption.objects.filter(completion__activity=activity)
        .select_related(
            *("completion__learner", "completion__recorded_by"),
            "completion__correction",
        )
        .defer("file_content")
        .order_by("-pk")[:number]
    )


def stayed_behind(
    activity: LearningActivity, *, matching: str = ""
) -> list[Participation]:
    """Who is under way on an earlier version, by name; at most ``MOST`` and one more.

    ``matching`` as in ``roll_of``; one query.
    """
    behind = Participation.objects.filter(activity=activity).on_an_earlier_version()
    for word in matching.split():
        behind = behind.filter(
            Q(learner__first_name__icontains=word)
            | Q(learner__last_name__icontains=word)
            | Q(learner__email__icontains=word)
        )
    named = behind.select_related("learner", "mandate__entity", "tree")
    return list(
        named.order_by("learner__last_name", "learner__first_name", "pk")[: MOST + 1]
    )


def _done(
    activity: LearningActivity, people: list[User]
) -> dict[int, tuple[int, date]]:
    """By which completion (id) and when, but for who has to do it once more to renew."""
    renewals = Participation.objects.renewing().asking_for(activity.key)
    since = dict(
        renewals.filter(learner__in=people)
        .order_by("counts_from")
        .values_list("learner", "counts_from")
    )
    standing = Completion.objects.standing()
    completions = standing.filter(activity=activity, learner__in=people)
    return {
        learner: (pk, clock.local_date(moment))
        for pk, learner, moment in completions.order_by("completed_at").values_list(
            "pk", "learner", "completed_at"
        )
        if not (began := since.get(learner)) or moment >= began
    }


def recently_recorded(
    activity: LearningActivity, *, number: int = 10
) -> list[Completion]:
    """The last completions of an activity, with who and by whom, put right since or not."""
    return list(
        Completion.objects.filter(activity=activity)
        .select_related("learner", "recorded_by", "historic_proof", "correction")
        .order_by("-pk")[:number]
    )


def completions_of(
    activity: LearningActivity, *, matching: str = ""
) -> list[Completion]:
    """Every completion that a reviewer may see, put right since or not, the last first.

    At most ``MOST`` and one more; ``matching`` as in ``roll_of``; one query.
    """
    found = Completion.objects.for_reviewers().filter(activity=activity)
    for word in matching.split():
        found = found.filter(
            Q(learner__first_name__icontains=word)
            | Q(learner__last_name__icontains=word)
            | Q(learner__email__icontains=word)
        )
    named = found.select_related("learner", "recorded_by", "correction")
    return list(named.order_by("-completed_at", "-pk")[: MOST + 1])


def _mandates(
    participations: QuerySet[Participation], activity: LearningActivity
) -> dict[int, Mandate | None]:
    """Of the activity itself, else of the trajectory that holds it."""
    chosen: dict[int, Participation] = {}
    for one in participations.select_related("mandate__entity").order_by("pk"):
        if one.activity_id == activity.pk or one.learner_id not in chosen:
            chosen[one.learner_id] = one
    return {learner: one.mandate for learner, one in chosen.items()}
