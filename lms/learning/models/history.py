"""What was completed before the platform was there, or elsewhere, and stands on a list.

The runs and their lines are working lists: a file goes soon after, and the lines, which
name people, once they are old. The completions stay, and with them what was seen.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.learning.enums import HistoryOutcome
from lms.learning.querysets import HistoryLineQuerySet
from lms.organisation.models import FileRun, Mandate, ReportLine

from .activities import LearningActivity
from .completions import Completion


class HistoryRun(FileRun):
    """One import of historic completions, each with the name of who sent it."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(FileRun.Meta):
        verbose_name = _("import of completions")
        verbose_name_plural = _("imports of completions")
        permissions = [("import_completions", _("Import historic completions"))]


class HistoryLine(ReportLine):
    """What is wrong on a line, or the completion that it is, to be recorded or recorded.

    One that waits has a person, an activity, a day and what was seen; these go once it is
    recorded. ``mandate`` is none for who held no mandate.
    """

    run = models.ForeignKey(
        HistoryRun,
        verbose_name=_("import of completions"),
        on_delete=models.CASCADE,
        related_name="lines",
    )
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=HistoryOutcome.choices
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    activity = models.ForeignKey(
        LearningActivity,
        verbose_name=_("activity"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    mandate = models.ForeignKey(
        Mandate,
        verbose_name=_("mandate"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    proof = models.TextField(_("evidence"), max_length=1000, blank=True)

    objects: ClassVar[Any] = HistoryLineQuerySet.as_manager()

    class Meta(ReportLine.Meta):
        verbose_name = _("line of an import of completions")
        verbose_name_plural = _("lines of imports of completions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome=HistoryOutcome.WAITING)
                | Q(
                    person__isnull=False,
                    activity__isnull=False,
                    completed_on__isnull=False,
                ),
                name="learning_historyline_waiting_is_whole",
            ),
            models.UniqueConstraint(
                fields=["run", "number"],
                condition=Q(outcome=HistoryOutcome.WAITING),
                name="learning_historyline_each_waits_once",
            ),
        ]
        indexes = [
            models.Index(fields=["run", "outcome"], name="learning_historyline_list"),
        ]


class HistoricProof(models.Model):
    """What was seen of something that was completed before or elsewhere.

    Who recorded it, and of which day it is, stand in the completion. Only who may record
    completions reads this, and the person themselves; no statement, no export and no
    certificate holds it. Append-only; an erasure empties the words.
    """

    completion = models.OneToOneField(
        Completion,
        verbose_name=_("completion"),
        on_delete=models.PROTECT,
        related_name="historic_proof",
    )
    run = models.ForeignKey(
        HistoryRun,
        verbose_name=_("import of completions"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    proof = models.TextField(_("evidence"), max_length=1000, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("evidence of a historic completion")
        verbose_name_plural = _("evidence of historic completions")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.completion)
