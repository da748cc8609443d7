"""Plans everyone's acts in time, and has them happen."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from certification.models import Award
from certification.operations import turn
from cms_site.demo.reading import Data, read
from lms.accounts.models import User
from lms.common import clock
from lms.organisation.enums import RoleSlug
from lms.organisation.models import Mandate
from lms.organisation.visibility import hr_scope

from .acts import Act, Actor
from .beside import load_beside
from .handing_in import load_handed_in
from .leading import load_leading
from .offer import ASSIGNMENT, TRAJECTORY, Offer
from .plans import (
    Staff,
    of_anyone,
    of_contact_person,
    of_team_member,
    whole_trajectory,
)
from .reminded import load_reminded

TRAINER = "trainer@voorbeeld.test"
REVIEWER = "coordinator@voorbeeld.test"
LEARNER = "cursist@voorbeeld.test"
IN_DETAIL = (
    LEARNER,
    "cursist2@voorbeeld.test",
    "leidinggevende@voorbeeld.test",
)
IN_THE_PAST = "EL-11"
DAWN = timedelta(hours=6)
FIRST_HOUR, LAST_HOUR = 8, 17

OPEN_FOR = timedelta(days=4 * 365)

# How many days ago a certificate was earned: one is past its date, one nearly.
CERTIFIED = (150, 1130, 960, 420, 260, 60)


@dataclass(frozen=True, slots=True)
class Planned:
    """An act at a moment; moments of one person follow one another."""

    moment: datetime
    order: int
    act: Act


def opening() -> date:
    """The day on which the demo's offer was published."""
    return clock.today() - OPEN_FOR


def load_history() -> None:
    """Have everyone's acts happen, in the order of time."""
    for planned in sorted(_plan(), key=lambda each: (each.moment, each.order)):
        _turn_cycles(clock.local_date(planned.moment))
        with clock.at(planned.moment):
            planned.act()
    load_handed_in(trainer=TRAINER)
    _turn_cycles(clock.today())
    load_beside(trainer=TRAINER, silent=IN_DETAIL)
    load_leading(reviewer=REVIEWER)
    load_reminded()


def _turn_cycles(until: date) -> None:
    """What falls due for the certificates by that day, each at the dawn of its own day."""
    done: date | None = None
    while (first := Award.objects.due(until).first()) and first.next_on != done:
        day = first.next_on or until
        with clock.at(clock.start_of(day) + DAWN):
            turn(clock.now())
        done = day


def _plan() -> list[Planned]:
    offer = Offer.read()
    people = {person.email: person for person in User.objects.all()}
    mandates = _mandates()
    staff = _Everyone(people, mandates)
    certified = iter(CERTIFIED)
    planned: list[Planned] = []
    for data in read("people.toml")["people"]:
        person = people[data["email"]]
        actor = Actor(
            person=person,
            mandate=_main(mandates.get(person.pk, [])),
            dice=Random(data["vo_id"]),  # noqa: S311 (a story, not a secret)
            offer=offer,
            in_detail=data["email"] in IN_DETAIL,
        )
        acts = _acts_of(data, actor, staff.around(actor))
        end = _last_day(data, actor, certified)
        for moment, act in [*_before(actor), *_spread(acts, actor, end)]:
            planned.append(Planned(moment, len(planned), act))
    return planned


def _main(held: list[Mandate]) -> Mandate | None:
    """The mandate under which somebody learns: the one with the trajectory goes first."""
    contact = [each for each in held if each.role.slug == RoleSlug.CONTACT_PERSON]
    return next(iter([*contact, *reversed(held)]), None)


def _before(actor: Actor) -> list[tuple[datetime, Act]]:
    """What somebody did, and shared, at an entity that has since merged."""
    ended = Mandate.objects.of(actor.person).filter(valid_to__lt=clock.today())
    acts: list[tuple[datetime, Act]] = []
    for mandate in ended.filter(valid_to__gte=opening()).with_names():
        past = replace(actor, mandate=mandate, joined={})
        ended_on = mandate.valid_to or clock.today()
        last = (clock.today() - ended_on).days + 40
        acts += _spread(
            [
                past.joins(IN_THE_PAST),
                past.shares(IN_THE_PAST),
                *past.does_course(IN_THE_PAST),
            ],
            past,
            last,
        )
    return acts


def _acts_of(data: Data, actor: Actor, staff: Staff) -> list[Act]:
    level = data["history"]
    if data["email"] == LEARNER:
        return [
            actor.joins(TRAJECTORY),
            # The assignment follows, as it was really handed in.
            *whole_trajectory(actor, staff, but_for=("EL-03", ASSIGNMENT)),
        ]
    if "manager" in data:
        return of_team_member(actor, level, staff)
    if actor.mandate and actor.mandate.role.slug == RoleSlug.CONTACT_PERSON:
        return of_contact_person(actor, level, staff)
    return of_anyone(actor, level, staff)


def _last_day(data: Data, actor: Actor, certified: object) -> int:
    """How many days ago the last act was."""
    if data["history"] == "certified":
        return next(certified)  # type: ignore[call-overload]
    return (
        actor.dice.randint(1, 25)
        if "done" not in data["history"]
        else (actor.dice.randint(2, 120))
    )


def _spread(acts: list[Act], actor: Actor, last: int) -> list[tuple[datetime, Act]]:
    """The acts over the weeks before ``last`` days ago, on working days."""
    if not acts:
        return []
    today = clock.today()
    since = actor.mandate.valid_from if actor.mandate else opening()
    longest = (today - max(since, opening())).days
    last = min(last, longest)
    length = min(12 * len(acts), 300, longest - last)
    days = sorted(
        actor.dice.randint(last, last + length) for _act in range(len(acts) - 1)
    )
    ago = [*reversed(days), last]
    moments: list[datetime] = []
    for number in ago:
        moment = _working_moment(today - timedelta(days=number), actor.dice)
        if moments and moment < moments[-1] + timedelta(minutes=30):
            moment = moments[-1] + timedelta(minutes=30)
        moments.append(moment)
    return list(zip(moments, acts, strict=True))


def _working_moment(day: date, dice: Random) -> datetime:
    """A moment on that day within office hours; a weekend moves to the Friday before."""
    day -= timedelta(days=max(0, day.weekday() - 4))
    at = time(dice.randint(FIRST_HOUR, LAST_HOUR - 1), dice.randint(0, 59))
    return datetime.combine(day, at, tzinfo=clock.BRUSSELS)


def _mandates() -> dict[int, list[Mandate]]:
    """Current mandates by person, oldest first."""
    held: dict[int, list[Mandate]] = {}
    for mandate in Mandate.objects.current().with_names().order_by("valid_from", "pk"):
        held.setdefault(mandate.person_id, []).append(mandate)
    return held


class _Everyone:
    """Who acts around a person: the trainer, and HR of the person's entity."""

    def __init__(
        self, people: dict[str, User], mandates: dict[int, list[Mandate]]
    ) -> None:
        self.trainer = people[TRAINER]
        self.hr: dict[int, User] = {}
        by_pk = {person.pk: person for person in people.values()}
        for person_id, held in mandates.items():
            if any(each.role.slug == RoleSlug.HR for each in held):
                for entity_id in hr_scope(by_pk[person_id]).entities:
                    self.hr.setdefault(entity_id, by_pk[person_id])

    def around(self, actor: Actor) -> Staff:
        entity_id = actor.mandate.entity_id if actor.mandate else None
        return Staff(
            trainer=self.trainer,
            hr=self.hr.get(entity_id) if entity_id else None,
            today=clock.today(),
        )
