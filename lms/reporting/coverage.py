"""Which entities have a certified contactpersoon, and what their people completed.

The coordinator sees contactpersonen by name with the standing of their trajectory, and of
everybody else numbers alone, from five people up (design.md, idea 4 and domain.md, D10).
An entity that merged counts with its successor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    When,
)
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _

from certification.models import Certificate
from lms.accounts.enums import PlatformGroup
from lms.accounts.models import User
from lms.common import clock
from lms.learning.enums import ActivityKind, Facet, Status
from lms.learning.models import LearningActivity, Participation, Term, Transition
from lms.organisation.enums import EntityType, RoleSlug
from lms.organisation.models import Entity, Mandate
from lms.organisation.querysets import valid_on

from .enums import Cover, TrajectoryState
from .exceptions import NotCoordinator
from .suppression import Cell, Column, shown_of


def is_coordinator(viewer: User) -> bool:
    """Whether somebody sees the coverage of all entities."""
    return viewer.groups.filter(name=PlatformGroup.COORDINATORS).exists()


def for_coordinator(viewer: User) -> None:
    """Raises ``NotCoordinator`` for anybody else."""
    if not is_coordinator(viewer):
        raise NotCoordinator(
            _("Only the coordinator of integrity sees the coverage of all entities.")
        )


@dataclass(frozen=True, slots=True)
class ContactPerson:
    """A contactpersoon integriteit, and how far they are with their trajectory."""

    person: User
    state: TrajectoryState
    until: date | None = None
    progress: int = 0


@dataclass(frozen=True, slots=True)
class Covered:
    """An entity with its contactpersonen."""

    entity: Entity
    contacts: list[ContactPerson]

    @property
    def cover(self) -> Cover:
        """By a certified one, by one who is not (yet), or by nobody."""
        if any(one.state == TrajectoryState.CERTIFIED for one in self.contacts):
            return Cover.CERTIFIED
        return Cover.NOT_CERTIFIED if self.contacts else Cover.NOBODY


def covered_entities(day: date) -> list[Covered]:
    """Every entity of today with its contactpersonen, in five queries.

    A service is covered by the entity in which it lies, and is no line of its own.
    """
    homes = _homes()
    held = (
        Mandate.objects.current(day)
        .filter(role__slug=RoleSlug.CONTACT_PERSON, person__erased_at=None)
        .select_related("person")
        .order_by("person__last_name", "person__first_name", "pk")
    )
    contacts: dict[int, dict[int, User]] = defaultdict(dict)
    for mandate in held:
        home = homes.get(mandate.entity_id, mandate.entity_id)
        contacts[home][mandate.person_id] = mandate.person
    people = {pk for found in contacts.values() for pk in found}
    states = _states_of(people, day)
    entities = (
        Entity.objects.filter(valid_on(day))
        .exclude(type=EntityType.SERVICE)
        .select_related("policy_domain")
        .order_by("policy_domain__name", "name")
    )
    return [
        Covered(
            entity,
            [
                states.get(pk) or ContactPerson(person, TrajectoryState.NOT_STARTED)
                for pk, person in contacts[entity.pk].items()
            ],
        )
        for entity in entities
    ]


def _states_of(people: set[int], day: date) -> dict[int, ContactPerson]:
    """How far each is: by a certificate that holds, else by the trajectory followed."""
    trajectories = LearningActivity.objects.filter(kind=ActivityKind.TRAJECTORY)
    meant = trajectories.filter(roles__slug=RoleSlug.CONTACT_PERSON)
    if meant.exists():
        trajectories = meant
    found: dict[int, ContactPerson] = {}
    followed = (
        Participation.objects.standing()
        .filter(learner__in=people, activity__in=trajectories)
        .select_related("learner")
        .order_by("closed_at", "pk")
    )
    for part in followed:
        state = TrajectoryState.UNDER_WAY
        if part.status == Status.COMPLETED:
            state = TrajectoryState.COMPLETED
        elif not part.is_open:
            continue
        found[part.learner_id] = ContactPerson(
            part.learner, state, progress=part.progress
        )
    earned = (
        Certificate.objects.of_trajectories()
        .in_force()
        .filter(award__person__in=people, award__trajectory__in=trajectories)
        .select_related("award__person")
        .order_by("valid_until")
    )
    for certificate in earned:
        person = certificate.award.person
        last = certificate.valid_until
        holds = last is not None and last >= day
        if person is not None:
            state = TrajectoryState.CERTIFIED if holds else TrajectoryState.EXPIRED
            found[person.pk] = ContactPerson(person, state, until=last)
    return found


@dataclass(frozen=True, slots=True)
class PillarLine:
    """An entity, how many people it has, and a number for each pillar or nothing."""

    entity: Entity
    people: int | None
    numbers: list[int | None]


@dataclass(frozen=True, slots=True)
class PillarTable:
    """What people of each entity completed, by pillar."""

    pillars: list[Term]
    lines: list[PillarLine]
    totals: list[int | None]


def pillar_table(day: date) -> PillarTable:
    """How many people of each entity completed something of each pillar.

    Only what HR could see too counts, of who works there today. One table over all
    entities, without filters: two tables of the same people could be subtracted.
    """
    homes = _homes()
    working: QuerySet[Any] = Mandate.objects.current(day).filter(person__erased_at=None)
    working = working.annotate(home=_home_of(homes))
    people = dict(
        working.order_by()
        .values_list("home")
        .annotate(number=Count("person", distinct=True))
    )
    seen: QuerySet[Any] = Transition.objects.as_of(clock.end_of(day))
    done = (
        seen.filter(
            visible_to_hr=True,
            status=Status.COMPLETED,
            entity__isnull=False,
            activity__terms__facet=Facet.PILLAR,
        )
        .annotate(home=_home_of(homes))
        .filter(
            Exists(working.filter(person=OuterRef("learner"), home=OuterRef("home")))
        )
        .order_by()
        .values_list("home", "activity__terms")
        .annotate(number=Count("learner", distinct=True))
    )
    did = {(home, pillar): number for home, pillar, number in done}
    pillars = list(Term.objects.filter(facet=Facet.PILLAR))
    entities = list(
        Entity.objects.filter(valid_on(day), pk__in=people).order_by("name")
    )
    columns: list[Column[int]] = [
        shown_of(
            {
                entity.pk: Cell(people[entity.pk], did.get((entity.pk, pillar.pk), 0))
                for entity in entities
            }
        )
        for pillar in pillars
    ]
    return PillarTable(
        pillars,
        [
            PillarLine(
                entity,
                people[entity.pk],
                [column.shown.get(entity.pk) for column in columns],
            )
            for entity in entities
        ],
        [column.total for column in columns],
    )


def _homes() -> dict[int, int]:
    """For what merged: the entity that succeeds it in the end."""
    succeeded = Entity.objects.filter(successor__isnull=False)
    after = {pk: new for pk, new in succeeded.values_list("pk", "successor") if new}
    found: dict[int, int] = {}
    for pk in after:
        last, seen = pk, {pk}
        while last in after and after[last] not in seen:
            last = after[last]
            seen.add(last)
        found[pk] = last
    return found


def _home_of(homes: dict[int, int]) -> Combinable:
    """The entity that counts for a row that has an entity."""
    moved: Iterable[When] = [
        When(Q(entity=old), then=new) for old, new in homes.items()
    ]
    if not homes:
        return F("entity")
    return Case(*moved, default=F("entity"), output_field=IntegerField())
