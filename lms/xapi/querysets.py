"""How the rest of the code asks about statements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn, Self
from uuid import UUID

from django.db import models

from .enums import Reach, Store
from .exceptions import AppendOnlyViolation

if TYPE_CHECKING:
    from .models import StoredStatement  # noqa: F401 (ruff misses the subscript)


class StatementQuerySet(models.QuerySet["StoredStatement"]):
    """Statements, by what the Statement resource and the administrator filter on."""

    def in_store(self, store: Store | str) -> Self:
        return self.filter(store=store)

    def standing(self) -> Self:
        """Those that no other statement voided."""
        return self.filter(voided=False)

    def with_verb(self, key: UUID) -> Self:
        return self.filter(verb_key=key)

    def with_activity(self, *keys: UUID) -> Self:
        """Those that have one of these activities as their object (part three, 2.1.3)."""
        return self.filter(activities__kind=Reach.DIRECT, activities__key__in=keys)

    def with_registration(self, registration: UUID) -> Self:
        return self.filter(registration=registration)

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
            yield [payload for _, payload in found]
            after = found[-1][0]

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
