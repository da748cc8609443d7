"""Imports from files: who, when, which file, and what came of it; here of people.

Working lists: the file goes soon after, and the lines of a report, which name people,
go once they are old. That there was an import stays.
"""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.common.private import private_files
from lms.organisation.enums import LineOutcome, RunState
from lms.organisation.querysets import FileRunQuerySet, ImportLineQuerySet


class FileRun(models.Model):
    """One import of a file. ``key`` comes with the form: sent twice, it is one import.

    ``by`` is nobody when it came by command. ``numbers`` counts lines by their outcome;
    ``notes`` are sentences about the whole; ``tries`` counts how often a task began, so
    that a file which kills it is not tried for ever.
    """

    key = models.UUIDField(_("key"), default=uuid4, unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(
        _("state"), max_length=20, choices=RunState.choices, default=RunState.RECEIVED
    )
    file_name = models.CharField(_("file"), max_length=100, blank=True)
    file = models.FileField(
        _("file"), upload_to="imports", storage=private_files, blank=True
    )
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    received_at = models.DateTimeField(_("received at"))
    touched_at = models.DateTimeField(_("last at work"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    numbers = models.JSONField(_("numbers"), default=dict, blank=True)
    notes = models.JSONField(_("notes"), default=list, blank=True)

    objects: ClassVar[Any] = FileRunQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-received_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name or str(self.key)

    @property
    def is_at_work(self) -> bool:
        """Whether a task has it, or will."""
        return self.state in (RunState.RECEIVED, RunState.ORDERED)


class ReportLine(models.Model):
    """One finding of a report: what is wrong on a line, or what was done there.

    Whoever inherits says of which ``run`` it is and which each ``outcome`` can be.
    """

    number = models.PositiveIntegerField(_("line"))
    who = models.CharField(_("person"), max_length=254, blank=True)
    column = models.CharField(_("column"), max_length=40, blank=True)
    given = models.CharField(_("what stood there"), max_length=254, blank=True)
    text = models.CharField(_("what and how"), max_length=1000)

    class Meta:
        abstract = True
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.number}: {self.text}"


class ImportRun(FileRun):
    """One import of people and mandates; for ``complete_for`` it names every mandate."""

    complete_for = models.ManyToManyField(
        "organisation.Entity",
        verbose_name=_("complete for"),
        blank=True,
        related_name="+",
    )

    class Meta(FileRun.Meta):
        verbose_name = _("import of people")
        verbose_name_plural = _("imports of people")
        permissions = [("import_people", _("Import people and mandates"))]


class ImportLine(ReportLine):
    """What is wrong on a line about a person, or what was done there."""

    run = models.ForeignKey(
        ImportRun,
        verbose_name=_("import of people"),
        on_delete=models.CASCADE,
        related_name="lines",
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=LineOutcome.choices)

    objects: ClassVar[Any] = ImportLineQuerySet.as_manager()

    class Meta(ReportLine.Meta):
        verbose_name = _("line of an import")
        verbose_name_plural = _("lines of imports")
        indexes = [
            models.Index(
                fields=["run", "outcome"], name="organisation_importline_list"
            ),
        ]
