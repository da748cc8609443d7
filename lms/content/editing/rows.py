"""What has a review date, as lines of a list: as many queries for any number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from lms.common import clock

from .finding import edit_address, kind_of, name_of, state_of
from .upkeep import address_of

if TYPE_CHECKING:
    from lms.content.models import Upkeep


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A page, or another object, with when it is looked over."""

    title: str
    kind: str
    state: str
    owner: str
    laws: str
    review_by: date | None
    reviewed_at: datetime | None
    note: str
    edit: str
    upkeep: str

    @property
    def is_due(self) -> bool:
        return self.review_by is not None and self.review_by <= clock.today()


def rows_of(user: Any, upkeeps: Any) -> list[Row]:
    """The lines for a queryset of ``Upkeep``; what was deleted since is left out."""
    found = list(
        upkeeps.select_related("owner").prefetch_related("laws__law")
        if hasattr(upkeeps, "select_related")
        else upkeeps
    )
    things = _things(found)
    return [
        _row(user, upkeep, things[upkeep.content_type_id, upkeep.object_id])
        for upkeep in found
        if (upkeep.content_type_id, upkeep.object_id) in things
    ]


def _things(upkeeps: Iterable[Upkeep]) -> dict[tuple[int, int], Any]:
    """What the lines are about: one query for pages, and one for each other type."""
    wanted: dict[int, list[int]] = {}
    for upkeep in upkeeps:
        wanted.setdefault(upkeep.content_type_id, []).append(upkeep.object_id)
    things: dict[tuple[int, int], Any] = {}
    for kind, pks in wanted.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None:
            continue
        found = (
            Page.objects.filter(pk__in=pks)
            .prefetch_workflow_states()
            .annotate_approved_schedule()
            if issubclass(model, Page)
            else model._default_manager.filter(pk__in=pks)  # noqa: SLF001 (a name for every model's own)
        )
        things |= {(kind, thing.pk): thing for thing in found}
    return things


def _row(user: Any, upkeep: Upkeep, thing: Any) -> Row:
    owner = upkeep.owner
    return Row(
        title=name_of(thing),
        kind=kind_of(thing),
        state=state_of(thing),
        owner=str(owner.get_full_name() or owner) if owner else "",
        laws="; ".join(str(law) for law in upkeep.laws.all()),
        review_by=upkeep.review_by,
        reviewed_at=upkeep.reviewed_at,
        note=upkeep.note,
        edit=edit_address(user, thing),
        upkeep=address_of(thing),
    )
