"""How the rest asks about exports that were made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from .models import ExportAudit  # noqa: F401


class ExportAuditQuerySet(models.QuerySet["ExportAudit"]):
    """The audit of exports."""

    def with_ending(self) -> Self:
        """Load who exported and how it ended, in the same query."""
        return self.select_related("by", "its_ending")
