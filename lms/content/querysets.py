"""How the rest asks about laws, and about when content has to be looked over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from .models import LawVersion, Upkeep  # noqa: F401

LONG_AGO = date(1, 1, 1)


class LawVersionQuerySet(models.QuerySet["LawVersion"]):
    """Versions of laws."""

    def with_superseded(self, today: date) -> Self:
        """Say of each, as ``superseded``, whether it is no longer the law on ``today``.

        Its last day is past, or a younger version of the same law is in force.
        """
        younger = (
            self.model._default_manager.filter(  # noqa: SLF001 (a name for every model's own)
                law=OuterRef("law"), in_force_from__lte=today
            )
            .order_by()
            .filter(in_force_from__gt=Coalesce(OuterRef("in_force_from"), LONG_AGO))
        )
        gone = Q(in_force_until__lt=today) | Exists(younger)
        return self.annotate(
            superseded=ExpressionWrapper(gone, output_field=models.BooleanField())
        )

    def superseded(self, today: date) -> Self:
        """Those that are no longer the law on ``today``."""
        return self.with_superseded(today).filter(superseded=True)

    def with_law(self) -> Self:
        return self.select_related("law")


class UpkeepQuerySet(models.QuerySet["Upkeep"]):
    """When what has to be looked over, and by whom."""

    def of(self, thing: models.Model) -> Self:
        """The row of a page (whatever its type) or of another object."""
        return self.filter(**identity_of(thing))

    def dated(self) -> Self:
        return self.exclude(review_by=None)

    def due_by(self, day: date) -> Self:
        """To be looked over on ``day`` at the latest."""
        return self.filter(review_by__lte=day)

    def unreminded(self) -> Self:
        """Whose owner was not told of this date yet."""
        return self.exclude(reminded_for=F("review_by"))

    def latest_last(self) -> Self:
        return self.order_by(F("review_by").asc(nulls_last=True), "pk")


def identity_of(thing: models.Model) -> dict[str, Any]:
    """By what a row finds what it is about: the base type, so that a page is a page."""
    from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415
    from wagtail.models import Page  # noqa: PLC0415

    model = Page if isinstance(thing, Page) else type(thing)
    return {
        "content_type": ContentType.objects.get_for_model(model),
        "object_id": thing.pk,
    }
