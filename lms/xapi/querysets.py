"""How the rest of the code asks about statements."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn, Self
from uuid import UUID

from django.db import models
from django.db.models import Count, Q, Subquery
from django.db.models.functions import Coalesce

from .enums import Store
from .exceptions import AppendOnlyViolation

if TYPE_CHECKING:
    from .models import (
        DeadLetter,  # noqa: F401 (ruff misses the subscripts)
        ForwardingTarget,  # noqa: F401
        StoredStatement,  # noqa: F401
    )


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


class ForwardingTargetQuerySet(models.QuerySet["ForwardingTarget"]):
    """Outside LRSs, by what delivering and the administrator ask."""

    def due(self, now: datetime) -> Self:
        """Turned on, not waiting after a failure, and nobody is delivering to it."""
        return self.filter(
            Q(next_try_at=None) | Q(next_try_at__lte=now),
            Q(leased_until=None) | Q(leased_until__lt=now),
            active=True,
        )

    def with_standing(self, waiting: StatementQuerySet) -> Self:
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
