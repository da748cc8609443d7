"""How the rest of the code asks about statements."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef

from .enums import Kind, Store
from .exceptions import AppendOnlyViolation

if TYPE_CHECKING:
    from .models import (  # noqa: F401 (ruff misses the subscript)
        Agent,
        Credential,
        IndexRow,
        StoredStatement,
    )


class IndexRowQuerySet(models.QuerySet["IndexRow"]):
    """The index, by what the Statement resource and the administrator filter on."""

    def of(self, store: Store | str, kind: Kind, key: UUID) -> Self:
        """What finds the statements of ``store`` by one agent, activity or verb."""
        return self.filter(store=store, kind=kind, key=key)

    def also(self, kind: Kind, key: UUID) -> Self:
        """Those of which the same source says this too."""
        same = self.model._default_manager.filter(  # noqa: SLF001
            store=OuterRef("store"),
            kind=kind,
            key=key,
            seq=OuterRef("seq"),
            source=OuterRef("source"),
        )
        return self.filter(Exists(same))


class StatementQuerySet(models.QuerySet["StoredStatement"]):
    """Statements, by what the Statement resource and the administrator filter on."""

    def in_store(self, store: Store | str) -> Self:
        return self.filter(store=store)

    def standing(self) -> Self:
        """Those that no other statement voided."""
        return self.filter(voided=False)

    def at(self, rows: IndexRowQuerySet) -> Self:
        """The statements that ``rows`` find."""
        return self.filter(seq__in=rows.values("seq"))

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


class CredentialQuerySet(models.QuerySet["Credential"]):
    """Credentials, by what they are for."""

    def standing(self) -> Self:
        """Those of systems and people, made by an administrator."""
        return self.filter(actor="")

    def lent(self) -> Self:
        """Those that browsers of learners have for a while."""
        return self.exclude(actor="")

    def expired(self, now: datetime) -> Self:
        """Those past their time; one without an end never is."""
        return self.filter(expires_at__lte=now)


class AgentQuerySet(models.QuerySet["Agent"]):
    """Agents, by what the Agents resource asks."""

    def names(self, store: Store | str, key: UUID) -> list[str]:
        """Every name that a store knows an agent by; one query."""
        found = self.filter(store=store, key=key).values_list("names", flat=True)
        return list(found.first() or [])
