"""That something was recorded as completed which was not."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .completions import Completion


class CompletionCorrection(models.Model):
    """That a completion was not so: who said it, when and why. At most one of each.

    The completion stays as it was recorded; from this moment on nothing counts it any
    more (``CompletionQuerySet.standing``). Append-only; an erasure empties the reason.
    """

    completion = models.OneToOneField(
        Completion,
        verbose_name=_("completion"),
        on_delete=models.PROTECT,
        related_name="correction",
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("correction of a completion")
        verbose_name_plural = _("corrections of completions")

    def __str__(self) -> str:
        return str(self.completion)
