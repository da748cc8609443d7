"""How somebody stands with a session, for lists and ways: the next step, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from courses.models import Enrolment, Session, SessionPage
from lms.common import clock
from lms.learning.models import Participation
from lms.learning.telling import Told


def how_they_stand(participations: Collection[int]) -> Mapping[int, Told]:
    """What to say of each of these; three queries, whatever the number."""
    now = clock.now()
    placed = Enrolment.objects.open().filter(participation__in=participations)
    told = {
        each.participation_id: told_of(each, now)
        for each in placed.select_related("session")
    }
    # Sessions without dates, which a trainer completes by name, say nothing of their own.
    dateless = Participation.objects.filter(
        pk__in=set(participations) - told.keys(),
        activity__key__in=SessionPage.objects.values("translation_key"),
    )
    activities = dict(dateless.values_list("pk", "activity"))
    if activities:
        planned = Session.objects.held().coming(now).order_by()
        with_dates = set(
            planned.filter(activity__in=activities.values()).values_list(
                "activity", flat=True
            )
        )
        for pk, activity in activities.items():
            told[pk] = without_a_date(is_planned=activity in with_dates)
    return told


def told_of(enrolment: Enrolment, now: datetime) -> Told:
    """What to say of who has a place, or waits for one. Its session is loaded."""
    session = enrolment.session
    if session.begins_at <= now and enrolment.has_place:
        words = _("The trainer marks who was there")
        return Told(words=words, state="expired", waits=True)
    named = {"day": session.day}
    if enrolment.has_place:
        words = _("You have a place on %(day)s") % named
        return Told(words=words, state="valid", waits=True)
    words = _("On the waiting list for %(day)s") % named
    return Told(words=words, state="waiting", waits=True)


def without_a_date(*, is_planned: bool) -> Told:
    """What to say of who takes part, and has no date."""
    if is_planned:
        return Told(words=_("Choose a date"), state="due")
    return Told(words=_("No date is planned yet"), state="open", waits=True)
