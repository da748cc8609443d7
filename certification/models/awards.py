"""What a trajectory promises, and who earned it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certification.enums import AfterExpiry, Basis, Moment
from certification.pdf.layouts import Layout
from certification.querysets import AwardQuerySet
from lms.learning.models import Completion, LearningActivity


class CertificateTerms(models.Model):
    """The certificate that goes with a trajectory: how long it holds, what it says.

    Written when the page is published, and kept when the page goes: a certificate is
    issued by what was published, never by a draft. No terms, no certificate.
    """

    trajectory = models.OneToOneField(
        LearningActivity,
        verbose_name=_("trajectory"),
        on_delete=models.PROTECT,
        related_name="certificate_terms",
    )
    validity_months = models.PositiveSmallIntegerField(_("validity in months"))
    renewal_months = models.PositiveSmallIntegerField(_("renewal window in months"))
    layout = models.CharField(
        _("layout"),
        max_length=20,
        choices=Layout.choices,
        default=Layout.CERTIFICATE,
    )
    basis = models.CharField(
        _("a renewed certificate counts from"),
        max_length=20,
        choices=Basis.choices,
        default=Basis.EXPIRY,
    )
    after_expiry = models.CharField(
        _("after the last day"),
        max_length=20,
        choices=AfterExpiry.choices,
        default=AfterExpiry.WHOLE,
    )
    wording = models.TextField(_("text on the certificate"))

    class Meta:
        verbose_name = _("terms of a certificate")
        verbose_name_plural = _("terms of certificates")
        constraints = [
            models.CheckConstraint(
                condition=Q(validity_months__gte=1),
                name="certification_terms_hold_at_least_a_month",
            ),
        ]

    def __str__(self) -> str:
        return str(self.trajectory)


class Award(models.Model):
    """That a person earned what a trajectory promises, once per cycle.

    The person is absent after an erasure; the fact stays.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="awards",
    )
    trajectory = models.ForeignKey(
        LearningActivity,
        verbose_name=_("trajectory"),
        on_delete=models.PROTECT,
        related_name="awards",
    )
    cycle = models.PositiveSmallIntegerField(_("cycle"), default=1)
    completion = models.OneToOneField(
        Completion,
        verbose_name=_("completion"),
        on_delete=models.PROTECT,
        related_name="award",
    )
    awarded_at = models.DateTimeField(_("awarded at"))
    # Frozen when it was earned: other terms move no window that somebody counts on.
    renewable_from = models.DateField(_("can be renewed from"), null=True, blank=True)
    next_on = models.DateField(
        _("next thing due on"), null=True, blank=True, db_index=True, editable=False
    )

    objects: ClassVar[Any] = AwardQuerySet.as_manager()

    class Meta:
        ordering = ["-awarded_at", "-pk"]
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "trajectory", "cycle"],
                name="certification_award_once_per_person_trajectory_and_cycle",
            ),
            models.CheckConstraint(
                condition=Q(cycle__gte=1), name="certification_award_cycles_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or '-'}: {self.trajectory} ({self.cycle})"


class CycleEvent(models.Model):
    """Something that fell due in the life of a certificate, once. Append-only.

    It is written in one transaction with the mail that goes with it and with the
    participation that begins: whoever comes second finds the row.
    """

    award = models.ForeignKey(
        Award,
        verbose_name=_("award"),
        on_delete=models.PROTECT,
        related_name="cycle_events",
    )
    moment = models.CharField(_("event"), max_length=20, choices=Moment.choices)
    on = models.DateField(_("on"))
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("event in a cycle")
        verbose_name_plural = _("events in cycles")
        constraints = [
            models.UniqueConstraint(
                fields=["award", "moment"], name="certification_cycle_event_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.get_moment_display()}"
