"""How others chose, as it is told: words without counts, of nobody, frozen."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dilemmas.querysets import MirrorQuerySet

from .versions import ScenarioVersion


class Mirror(models.Model):
    """An edition of "zo kozen anderen" of one version. The database refuses to change it.

    ``points`` holds, by scene, over how many people it tells and the band of each choice
    (``dilemmas.insight``). No count of a choice is kept, and nothing leads to who was
    counted: nothing can come out that was never put in.
    """

    version = models.ForeignKey(
        ScenarioVersion,
        verbose_name=_("version"),
        on_delete=models.PROTECT,
        related_name="mirrors",
    )
    edition = models.PositiveIntegerField(_("edition"))
    people = models.PositiveIntegerField(_("people counted"))
    points = models.JSONField(_("what is told, by scene"), default=dict)
    frozen_on = models.DateField(_("frozen on"))

    objects = MirrorQuerySet.as_manager()

    class Meta:
        ordering = ["version", "edition"]
        verbose_name = _("edition of how others chose")
        verbose_name_plural = _("editions of how others chose")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["version", "edition"], name="dilemmas_mirror_edition_once"
            ),
            models.CheckConstraint(
                condition=Q(people__gte=5), name="dilemmas_mirror_of_five_or_more"
            ),
            models.CheckConstraint(
                condition=Q(edition__gte=1), name="dilemmas_mirror_edition_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.edition}"
