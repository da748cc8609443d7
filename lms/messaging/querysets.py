"""How the rest asks about what was told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from lms.common import clock

from .enums import Way
from .kinds import Kind

if TYPE_CHECKING:
    from lms.accounts.models import User

    from .models import Notification, Preference  # noqa: F401


class NotificationQuerySet(models.QuerySet["Notification"]):
    """What people were told."""

    def of(self, person: User) -> Self:
        return self.filter(person_id=person.pk)

    def shown(self) -> Self:
        """Without those of which only the key is left."""
        return self.exclude(title="")

    def unread(self) -> Self:
        """What its reader has not seen; what lost its words counts as read."""
        return self.filter(read_at=None)

    def due_by_mail(self, now: datetime | None = None) -> Self:
        """What waits for a mail that may leave now."""
        return self.filter(mail_due_at__lte=now or clock.now())


class PreferenceQuerySet(models.QuerySet["Preference"]):
    """What people chose; who chose nothing has the default of the kind."""

    def ways(
        self, people: Collection[int], kinds: Collection[Kind]
    ) -> dict[tuple[int, str], Way]:
        """How each of these people (ids) hears of each of these kinds (slugs); one query."""
        open_to_choice = {kind.slug for kind in kinds if not kind.fixed}
        chosen = self.filter(person_id__in=people, kind__in=open_to_choice)
        ways = {
            (person, kind.slug): Way.AT_ONCE if kind.fixed else kind.default
            for person in people
            for kind in kinds
        }
        for person, kind, way in chosen.values_list("person_id", "kind", "way"):
            ways[person, kind] = Way(way)
        return ways
