"""How far people are with what a law asks of their role, read for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from lms.accounts.models import User
from lms.common import clock
from lms.learning.enums import AttestKind, RequestState
from lms.learning.models import Attest, ExternalRequirement
from lms.organisation.models import Mandate

from .querysets import AttestQuerySet
from .scope import Reach
from .terms import months_after

YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one person stands with one requirement, on a day.

    ``hours`` are those of accepted attests; what waits for a check counts not yet.
    """

    requirement: ExternalRequirement
    mandate: Mandate
    began: date
    hours: Decimal
    waiting: int
    supervised_on: date | None
    combines: bool
    day: date

    @property
    def person(self) -> User:
        return self.mandate.person

    @property
    def due_on(self) -> date:
        """The last day for the training: so many months from the start of the mandate."""
        return months_after(self.began, self.requirement.within_months)

    @property
    def is_trained(self) -> bool:
        return self.hours >= self.requirement.hours

    @property
    def hours_left(self) -> Decimal:
        return max(self.requirement.hours - self.hours, Decimal(0))

    @property
    def percentage(self) -> int:
        return min(int(self.hours * 100 / max(self.requirement.hours, 1)), 100)

    @property
    def is_late(self) -> bool:
        return not self.is_trained and self.due_on < self.day

    @property
    def supervision_due_on(self) -> date | None:
        """A year after the last one, or after the start of the mandate."""
        if not self.requirement.yearly_supervision:
            return None
        return months_after(self.supervised_on or self.began, YEAR)

    @property
    def supervision_is_late(self) -> bool:
        due = self.supervision_due_on
        return due is not None and due < self.day

    @property
    def needs_looking_at(self) -> bool:
        """For HR: too late, something to check, or two roles that do not go together."""
        return bool(
            self.is_late or self.supervision_is_late or self.combines or self.waiting
        )


def own_standings(person: User) -> list[Standing]:
    """Of one person, for each requirement of a role that they hold today."""
    day = clock.today()
    held = Mandate.objects.of(person).current(day)
    found = ExternalRequirement.objects.in_force(day)
    return [
        standing
        for requirement in found.filter(role__in=held.values("role"))
        for standing in standings_of(requirement, [person.pk], day)
    ]


def holders(requirement: ExternalRequirement, reach: Reach) -> QuerySet[Mandate]:
    """Mandates of today in the role of a requirement, as far as somebody sees names."""
    held = Mandate.objects.current().filter(
        role=requirement.role_id, person__erased_at=None, person__is_active=True
    )
    within = held.filter(entity__in=sorted(reach.scope.entities))
    return reach.names(within).order_by(
        "person__last_name", "person__first_name", "person", "valid_from", "pk"
    )


def standings_of(
    requirement: ExternalRequirement, people: Collection[int], day: date
) -> list[Standing]:
    """Of these people (ids), who hold the role on a day; in their order. Three queries."""
    held = Mandate.objects.filter(person__in=people, role=requirement.role_id)
    mandates: dict[int, list[Mandate]] = defaultdict(list)
    for mandate in held.select_related("person", "entity").order_by("valid_from", "pk"):
        mandates[mandate.person_id].append(mandate)
    attests: dict[int, list[Attest]] = defaultdict(list)
    for attest in Attest.objects.filter(requirement=requirement, person__in=people):
        attests[attest.person_id].append(attest)
    combining = _who_combine(requirement, people, day)
    found = []
    for pk in dict.fromkeys(people):
        if current := [each for each in mandates[pk] if _holds_on(each, day)]:
            standing = Standing(
                requirement=requirement,
                mandate=current[0],
                began=began_on(mandates[pk], day),
                hours=_hours(attests[pk]),
                waiting=sum(_waits(each) for each in attests[pk]),
                supervised_on=_supervised_on(attests[pk]),
                combines=pk in combining,
                day=day,
            )
            found.append(standing)
    return found


def began_on(mandates: Iterable[Mandate], day: date) -> date:
    """Since when somebody holds a role without a break: a merger starts no new term."""
    known = sorted(mandates, key=lambda each: each.valid_from)
    began = min(each.valid_from for each in known if _holds_on(each, day))
    for each in reversed(known):
        ends = each.valid_to or day
        if each.valid_from < began and ends + timedelta(days=1) >= began:
            began = each.valid_from
    return began


def _who_combine(
    requirement: ExternalRequirement, people: Collection[int], day: date
) -> set[int]:
    if requirement.conflicting_role_id is None:
        return set()
    both = Mandate.objects.current(day).filter(
        role=requirement.conflicting_role_id, person__in=people
    )
    return set(both.values_list("person", flat=True))


def _holds_on(mandate: Mandate, day: date) -> bool:
    return mandate.valid_from <= day <= (mandate.valid_to or day)


def _hours(attests: Iterable[Attest]) -> Decimal:
    counted = (each.hours for each in attests if each.state == RequestState.GRANTED)
    return sum(counted, Decimal(0))


def _waits(attest: Attest) -> bool:
    return attest.state == RequestState.WAITING


def _supervised_on(attests: Iterable[Attest]) -> date | None:
    return max(
        (
            each.held_on
            for each in attests
            if each.kind == AttestKind.SUPERVISION
            and each.state == RequestState.GRANTED
        ),
        default=None,
    )


def attests_before(reach: Reach, *, apart_from: User) -> AttestQuerySet:
    """The attests that somebody may see and check: of who holds the role in their scope."""
    held = Mandate.objects.current().filter(
        entity__in=sorted(reach.own.entities), person__erased_at=None
    )
    found = Attest.objects.filter(person__erased_at=None).exclude(person=apart_from)
    if reach.names_everywhere:
        return found
    pairs = held.values("person")
    return found.filter(person__in=pairs)
