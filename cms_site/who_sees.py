"""Who sees what of one's own learning, and why: the overview for the person themselves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from lms.accounts.models import User
from lms.learning.enums import ActivityKind
from lms.learning.models import Participation
from lms.organisation.enums import RoleSlug
from lms.organisation.models import Entity, Mandate


class Why(StrEnum):
    """For which reason others see something, or do not."""

    TRAJECTORY = "trajectory"
    IN_TRAJECTORY = "in-trajectory"
    ASKED = "asked"
    SHARED = "shared"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Seen:
    """Something in which the person takes part: who sees it, and whether that can change."""

    participation: Participation
    why: Why

    @property
    def is_seen(self) -> bool:
        """Whether HR sees it: under an entity, and for one of the reasons."""
        return self.why != Why.OWN and self.participation.mandate_id is not None

    @property
    def can_change(self) -> bool:
        """Whether the person shares it or takes that back; a single dilemma never."""
        activity = self.participation.activity
        alone = activity.kind == ActivityKind.DILEMMA and activity.has_own_part
        has_hr = self.participation.mandate_id is not None
        return self.why in {Why.OWN, Why.SHARED} and has_hr and not alone


@dataclass(frozen=True, slots=True)
class Watcher:
    """An entity under which the person learns, with who leads its people."""

    entity: Entity
    managers: list[str]


class WhoSees:
    """What others see of one person; a constant number of queries."""

    def __init__(self, person: User) -> None:
        self.person = person

    @cached_property
    def lines(self) -> list[Seen]:
        """What HR sees first, then what it does not."""
        own = Participation.objects.of(self.person).standing().reported()
        found = own.select_related("activity", "mandate").latest_first()
        lines = [Seen(participation, _why(participation)) for participation in found]
        return sorted(lines, key=lambda line: not line.is_seen)

    @cached_property
    def watchers(self) -> list[Watcher]:
        """HR of which entities, and the managers of today's."""
        under = {
            line.participation.mandate.entity_id
            for line in self.lines
            if line.participation.mandate
        }
        mine = Mandate.objects.of(self.person).current()
        current = set(mine.order_by().values_list("entity", flat=True))
        leading = (
            Mandate.objects.current()
            .held_as_manager()
            .filter(entity__in=current, person__erased_at=None)
            .exclude(person=self.person)
            .select_related("person")
            .order_by("person__last_name", "pk")
        )
        managers: dict[int, dict[str, None]] = defaultdict(dict)
        for mandate in leading:
            managers[mandate.entity_id][str(mandate.person)] = None
        entities = Entity.objects.filter(pk__in=under | current).order_by("name")
        return [Watcher(entity, list(managers[entity.pk])) for entity in entities]

    @cached_property
    def is_contact_person(self) -> bool:
        """Whether the coordinator sees them by name."""
        mine = Mandate.objects.of(self.person).current()
        return mine.filter(role__slug=RoleSlug.CONTACT_PERSON).exists()


def _why(participation: Participation) -> Why:
    if participation.activity.kind == ActivityKind.TRAJECTORY:
        return Why.TRAJECTORY
    if participation.in_trajectory:
        return Why.IN_TRAJECTORY
    if participation.assigned:
        return Why.ASKED
    return Why.SHARED if participation.shared else Why.OWN
