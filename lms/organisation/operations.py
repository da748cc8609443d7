"""Everything that changes entities and mandates."""

from datetime import date

from django.db import transaction

from lms.accounts.models import User

from .models import Entity, IntegrityRole, Mandate


@transaction.atomic
def give_mandate(
    person: User, *, entity: Entity, role: IntegrityRole, since: date
) -> Mandate:
    """Let a person act in a role at an entity from a day on; asking twice changes nothing."""
    mandate, _created = Mandate.objects.get_or_create(
        person=person, entity=entity, role=role, valid_from=since
    )
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, on: date) -> Mandate:
    """Let a mandate hold up to and including ``on``; what was done under it stays."""
    mandate.valid_to = on
    mandate.save(update_fields=["valid_to"])
    return mandate


@transaction.atomic
def merge_entity(entity: Entity, *, into: Entity, on: date) -> Entity:
    """End an entity on a day and name its successor, which inherits the view of its records."""
    entity.valid_to = on
    entity.successor = into
    entity.save(update_fields=["valid_to", "successor"])
    return entity
