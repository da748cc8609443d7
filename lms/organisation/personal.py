"""What the organisation holds of a person: capacities, and lines of imports that name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Greatest

from lms.common import clock
from lms.common.personal import Rows, holds

from .models import ImportLine, ImportRun, Mandate
from .operations import announce_change
from .operations.runs import drop_files

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lms.accounts.models import User


def announce() -> None:
    """Tell the platform what is held; that a mandate was held is a fact."""
    holds("organisation: mandates", collect=_mandates, erase=_end)
    holds("organisation: imports", collect=_collect, erase=_erase)


def _collect(person: User) -> Rows:
    fields = ("run__received_at", "number", "column", "given", "text")
    return [dict(row) for row in _about(person).values(*fields)]


def _erase(person: User) -> int:
    """The files in which they may stand go too: a run that waits has to be sent anew."""
    about = _about(person)
    drop_files(ImportRun.objects.exclude(file="").filter(lines__in=about).distinct())
    count, _by_model = about.delete()
    return count


def _about(person: User) -> QuerySet[ImportLine]:
    keys = [key for key in (person.vo_id, person.personnel_number) if key]
    named = Q(who__in=[*keys, person.email]) | Q(given__in=[*keys, person.email])
    if person.email:
        named |= Q(text__icontains=person.email)
    found: QuerySet[ImportLine] = ImportLine.objects.filter(named)
    return found


def _mandates(person: User) -> Rows:
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
    """Nobody holds a capacity: what runs ends today."""
    today = clock.today()
    running = Mandate.objects.of(person).filter(
        Q(valid_to=None) | Q(valid_to__gt=today)
    )
    ended = running.update(valid_to=Greatest("valid_from", today))
    if ended:
        announce_change([person.pk])
    return ended
