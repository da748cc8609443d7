"""The page of a session, served for ``wagtail_hooks``."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from courses.models import SessionPage
from courses.sessions.eligibility import Eligibility, eligibility
from courses.sessions.reading import DateRow, dates_of
from courses.sessions.standing import told_of, without_a_date
from lms.accounts.models import User
from lms.common import clock
from lms.learning.enums import ActivityKind
from lms.learning.models import LearningActivity
from lms.learning.telling import Told
from lms.learning.visibility import Sight


def show_session(request: HttpRequest, page: SessionPage) -> HttpResponse:
    """What it is about, its dates, and the place of who looks."""
    activity = LearningActivity.objects.get(key=page.translation_key)
    person = request.user if isinstance(request.user, User) else None
    known = eligibility(activity, person)
    dates = dates_of(activity, person, can_enrol=known.can_enrol)
    own = next((date for date in dates if date.own and date.own.is_open), None)
    return render(
        request,
        page.get_template(request),
        {
            **page.get_context(request),
            "activity": activity,
            "participation": known.participation,
            "takes_part": known.takes_part,
            "is_done": known.is_done,
            "told": _told(known, dates, own),
            "own": own,
            "sight": known.sight,
            "record_of": activity.key if known.participation else None,
            # Who is known already asks for a place with one press.
            "one_press": known.takes_part or known.sight == Sight.ASKED,
            "first": known.first,
            "dates": dates,
            "trajectories": LearningActivity.objects.listed().filter(
                kind=ActivityKind.TRAJECTORY, contents__activity=activity
            ),
        },
    )


def _told(known: Eligibility, dates: list[DateRow], own: DateRow | None) -> Told | None:
    """What to say of who takes part."""
    if not known.takes_part:
        return None
    if own and own.own:
        return told_of(own.own, clock.now())
    return without_a_date(is_planned=any(date.can_enrol for date in dates))
