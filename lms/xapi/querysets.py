"""How the rest of the code asks about statements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn, Self
from uuid import UUID

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from .enums import Kind, Store
from .exceptions import AppendOnlyViolation

if TYPE_CHECKING:
    from .models import (  # noqa: F401 (ruff misses the subscript)
        Agent,
        Credential,
        DeadLetter,
        ForwardingTarget,
        IndexRow,
        StoredStatement,
    )


class IndexRowQuerySet(models.QuerySet["IndexRow"]):
    """The index, by what the Statement resource and the administrator filter on."""

    def of(self, store: Store | str, kind: Kind, *keys: UUID) -> Self:
        """What finds the statements of ``store`` by one of these, each of this kind."""
        which = {"key": keys[0]} if len(keys) == 1 else {"key__in": keys}
        return self.filter(store=store, kind=kind, **which)

    def themselves(self) -> Self:
        """Without what statements are found by because of what they refer to."""
        return self.filter(source=F("seq"))

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

    def texts(self, *, at_once: int = 100) -> Iterator[list[str]]:
        """The statements of one store exactly as stored, first to last, some at a time.

        What is stored while this runs is left out. No more than ``at_once`` are in
        memory, and no cursor stays open between them.
        """
        last = self.order_by("-seq").values_list("seq", flat=True).first()
        after = 0
        while last is not None and after < last:
            rows = self.filter(seq__gt=after, seq__lte=last).order_by("seq")
            found = list(rows.values_list("seq", "payload")[:at_once])
            if not found:  # the last ones were removed meanwhile
                return
            yield [payload for _, payload in found]
            after = found[-1][0]

    def to_forward(self, after: int | models.F) -> Self:
        """What an outside LRS gets after this place, in order.

        Of the record store alone: the reflection store never leaves the product.
        """
        return self.in_store(Store.RECORD).filter(seq__gt=after).order_by("seq")

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

    def lasting(self) -> Self:
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


class ForwardingTargetQuerySet(models.QuerySet["ForwardingTarget"]):
    """Outside LRSs, by what delivering and the administrator ask."""

    def due(self, now: datetime) -> Self:
        """Turned on, not waiting after a failure, and nobody is delivering to it."""
        return self.filter(
            Q(next_try_at=None) | Q(next_try_at__lte=now),
            Q(leased_until=None) | Q(leased_until__lt=now),
            active=True,
        )

    def with_lag(self, waiting: StatementQuerySet) -> Self:
        """With ``lag``, ``oldest`` and ``refused``, in the same query.

        ``waiting`` is what waits for the target of the outer row.
        """
        counted = waiting.order_by().values("store").annotate(n=Count("*")).values("n")
        return self.annotate(
            lag=Coalesce(Subquery(counted), 0),
            oldest=Subquery(waiting.values("stored")[:1]),
            refused=Count("dead_letters", Q(dead_letters__delivered_at=None)),
        )


class DeadLetterQuerySet(models.QuerySet["DeadLetter"]):
    """Statements that an outside LRS did not take."""

    def open(self) -> Self:
        """Those that it still has not."""
        return self.filter(delivered_at=None)

    def asked(self) -> Self:
        """Those that somebody wants to see tried again, first to last."""
        return self.filter(retry_asked_at__isnull=False).order_by("statement__seq")
