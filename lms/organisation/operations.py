"""Everything that changes entities and mandates."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from django.db import transaction

from lms.accounts.models import User

from .models import Entity, IntegrityRole, Mandate
from .signals import mandates_changed


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
def merge_entity(entity: Entity, *, into: Entity, on: date) -> Entity:
    """End an entity on a day and name its successor, which inherits the view of its records."""
    entity.valid_to = on
    entity.successor = into
    entity.save(update_fields=["valid_to", "successor"])
    announce_change(entity.mandates.values_list("person_id", flat=True))
    return entity


def announce_change(people: Iterable[int]) -> None:
    """Have those above hear, once it is committed, that these people's mandates changed."""
    changed = frozenset(people)
    if changed:
        transaction.on_commit(
            partial(mandates_changed.send_robust, sender=Mandate, people=changed)
        )
