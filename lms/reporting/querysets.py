"""How the rest asks about exports, saved reports and looks at records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from lms.accounts.models import User
    from lms.organisation.visibility import Scope

    from .models import ExportAudit, RecordLook, SavedReport  # noqa: F401


class ExportAuditQuerySet(models.QuerySet["ExportAudit"]):
    """The audit of exports."""

    def with_ending(self) -> Self:
        """Load who exported and how it ended, in the same query."""
        return self.select_related("by", "its_ending")


class SavedReportQuerySet(models.QuerySet["SavedReport"]):
    """Questions that were saved."""

    def of(self, owner: User) -> Self:
        return self.filter(owner_id=owner.pk)

    def visible_to(self, viewer: User, scope: Scope) -> Self:
        """One's own, and what was shared with HR of an entity in one's scope.

        Nothing for who is HR of nothing: an empty scope is the end of the role.
        """
        if not scope:
            return self.none()
        return self.filter(
            Q(owner_id=viewer.pk) | Q(shared_with__in=sorted(scope.entities))
        )

    def with_names(self) -> Self:
        """Load whose it is and with whom it is shared, in the same query."""
        return self.select_related("owner", "shared_with")


class RecordLookQuerySet(models.QuerySet["RecordLook"]):
    """Who looked at whose record."""

    def at_record_of(self, person: User) -> Self:
        return self.filter(person_id=person.pk)

    def with_names(self) -> Self:
        """Load who looked and at whom, in the same query."""
        return self.select_related("by", "person")
