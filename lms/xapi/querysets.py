"""How the rest of the code asks about statements."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn, Self
from uuid import UUID

from django.db import models

from .enums import Store
from .exceptions import AppendOnlyViolation

if TYPE_CHECKING:
    from .models import Agent, StoredStatement  # noqa: F401


class StatementQuerySet(models.QuerySet["StoredStatement"]):
    """Statements, by what the Statement resource and the administrator filter on."""

    def in_store(self, store: Store | str) -> Self:
        return self.filter(store=store)

    def standing(self) -> Self:
        """Those that no other statement voided."""
        return self.filter(voided=False)

    def with_verb(self, key: UUID) -> Self:
        return self.filter(verb_key=key)

    def stored_between(self, since: datetime | None, until: datetime | None) -> Self:
        """Stored after ``since`` and at or before ``until``; ``None`` is no bound."""
        found = self
        if since is not None:
            found = found.filter(stored__gt=since)
        if until is not None:
            found = found.filter(stored__lte=until)
        return found

    def void(self) -> int:
        """Mark as voided: the one change that a stored statement knows."""
        return super().update(voided=True)

    def update(self, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        """Raises ``AppendOnlyViolation``: stored statements do not change."""
        msg = "Stored statements do not change."
        raise AppendOnlyViolation(msg)

    def delete(self) -> NoReturn:
        """Raises ``AppendOnlyViolation``: stored statements are not deleted."""
        msg = "Stored statements are not deleted."
        raise AppendOnlyViolation(msg)


class AgentQuerySet(models.QuerySet["Agent"]):
    """Agents, by what the Agents resource asks."""

    def names(self, store: Store | str, key: UUID) -> list[str]:
        """Every name that a store knows an agent by; one query."""
        found = self.filter(store=store, key=key).values_list("name", flat=True)
        return [name for name in found if name]
