"""What the organisation holds of a person: their capacities, past and present."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Greatest

from lms.common import clock
from lms.common.personal import Rows, holds

from .models import Mandate
from .operations import announce_change

if TYPE_CHECKING:
    from lms.accounts.models import User


def announce() -> None:
    """Tell the platform what is held."""
    holds("organisation: mandates", collect=_collect, erase=_end)


def _collect(person: User) -> Rows:
    own = Mandate.objects.of(person).with_names().order_by("valid_from", "pk")
    return [
        {
            "entity": each.entity.name,
            "entity_code": each.entity.code,
            "role": each.role.name,
            "valid_from": each.valid_from,
            "valid_to": each.valid_to,
        }
        for each in own
    ]


def _end(person: User) -> int:
    """Nobody holds a capacity: what runs ends today. That it was held is a fact."""
    today = clock.today()
    running = Mandate.objects.of(person).filter(
        Q(valid_to=None) | Q(valid_to__gt=today)
    )
    ended = running.update(valid_to=Greatest("valid_from", today))
    if ended:
        announce_change([person.pk])
    return ended
