"""What a law asks of who holds a role, and is met elsewhere: attests count, hours here do not.

The one that there is: domain.md, D12 (vertrouwenspersoon; Codex welzijn op het werk,
art. I.3-58). Requirements and institutions are data, with the days on which they hold.
"""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.common.private import private_files
from lms.learning.assigning.querysets import (
    AttestQuerySet,
    ExternalRequirementQuerySet,
    ListedInstitutionQuerySet,
)
from lms.learning.enums import AttestKind, RequestState
from lms.organisation.models import Dated, IntegrityRole


class ExternalRequirement(Dated):
    """So many hours of training within so many months of a mandate, and yearly supervision.

    ``conflicting_role``: who holds it too is shown to HR as to be looked at.
    """

    name = models.CharField(_("name"), max_length=120, unique=True)
    role = models.ForeignKey(
        IntegrityRole,
        verbose_name=_("role"),
        on_delete=models.PROTECT,
        related_name="external_requirements",
    )
    hours = models.PositiveSmallIntegerField(_("hours of training"))
    within_months = models.PositiveSmallIntegerField(
        _("within so many months of the start of the mandate")
    )
    yearly_supervision = models.BooleanField(_("yearly supervision"), default=False)
    conflicting_role = models.ForeignKey(
        IntegrityRole,
        verbose_name=_("role that does not go together with it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    source = models.CharField(_("where it stands"), max_length=300, blank=True)

    objects = ExternalRequirementQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("requirement met elsewhere")
        verbose_name_plural = _("requirements met elsewhere")

    def __str__(self) -> str:
        return self.name


class ListedInstitution(Dated):
    """An institution whose training counts, from when to when it is on the list."""

    requirement = models.ForeignKey(
        ExternalRequirement,
        verbose_name=_("requirement"),
        on_delete=models.PROTECT,
        related_name="institutions",
    )
    name = models.CharField(_("name"), max_length=200)
    source = models.CharField(_("where it stands"), max_length=300, blank=True)

    objects = ListedInstitutionQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("listed institution")
        verbose_name_plural = _("listed institutions")
        constraints = [
            models.UniqueConstraint(
                fields=["requirement", "name", "valid_from"],
                name="learning_institution_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


def place_of(attest: Attest, file_name: str) -> str:  # noqa: ARG001
    """Under a key of its own: its name is the person's, and says nothing of the place."""
    return f"attests/{attest.key}"


class Attest(models.Model):
    """What somebody brings: by themselves, checked by HR, who says yes or no once.

    A supervision has no institution and no hours. An erasure empties words and file.
    """

    key = models.UUIDField(_("key"), default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="attests",
    )
    requirement = models.ForeignKey(
        ExternalRequirement,
        verbose_name=_("requirement"),
        on_delete=models.PROTECT,
        related_name="attests",
    )
    kind = models.CharField(_("kind"), max_length=20, choices=AttestKind.choices)
    institution = models.ForeignKey(
        ListedInstitution,
        verbose_name=_("institution"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=2, default=0)
    held_on = models.DateField(_("date of the attest"))
    file = models.FileField(
        _("file"),
        upload_to=place_of,
        storage=private_files,
        max_length=100,
        blank=True,
    )
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    file_type = models.CharField(_("type of the file"), max_length=100, blank=True)
    brought_at = models.DateTimeField(_("brought at"))
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=RequestState.choices,
        default=RequestState.WAITING,
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    objects = AttestQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("attest")
        verbose_name_plural = _("attests")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind=AttestKind.TRAINING, institution__isnull=False, hours__gt=0
                )
                | Q(kind=AttestKind.SUPERVISION, institution=None, hours=0),
                name="learning_attest_is_what_its_kind_says",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.WAITING, checked_at=None)
                | (~Q(state=RequestState.WAITING) & Q(checked_at__isnull=False)),
                name="learning_attest_checked_or_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.requirement}, {self.held_on}"
