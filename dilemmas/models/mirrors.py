"""How others chose, as it is told: words without counts, of nobody, frozen."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dilemmas.querysets import MirrorQuerySet

from .versions import ScenarioVersion


class Mirror(models.Model):
    """An edition of "zo kozen anderen", of one scene. The database refuses to change it.

    ``bands`` holds the word for each choice (``dilemmas.insight``); it is empty when too
    few came by. No count of a choice is kept, and nothing leads to who was counted:
    nothing can come out that was never put in.
    """

    version = models.ForeignKey(
        ScenarioVersion,
        verbose_name=_("version"),
        on_delete=models.PROTECT,
        related_name="mirrors",
    )
    scene = models.UUIDField(_("scene"))
    edition = models.PositiveIntegerField(_("edition"))
    group = models.PositiveIntegerField(_("people drawn"))
    people = models.PositiveIntegerField(_("people counted"), default=0)
    bands = models.JSONField(_("what is told of each choice"), default=dict, blank=True)
    # So that ``tick`` sees in one query whether there is something to do.
    next_group = models.PositiveIntegerField(
        _("people that the next edition takes"), null=True
    )
    frozen_on = models.DateField(_("frozen on"))

    objects = MirrorQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("edition of how others chose")
        verbose_name_plural = _("editions of how others chose")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["version", "scene", "edition"],
                name="dilemmas_mirror_edition_once",
            ),
            models.CheckConstraint(
                condition=Q(edition__gte=1), name="dilemmas_mirror_edition_from_one"
            ),
            models.CheckConstraint(
                condition=Q(people=0) | Q(people__gte=5),
                name="dilemmas_mirror_of_five_or_nobody",
            ),
            models.CheckConstraint(
                condition=Q(group__gte=5) & Q(group__gte=F("people")),
                name="dilemmas_mirror_counts_within_its_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.scene} {self.edition}"
