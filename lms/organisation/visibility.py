"""Who may see whom: the scope of HR and of a manager, decided in one place."""

from __future__ import annotations

from dataclasses import dataclass

from lms.accounts.models import User

from .models import Entity, Mandate
from .querysets import MandateQuerySet


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose records somebody may see: those taken under these entities (ids).

    ``team_only`` narrows them to people who hold a mandate there today: what a manager
    sees. An empty scope sees nothing.
    """

    entities: frozenset[int]
    team_only: bool = False

    def __bool__(self) -> bool:
        return bool(self.entities)


NOTHING = Scope(frozenset())


def hr_scope(viewer: User) -> Scope:
    """What this person sees as HR-verantwoordelijke.

    The own entity, what lies under it and what it succeeded; nothing for anyone who
    holds no such mandate today.
    """
    return scope_under(_entities_of(Mandate.objects.of(viewer).held_as_hr()))


def scope_under(roots: list[int]) -> Scope:
    """These entities (ids), what lies under them and what they succeeded."""
    return Scope(frozenset(Entity.objects.scope_of(roots))) if roots else NOTHING


def team_scope(viewer: User) -> Scope:
    """What this person sees as leidinggevende: their team (design.md, data rules).

    Everybody with a mandate today in the entity that they lead, and not below it.
    """
    led = _entities_of(Mandate.objects.of(viewer).held_as_manager())
    return Scope(frozenset(led), team_only=True) if led else NOTHING


def acts_as_hr(viewer: User) -> bool:
    """Whether this person is HR-verantwoordelijke anywhere today."""
    return Mandate.objects.of(viewer).current().held_as_hr().exists()


def leads_a_team(viewer: User) -> bool:
    """Whether this person is leidinggevende anywhere today."""
    return Mandate.objects.of(viewer).current().held_as_manager().exists()


def _entities_of(held: MandateQuerySet) -> list[int]:
    return list(held.current().values_list("entity_id", flat=True))
