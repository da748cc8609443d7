"""Trajectories, sessions and assignments, for whoever looks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from certification.cycles import Cycle, counts_for, cycle_in
from certification.models import Certificate, TrainerLedPage, TrajectoryPage
from certification.plans import plans_of
from certification.way import latest_that_counts, lay_out
from lms.accounts.models import User
from lms.learning.enums import ActivityKind
from lms.learning.models import LearningActivity, Participation
from lms.learning.telling import tell
from lms.learning.visibility import Sight, sight_of


def trajectory(request: HttpRequest, page: TrajectoryPage) -> HttpResponse:
    """What it takes, and for somebody who follows it: what is done and what comes next."""
    activity = _activity(page)
    participation = _participation(request, activity)
    sight = _sight(request, activity, participation)
    person = request.user if isinstance(request.user, User) else None
    cycle = cycle_in(person, activity, participation)
    # Who came too late to renew sees what it takes now: the whole.
    followed = None if cycle.has_lapsed else participation
    plans, is_older = plans_of(activity, followed, page)
    own = _participations(
        request, [one.activity.pk for plan in plans for one in plan.wanted]
    )
    counting = latest_that_counts(one for one in own if counts_for(one, participation))
    done = {one.activity_id for one in own}
    to_repeat = done - counting.keys() if followed else ()
    return render(
        request,
        page.get_template(request),
        {
            **page.get_context(
                request,
                way=lay_out(plans, counting, done_before=to_repeat),
            ),
            "activity": activity,
            "participation": participation,
            "sight": sight,
            "record_of": activity.key if participation else None,
            "is_older": is_older,
            "certificate": _certificate(cycle, participation),
            "cycle": cycle,
        },
    )


def trainer_led(request: HttpRequest, page: TrainerLedPage) -> HttpResponse:
    """A session or an assignment: what it is, how it is completed, how it stands."""
    activity = _activity(page)
    participation = _participation(request, activity)
    return render(
        request,
        page.get_template(request),
        {
            **page.get_context(request),
            "activity": activity,
            "participation": participation,
            "sight": _sight(request, activity, participation),
            "record_of": activity.key if participation else None,
            "trajectories": LearningActivity.objects.listed().filter(
                kind=ActivityKind.TRAJECTORY, contents__activity=activity
            ),
        },
    )


def _activity(page: TrajectoryPage | TrainerLedPage) -> LearningActivity:
    return LearningActivity.objects.get(key=page.translation_key)


def _participation(
    request: HttpRequest, activity: LearningActivity
) -> Participation | None:
    """The open one of who looks, else the completed one."""
    if not isinstance(request.user, User):
        return None
    return (
        Participation.objects.of(request.user)
        .standing()
        .filter(activity=activity)
        .select_related("completion")
        .open_first()
        .first()
    )


def _sight(
    request: HttpRequest,
    activity: LearningActivity,
    participation: Participation | None,
) -> Sight:
    person = request.user if isinstance(request.user, User) else None
    return sight_of(
        person, kind=activity.kind, key=activity.key, participation=participation
    )


def _participations(request: HttpRequest, parts: list[int]) -> list[Participation]:
    if not isinstance(request.user, User):
        return []
    standing = Participation.objects.of(request.user).standing().with_activity()
    parts_of_it = standing.filter(activity__in=parts).select_related("completion")
    found = list(parts_of_it.order_by("pk"))
    tell(found)
    return found


def _certificate(cycle: Cycle, participation: Participation | None) -> Any:
    """The one to show; nothing while that of who completed it is still being made.

    Whose was revoked sees the last that holds, or else that one.
    """
    if cycle.has_lapsed:
        return cycle.certificate
    if participation is None or not participation.is_completed:
        return None
    earned = Certificate.objects.for_participations([participation.pk])
    own = earned.last_held_first().first()
    return own if own is None or own.in_force else cycle.certificate
