"""Mandates: given, ended, and given at sign-in."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import Q

from lms.accounts.models import User
from lms.common import clock
from lms.organisation.enums import RoleSlug
from lms.organisation.models import Entity, IntegrityRole, Mandate
from lms.organisation.signals import mandates_changed


@transaction.atomic
def give_mandate(
    person: User, *, entity: Entity, role: IntegrityRole, since: date
) -> Mandate:
    """Let a person act in a role at an entity from a day on; asking twice changes nothing."""
    mandate, created = Mandate.objects.get_or_create(
        person=person, entity=entity, role=role, valid_from=since
    )
    if created:
        announce_change([person.pk])
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, on: date) -> Mandate:
    """Let a mandate hold up to and including ``on``; what was done under it stays."""
    mandate.valid_to = on
    mandate.save(update_fields=["valid_to"])
    announce_change([mandate.person_id])
    return mandate


@transaction.atomic
def mandates_from_claims(person: User, orgcodes: Iterable[str]) -> list[Mandate]:
    """Let somebody act as employee at the entities that their sign-in names.

    By OVO code or code; what an entity has become where it ended. Nothing is given where
    they hold a mandate today, whatever its role, nothing ends what was given by hand or
    by an import, and a code that nobody knows is passed over. What was given.
    """
    today = clock.today()
    entities = _entities_of(orgcodes, today)
    held = Mandate.objects.of(person).current(today)
    there = set(held.values_list("entity_id", flat=True))
    return [
        give_mandate(person, entity=entity, role=_employee(), since=today)
        for entity in entities
        if entity.pk not in there
    ]


def _entities_of(codes: Iterable[str], today: date) -> list[Entity]:
    wanted = {code.strip() for code in codes if code.strip()}
    named = Entity.objects.filter(Q(ovo_code__in=wanted) | Q(code__in=wanted))
    found: dict[int, Entity] = {}
    for entity in named.order_by("pk"):
        seen = {entity.pk}
        now: Entity | None = entity
        while now is not None and now.valid_to is not None and now.valid_to < today:
            now = now.successor
            if now is not None and now.pk in seen:
                now = None
            elif now is not None:
                seen.add(now.pk)
        if now is not None and now.valid_from <= today:
            found[now.pk] = now
    return list(found.values())


def _employee() -> IntegrityRole:
    """The role of who has no other; made where nobody made it yet."""
    role, _created = IntegrityRole.objects.get_or_create(
        slug=RoleSlug.EMPLOYEE, defaults={"name": "Medewerker"}
    )
    return role


def announce_change(people: Iterable[int]) -> None:
    """Have those above hear, once it is committed, that these people's mandates changed."""
    changed = frozenset(people)
    if changed:
        transaction.on_commit(
            partial(mandates_changed.send_robust, sender=Mandate, people=changed)
        )
