"""The tree of policy domains and entities as it was on a day, and what became of whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from .models import EarlierStanding, Entity, Mandate, PolicyDomain
from .querysets import valid_on


@dataclass(slots=True)
class Branch:
    """An entity with its name of that day, what lies under it, and who acts in it.

    ``took_over``: what became part of it, with the last day of each. ``now``: what it is
    called today, where that is something else.
    """

    entity: Entity
    name: str
    roles: list[tuple[str, int]] = field(default_factory=list)
    below: list[Branch] = field(default_factory=list)
    took_over: list[tuple[str, date]] = field(default_factory=list)
    now: str = ""


@dataclass(slots=True)
class Domain:
    """A policy domain on that day."""

    name: str
    code: str
    branches: list[Branch] = field(default_factory=list)
    took_over: list[tuple[str, date]] = field(default_factory=list)


def tree_on(day: date) -> list[Domain]:
    """Domains with their entities, by name; six queries, however many there are.

    An entity whose parent had ended lies under what the parent became; where that leads
    nowhere, directly under its policy domain.
    """
    entities = {each.pk: each for each in Entity.objects.all()}
    earlier = {
        each.entity_id: each for each in EarlierStanding.objects.filter(valid_on(day))
    }
    domains = {each.pk: each for each in PolicyDomain.objects.all()}
    there = {pk for pk, each in entities.items() if _holds(each, day)}
    branches = {pk: _branch(entities[pk], earlier.get(pk)) for pk in there}
    for pk, roles in _roles_on(day).items():
        if pk in branches:
            branches[pk].roles = roles
    found = {
        pk: Domain(each.name, each.code)
        for pk, each in domains.items()
        if _holds(each, day)
    }
    for pk in sorted(there, key=lambda one: branches[one].name.casefold()):
        standing = earlier.get(pk, entities[pk])
        above = _above(standing.parent_id, pk, entities, there)
        if above is not None:
            branches[above].below.append(branches[pk])
            continue
        domain = domains[standing.policy_domain_id]
        found.setdefault(domain.pk, Domain(domain.name, domain.code)).branches.append(
            branches[pk]
        )
    _tell_what_ended(entities, branches, day)
    _tell_what_ended(domains, found, day)
    return sorted(found.values(), key=lambda each: each.name.casefold())


def _holds(each: Entity | PolicyDomain, day: date) -> bool:
    return each.valid_from <= day and (each.valid_to is None or each.valid_to >= day)


def _branch(entity: Entity, earlier: EarlierStanding | None) -> Branch:
    if earlier is None or earlier.name == entity.name:
        return Branch(entity, entity.name)
    return Branch(entity, earlier.name, now=entity.name)


def _above(
    parent: int | None, own: int, entities: dict[int, Entity], there: set[int]
) -> int | None:
    """Under which entity one lies: its parent, or what that became."""
    seen = {own}
    while parent is not None and parent not in there and parent not in seen:
        seen.add(parent)
        parent = entities[parent].successor_id
    return parent if parent in there and parent != own else None


def _roles_on(day: date) -> dict[int, list[tuple[str, int]]]:
    counted = (
        Mandate.objects.current(day)
        .filter(person__erased_at=None)
        .order_by("role__name")
        .values_list("entity_id", "role__name")
        .annotate(number=Count("person", distinct=True))
    )
    roles: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for entity_id, name, number in counted:
        roles[entity_id].append((name, number))
    return roles


def _tell_what_ended(
    known: dict[int, Entity] | dict[int, PolicyDomain],
    found: dict[int, Branch] | dict[int, Domain],
    day: date,
) -> None:
    for each in known.values():
        ended, successor = each.valid_to, each.successor_id
        if ended is None or ended >= day or successor is None:
            continue
        if successor in found:
            found[successor].took_over.append((each.name, ended))
