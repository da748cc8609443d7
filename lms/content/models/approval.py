"""Pages whose activity is joined with the approval of a manager."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from .pages import ActivityPage

if TYPE_CHECKING:
    from lms.learning.operations import Card


class ApprovedPage(ActivityPage):
    """An activity of which its editor says whether a manager decides who takes part."""

    needs_approval = models.BooleanField(
        _("asks the approval of the manager"),
        default=False,
        help_text=_(
            "Who leads the entity of the learner approves first, or HR where there is "
            "nobody. Whoever is asked to do it needs no approval."
        ),
    )

    class Meta:
        abstract = True

    def card(self) -> Card:
        """The card, and whether it asks approval."""
        return replace(super().card(), needs_approval=self.needs_approval)
