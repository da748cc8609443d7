"""Entities merge, move and get other names; what they were stays known."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.common import clock
from lms.organisation.exceptions import Circle, WrongDay
from lms.organisation.models import EarlierStanding, Entity, PolicyDomain

from .mandates import announce_change


@transaction.atomic
def merge_entity(entity: Entity, *, into: Entity, on: date) -> Entity:
    """End an entity on a day and name its successor, which inherits the view of its records.

    Mandates at it stay as they are: an import ends and gives them. Raises ``Circle`` when
    the successor leads back to the entity, and ``WrongDay`` when the entity had not begun
    or has ended before, or the successor is not there on the day after.
    """
    entity = _hold(entity)
    refuse_circle(entity, into)
    if on < entity.valid_from:
        raise WrongDay(
            _("%(entity)s begins on %(day)s: it cannot end before.")
            % {"entity": entity.name, "day": _written(entity.valid_from)}
        )
    if entity.successor_id not in (None, into.pk):
        raise WrongDay(
            _("%(entity)s became part of %(other)s already.")
            % {"entity": entity.name, "other": entity.successor}
        )
    day_after = on + timedelta(days=1)
    ends_before = into.valid_to is not None and into.valid_to < day_after
    if into.valid_from > day_after or ends_before:
        raise WrongDay(
            _("%(entity)s is not there on %(day)s. Choose another day or successor.")
            % {"entity": into.name, "day": _written(day_after)}
        )
    entity.valid_to = on
    entity.successor = into
    entity.save(update_fields=["valid_to", "successor"])
    announce_change(entity.mandates.values_list("person_id", flat=True))
    return entity


@transaction.atomic
def rename_entity(entity: Entity, *, name: str, on: date) -> Entity:
    """Give an entity another name from a day on; it stays the same entity.

    Its people, mandates and records stay with it: a name is no successor (decision 28).
    Raises ``WrongDay`` when the day is still to come, or before its last change.
    """
    entity = _hold(entity)
    if name == entity.name:
        return entity
    _keep(entity, on)
    entity.name = name
    entity.save(update_fields=["name"])
    return entity


@transaction.atomic
def move_entity(
    entity: Entity, *, parent: Entity | None, policy_domain: PolicyDomain, on: date
) -> Entity:
    """Have an entity lie under another one, or in another policy domain, from a day on.

    Whoever is HR there sees all its records from then on, and whoever was HR above it no
    longer does. Raises ``Circle`` when the parent lies under the entity, and ``WrongDay``
    when the day is still to come, or before its last change.
    """
    entity = _hold(entity)
    parent_id = parent.pk if parent else None
    if (parent_id, policy_domain.pk) == (entity.parent_id, entity.policy_domain_id):
        return entity
    if parent is not None:
        refuse_circle(entity, parent)
    _keep(entity, on)
    entity.parent, entity.policy_domain = parent, policy_domain
    entity.save(update_fields=["parent", "policy_domain"])
    announce_change(_people_under(entity))
    return entity


def refuse_circle(entity: Entity, above: Entity) -> None:
    """Raises ``Circle`` when an entity that is to stand above another leads back to it."""
    if entity.pk == above.pk or entity.pk in Entity.objects.above(above.pk):
        raise Circle(
            _(
                "%(above)s lies under %(entity)s, or became part of it. That would be a "
                "circle: move it first."
            )
            % {"above": above.name, "entity": entity.name}
        )


def _keep(entity: Entity, on: date) -> None:
    """Write down what holds up to the day before; nothing when it begins that day."""
    if on > clock.today():
        raise WrongDay(_("This day is still to come: change it when it is there."))
    last = entity.earlier.aggregate(last=Max("valid_to"))["last"]
    begins = last + timedelta(days=1) if last else entity.valid_from
    if on < begins:
        raise WrongDay(
            _("%(entity)s changed on %(day)s last. Choose that day or a later one.")
            % {"entity": entity.name, "day": _written(begins)}
        )
    if on > begins:
        EarlierStanding.objects.create(
            entity=entity,
            name=entity.name,
            parent_id=entity.parent_id,
            policy_domain_id=entity.policy_domain_id,
            valid_from=begins,
            valid_to=on - timedelta(days=1),
        )


def _hold(entity: Entity) -> Entity:
    """One change of an entity at a time."""
    return Entity.objects.select_for_update(of=("self",), no_key=True).get(pk=entity.pk)


def _people_under(entity: Entity) -> list[int]:
    """Rules follow the tree: whoever is in it may have another one now."""
    below = Entity.objects.scope_of([entity.pk])
    holding = Entity.objects.filter(pk__in=below, mandates__isnull=False)
    return list(
        holding.order_by().values_list("mandates__person", flat=True).distinct()
    )


def _written(day: date) -> str:
    return date_format(day, "j F Y")
