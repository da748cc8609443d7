"""What authors say to one another about a scene. It is in no revision and in no version."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SceneRemark(models.Model):
    """A remark on a scene, there until somebody settles it."""

    page = models.ForeignKey(
        "dilemmas.ScenarioPage", on_delete=models.CASCADE, related_name="remarks"
    )
    scene = models.UUIDField(_("scene"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="remarks_on_scenes",
    )
    text = models.TextField(_("remark"), max_length=1000)
    made_at = models.DateTimeField(_("made at"))
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("remark on a scene")
        verbose_name_plural = _("remarks on scenes")
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["page", "scene"],
                condition=Q(settled_at=None),
                name="dilemmas_remark_open",
            ),
        ]

    def __str__(self) -> str:
        return self.text
