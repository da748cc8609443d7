"""How the rest asks about what was watched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from courses.models import Watched  # noqa: F401


class WatchedQuerySet(models.QuerySet["Watched"]):
    """What was seen; only ever asked for by the participation of who saw it."""

    def in_lesson(self, participation_id: int) -> Self:
        return self.filter(participation_id=participation_id)
