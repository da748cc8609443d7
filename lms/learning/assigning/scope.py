"""Over whom somebody may make rules and decide requests."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from lms.accounts.models import User
from lms.learning.models import LearningRequest
from lms.organisation.enums import RoleSlug
from lms.organisation.models import Entity, Mandate
from lms.organisation.visibility import NOTHING, Scope, hr_scope, team_scope


@dataclass(frozen=True, slots=True)
class Reach:
    """The entities in which somebody may assign; ``everywhere``: in all of them.

    ``named`` is the part of it in which they see people by name.
    """

    scope: Scope
    everywhere: bool = False
    names_everywhere: bool = False
    own: Scope = NOTHING

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.scope)

    def holds(self, entity_id: int | None) -> bool:
        """Whether a rule of this entity is theirs; of none: of everywhere."""
        return self.everywhere or entity_id in self.scope.entities

    def names(self, mandates: QuerySet[Mandate]) -> QuerySet[Mandate]:
        """Those mandates whose people they may see by name.

        The coordinator sees contactpersonen by name, and of others numbers alone.
        """
        if self.names_everywhere:
            return mandates
        seen = Q(entity__in=sorted(self.own.entities))
        if self.everywhere:
            seen |= Q(role__slug=RoleSlug.CONTACT_PERSON)
        return mandates.filter(seen)


def reach_of(viewer: User) -> Reach:
    """HR in their own scope; administrators and the coordinator everywhere."""
    own = hr_scope(viewer)
    if not viewer.has_perm("learning.assign_everywhere"):
        return Reach(own, own=own)
    every = frozenset(Entity.objects.values_list("pk", flat=True))
    return Reach(
        Scope(every),
        everywhere=True,
        names_everywhere=viewer.has_perm("organisation.view_mandate"),
        own=own,
    )


def people_within(reach: Reach) -> QuerySet[User]:
    """Whom somebody may enrol: who holds a mandate today where they may assign."""
    people = User.objects.filter(erased_at=None, is_active=True)
    held = Mandate.objects.current().filter(entity__in=sorted(reach.scope.entities))
    return people.filter(pk__in=reach.names(held).values("person"))


def deciders_of(mandate: Mandate, *, apart_from: User) -> list[User]:
    """Who decides what somebody asks under a mandate.

    Every leidinggevende of the entity; where there is none, HR of it or of what it lies
    under. Nobody decides for themselves.
    """
    held = (
        Mandate.objects.current()
        .filter(person__erased_at=None, person__is_active=True)
        .exclude(person=apart_from)
    )
    managers = held.held_as_manager().filter(entity=mandate.entity_id)
    found = managers.select_related("person").order_by("person")
    people = {each.person_id: each.person for each in found}
    if not people:
        above = entities_above(mandate.entity_id)
        hr = held.held_as_hr().filter(entity__in=above).select_related("person")
        people = {each.person_id: each.person for each in hr.order_by("person")}
    return list(people.values())


def entities_above(entity_id: int) -> list[int]:
    """An entity, what it lies under, and what succeeded any of these. One query."""
    links = {
        pk: [up for up in (parent, successor) if up]
        for pk, parent, successor in Entity.objects.values_list(
            "pk", "parent_id", "successor_id"
        )
    }
    found: list[int] = []
    waiting = [entity_id]
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.append(pk)
            waiting.extend(links.get(pk, []))
    return found


def requests_before(viewer: User) -> QuerySet[LearningRequest]:
    """What this person may decide, or did: of their team, and of their entities as HR.

    Never what they asked themselves. HR decides too where there is a manager: who is ill
    keeps nobody waiting.
    """
    reach, led = reach_of(viewer), sorted(team_scope(viewer).entities)
    team = Mandate.objects.current().filter(entity__in=led)
    seen = Q(mandate__entity__in=sorted(reach.own.entities)) | Q(
        mandate__entity__in=led, learner__in=team.values("person")
    )
    if reach.names_everywhere:
        seen = Q()
    found = LearningRequest.objects.filter(seen, learner__erased_at=None)
    return found.exclude(learner=viewer)
