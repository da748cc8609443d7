"""Sessions with dates, planned through the real operations."""

from datetime import datetime, timedelta

from wagtail.models import Page

from courses.models import Session, SessionPage, SessionPart
from courses.sessions import operations
from lms.common import clock
from lms.learning.models import LearningActivity
from tests.factories.courses import add


def a_session_page(*, parent=None, **fields) -> SessionPage:
    """A published page of a session."""
    page = SessionPage(
        title=fields.pop("title", "Dilemma’s begeleiden"),
        slug=fields.pop("slug", "dilemmas-begeleiden"),
        duration_minutes=fields.pop("duration_minutes", 420),
        **fields,
    )
    return add(parent or Page.objects.get(depth=2), page)


def activity_of(page) -> LearningActivity:
    return LearningActivity.objects.get(key=page.translation_key)


def a_date(
    activity=None, *, begins=None, hours=7, parts=1, capacity=2, **fields
) -> Session:
    """A date in three weeks of one part, or of ``parts`` on days that follow."""
    begins = begins or clock.now() + timedelta(days=21)
    activity = activity or activity_of(a_session_page())
    session = Session(activity=activity, capacity=capacity, **fields)
    session.parts = [
        a_part(begins + timedelta(days=day), hours) for day in range(parts)
    ]
    return operations.save_session(session)


def a_part(begins: datetime, hours: int = 7) -> SessionPart:
    return SessionPart(begins_at=begins, ends_at=begins + timedelta(hours=hours))
