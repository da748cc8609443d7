"""That somebody was moved to another version of what an activity demands."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .participations import Participation, Transition
from .requirements import RequirementTree


class VersionMove(models.Model):
    """Why, by whom, and from which version to which. Append-only.

    Beside the transition, which says the same to HR without the reason: that was written
    for who follows the person up. An erasure empties the reason.
    """

    transition = models.OneToOneField(
        Transition,
        verbose_name=_("transition"),
        on_delete=models.PROTECT,
        related_name="move",
    )
    participation = models.ForeignKey(
        Participation,
        verbose_name=_("participation"),
        on_delete=models.PROTECT,
        related_name="moves",
    )
    from_tree = models.ForeignKey(
        RequirementTree,
        verbose_name=_("from version"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    to_tree = models.ForeignKey(
        RequirementTree,
        verbose_name=_("to version"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("move to another version")
        verbose_name_plural = _("moves to another version")

    def __str__(self) -> str:
        return f"{self.participation}: {self.to_tree}"
