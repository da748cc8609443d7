"""What was learned before or elsewhere, and counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .completions import Completion


class Exemption(models.Model):
    """Why an activity counts for somebody who did not do it here, and the evidence.

    Who recorded it, and from which day it counts, stand in the completion. Only who may
    record completions reads this; no statement, no export and no certificate holds it.
    Append-only; an erasure empties the words and the file.
    """

    completion = models.OneToOneField(
        Completion,
        verbose_name=_("completion"),
        on_delete=models.PROTECT,
        related_name="exemption",
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    proof = models.TextField(_("evidence"), max_length=4000, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    file_type = models.CharField(_("type of the file"), max_length=100, blank=True)
    file_content = models.BinaryField(_("content of the file"), null=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")

    def __str__(self) -> str:
        return str(self.completion)
