"""How far everyone is, as acts in the order in which they were done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from lms.accounts.models import User

from .acts import Act, Actor
from .offer import (
    ASSIGNMENT,
    CORE,
    DILEMMA,
    ELECTIVES,
    GIFTS,
    MODULE_OF_DILEMMAS,
    PRACTICE,
    SESSION,
    TRAJECTORY,
)

SHORT = 2  # lessons


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Who else acts: the trainer who records, HR who asks, and the day of today."""

    trainer: User
    hr: User | None
    today: date


def of_contact_person(actor: Actor, level: str, staff: Staff) -> list[Act]:
    """A contactpersoon follows the trajectory, so far as ``level`` says."""
    if level == "none":
        return []
    steps: dict[str, list[Act]] = {
        "registered": [],
        "started": [actor.joins("EL-01"), actor.does_lesson("EL-01", 0)],
        "done-one": [*actor.does_course("EL-01"), actor.opens_lesson("EL-02", 0)],
        "halfway": [
            *actor.does_course("EL-01"),
            *actor.does_course("EL-02"),
            *actor.does_course("EL-03", first=4),
        ],
        "done-several": [
            *actor.does_course("EL-01"),
            *actor.does_course("EL-02"),
            *actor.does_course("EL-04"),
            actor.attends(PRACTICE, trainer=staff.trainer),
            *actor.does_course(_electives(actor)[0]),
            *actor.does_course("EL-05", first=2),
        ],
        "certified": [*whole_trajectory(actor, staff), actor.earns(TRAJECTORY)],
    }
    return [actor.joins(TRAJECTORY), *steps[level]]


def whole_trajectory(
    actor: Actor, staff: Staff, *, but_for: tuple[str, ...] = ()
) -> list[Act]:
    """Every step of the trajectory, but for those that are named."""
    acts: list[Act] = []
    for code in CORE:
        if code not in but_for:
            acts += actor.does_course(code)
        if code == "EL-04":
            acts.append(actor.attends(PRACTICE, trainer=staff.trainer))
    for code in _electives(actor):
        acts += actor.does_course(code)
    acts.append(actor.attends(SESSION, trainer=staff.trainer))
    if ASSIGNMENT not in but_for:
        acts.append(actor.attends(ASSIGNMENT, trainer=staff.trainer))
    return acts


def of_anyone(actor: Actor, level: str, staff: Staff) -> list[Act]:
    """Others follow what is recommended for their role, or what was asked of them."""
    codes = _courses_for(actor)
    enter = _way_in(actor, staff)
    match level:
        case "none":
            return []
        case "registered":
            return [*enter(codes[0])]
        case "started":
            return [*enter(codes[0]), actor.does_lesson(codes[0], 0)]
        case "halfway":
            acts = [*enter(codes[0]), *actor.does_course(codes[0], first=1)]
            if actor.dice.random() < 0.4:
                acts.append(actor.plays(DILEMMA))
            return acts
        case "done-one":
            acts = [*enter(codes[0]), *actor.does_course(codes[0])]
            return [*acts, *_dilemma_of_choice(actor)]
    acts = []
    for code in codes[:3]:
        acts += [*enter(code), *actor.does_course(code)]
    return [*acts, *_dilemma_of_choice(actor), actor.opens_lesson(codes[3], 0)]


def of_team_member(actor: Actor, level: str, staff: Staff) -> list[Act]:
    """The team of the leidinggevende: all of them were asked to do the course on gifts."""
    due = staff.today + timedelta(days=21)
    asked = (
        [actor.is_asked(GIFTS, by=staff.hr, due_on=due)] if staff.hr is not None else []
    )
    match level:
        case "none" | "registered":
            return asked
        case "started":
            return [*asked, actor.does_lesson(GIFTS, 0)]
        case "halfway":
            return [*asked, *actor.does_course(GIFTS, first=3)]
        case "done-one":
            return [*asked, *actor.does_course(GIFTS)]
    return [*asked, *actor.does_course(GIFTS), *actor.does_course("EL-09")]


def _way_in(actor: Actor, staff: Staff) -> Callable[[str], list[Act]]:
    """Asked by HR, chosen and shared, or chosen and kept to oneself."""

    def enter(code: str) -> list[Act]:
        throw = actor.dice.random()
        if throw < 0.5 and staff.hr is not None and staff.hr != actor.person:
            days = actor.dice.randint(-20, 60)
            due = staff.today + timedelta(days=days)
            return [actor.is_asked(code, by=staff.hr, due_on=due)]
        if throw < 0.75:
            return [actor.joins(code), actor.shares(code)]
        return [actor.joins(code)]

    return enter


def _dilemma_of_choice(actor: Actor) -> list[Act]:
    if actor.dice.random() < 0.5:
        return []
    acts = [actor.plays(DILEMMA)]
    if actor.dice.random() < 0.4:
        acts.append(actor.shares(MODULE_OF_DILEMMAS))
    return acts


def _courses_for(actor: Actor) -> list[str]:
    """Four courses: short ones recommended for the role, then what is for everyone."""
    role = actor.mandate.role.slug if actor.mandate else ""
    recommended = [
        code
        for code in actor.offer.recommended.get(role, [])
        if len(actor.offer.lessons[code]) <= SHORT
    ]
    rest = ["EL-09", GIFTS, "EL-11", "EL-02", "EL-10"]
    actor.dice.shuffle(recommended)
    actor.dice.shuffle(rest)
    return list(dict.fromkeys([*recommended[:2], *rest]))[:4]


def _electives(actor: Actor) -> list[str]:
    return sorted(actor.dice.sample(ELECTIVES, 2))
