"""How the rest asks about certificates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from lms.accounts.models import User

    from .models import Certificate  # noqa: F401


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Certificates: of whom, for what, and how they stand."""

    def in_force(self) -> Self:
        """Neither revoked nor superseded; whether it expired is a matter of the day."""
        return self.filter(in_force=True)

    def of(self, person: User) -> Self:
        return self.filter(award__person_id=person.pk)

    def for_participations(self, participations: Iterable[int]) -> Self:
        """Those that these participations (by id) in a trajectory earned."""
        return self.filter(award__completion__participation__in=list(participations))

    def to_check(self) -> Self:
        """Load what a check shows, in two queries whatever the number."""
        return self.select_related("personalia").prefetch_related("events")
