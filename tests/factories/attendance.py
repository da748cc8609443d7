"""Dates that were held, with people who were there, through the real operations."""

from datetime import timedelta

from courses.models import Enrolment, Session
from courses.sessions import operations as sessions
from lms.common import clock
from lms.learning.models import Completion
from tests.factories.accounts import UserFactory
from tests.factories.organisation import MandateFactory
from tests.factories.sessions import a_date, a_session_page, activity_of


def a_held_date(*, attests=True, **fields) -> Session:
    """A date until yesterday, of a session whose page promised something a month ago."""
    with clock.at(clock.now() - timedelta(days=30)):
        page = a_session_page(attests=attests)
    parts = fields.get("parts", 1)
    begins = clock.start_of(clock.today() - timedelta(days=parts)) + timedelta(hours=9)
    return a_date(
        activity_of(page),
        begins=begins,
        **{"capacity": 14, "trainers": "An Peeters", "supplier": "Bureau X", **fields},
    )


def who_was_there(session, mandate=None, *, marked=True) -> Enrolment:
    """Somebody with a place on it, marked as present."""
    mandate = mandate or MandateFactory()
    with clock.at(session.begins_at - timedelta(days=1)):
        placed = sessions.enrol(mandate.person, session.pk, mandate=mandate).enrolment
    if marked:
        sessions.mark(placed.pk, present=True, by=UserFactory())
    return placed


def completion_of(enrolment) -> Completion:
    return Completion.objects.get(participation=enrolment.participation_id)
