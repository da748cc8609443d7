"""The dates of sessions, whenever the demo is loaded: some to come, and one that is over."""

from datetime import date, datetime, time, timedelta

from certification.operations import attest_by_itself
from courses.models import Session, SessionPart
from courses.sessions.operations import enrol, mark, save_session
from lms.accounts.models import User
from lms.common import clock
from lms.learning.models import Completion, LearningActivity
from lms.organisation.models import Mandate

from .reading import Data, read
from .streams import identity


def load_sessions() -> None:
    """Plan every date that the content files name."""
    for data in read("trajectory.toml")["activities"]:
        for number, planned in enumerate(data.get("dates", ())):
            activity = LearningActivity.objects.get(code=data["code"])
            _plan(activity, planned, data["max_participants"], number)


def load_held(*, trainer: str) -> None:
    """The date that is over: who had a place, who was there, and what that gave them."""
    for data in read("trajectory.toml")["activities"]:
        if held := data.get("held"):
            _hold(data, held, User.objects.get(email=trainer))


def _hold(data: Data, held: Data, trainer: User) -> None:
    activity = LearningActivity.objects.get(code=data["code"])
    people = User.objects.filter(email__in=[*held["present"], *held["absent"]])
    day = clock.today() - timedelta(days=held["days_ago"])
    day -= timedelta(days=max(0, day.isoweekday() - 5))  # no Saturday, no Sunday
    with clock.at(clock.start_of(day - timedelta(days=30))):
        session = _plan(activity, held, data["max_participants"], 100, day=day)
        places = {
            person: enrol(person, session.pk, mandate=_mandate(person)).enrolment
            for person in people
        }
    with clock.at(session.ends_at + timedelta(minutes=10)):
        for person, place in places.items():
            mark(place.pk, present=person.email in held["present"], by=trainer)
        for completion in Completion.objects.standing().filter(
            activity=activity, learner__in=people
        ):
            attest_by_itself(completion.pk)


def _mandate(person: User) -> Mandate | None:
    return Mandate.objects.of(person).current().order_by("pk").first()


def _plan(
    activity: LearningActivity,
    data: Data,
    capacity: int,
    number: int,
    *,
    day: date | None = None,
) -> Session:
    day = day or working_day(
        clock.today() + timedelta(days=data["in_days"]), data["weekday"]
    )
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
