"""The page of a session, served for ``wagtail_hooks``."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from courses.models import SessionPage
from courses.sessions.reading import dates_of
from lms.accounts.models import User
from lms.learning.enums import ActivityKind
from lms.learning.exceptions import First
from lms.learning.models import LearningActivity, Participation, Prerequisite
from lms.learning.operations import asked_again_since
from lms.learning.visibility import Sight, sight_of


def show_session(request: HttpRequest, page: SessionPage) -> HttpResponse:
    """What it is about, its dates, and the place of who looks."""
    activity = LearningActivity.objects.get(key=page.translation_key)
    person = request.user if isinstance(request.user, User) else None
    participation = _participation(person, activity)
    sight = sight_of(
        person, kind=activity.kind, key=activity.key, participation=participation
    )
    is_done = bool(participation and participation.is_completed)
    takes_part = bool(participation and participation.is_open)
    first = [] if takes_part or is_done else _first(person, activity, sight)
    repeats = participation is not None and asked_again_since(participation)
    is_over = is_done and not repeats  # who renews can attend once more
    can_enrol = activity.is_offered and not is_over and not (person and first)
    return render(
        request,
        page.get_template(request),
        {
            **page.get_context(request),
            "activity": activity,
            "participation": participation,
            "takes_part": takes_part,
            "is_done": is_done,
            "sight": sight,
            "record_of": activity.key if participation else None,
            # Who is known already asks for a place with one press.
            "one_press": takes_part or sight == Sight.ASKED,
            "first": first,
            "dates": dates_of(activity, person, can_enrol=can_enrol),
            "trajectories": LearningActivity.objects.listed().filter(
                kind=ActivityKind.TRAJECTORY, contents__activity=activity
            ),
        },
    )


def _participation(
    person: User | None, activity: LearningActivity
) -> Participation | None:
    """The open one of who looks, else the last that was closed."""
    if person is None:
        return None
    standing = Participation.objects.of(person).standing().filter(activity=activity)
    return standing.select_related("completion").open_first().first()


def _first(
    person: User | None, activity: LearningActivity, sight: Sight
) -> list[First]:
    """What comes before enrolling; a trajectory that asks for the session decides itself."""
    if sight == Sight.ASKED:
        return []
    rows = Prerequisite.objects.filter(activity=activity).in_force()
    if person:
        rows = rows.blocking(person)
    return [
        First(title, address)
        for title, address in rows.values_list("needed__title", "needed__address")
    ]
