"""How the rest asks about answer sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from courses.models import SurveySheet  # noqa: F401


class SheetQuerySet(models.QuerySet["SurveySheet"]):
    """Answer sheets that wait."""

    def enough(self, least: int) -> list[tuple[int, int]]:
        """The courses and editions for which at least so many wait."""
        groups = self.order_by().values_list("course", "edition")
        return list(
            groups.annotate(waiting=models.Count("pk"))
            .filter(waiting__gte=least)
            .order_by("course", "edition")
            .values_list("course", "edition")
        )
