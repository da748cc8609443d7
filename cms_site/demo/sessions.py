"""The dates of sessions: after today, whenever the demo is loaded."""

from datetime import date, datetime, time, timedelta

from courses.models import Session, SessionPart
from courses.sessions.operations import save_session
from lms.common import clock
from lms.learning.models import LearningActivity

from .reading import Data, read
from .streams import identity


def load_sessions() -> None:
    """Plan every date that the content files name."""
    for data in read("trajectory.toml")["activities"]:
        for number, planned in enumerate(data.get("dates", ())):
            activity = LearningActivity.objects.get(code=data["code"])
            _plan(activity, planned, data["max_participants"], number)


def _plan(
    activity: LearningActivity, data: Data, capacity: int, number: int
) -> Session:
    day = working_day(clock.today() + timedelta(days=data["in_days"]), data["weekday"])
    session = Session(
        uid=identity("session", activity.code, number),
        activity=activity,
        capacity=capacity,
        enrol_until=day - timedelta(days=data["enrol_days_before"]),
        place=data["place"].strip(),
        trainers=data["trainers"],
        supplier=data["supplier"],
        lot=data["lot"],
        order_form=data["order_form"],
    )
    session.parts = [
        SessionPart(
            uid=identity("part", activity.code, number),
            begins_at=_moment(day, data["from"]),
            ends_at=_moment(day, data["to"]),
        )
    ]
    return save_session(session)


def working_day(day: date, weekday: int) -> date:
    """The first such day of the week from ``day`` on, outside the Christmas holidays."""
    day += timedelta(days=(weekday - day.isoweekday()) % 7)
    while (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 2):
        day += timedelta(days=7)
    return day


def _moment(day: date, at: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(at), tzinfo=clock.BRUSSELS)
