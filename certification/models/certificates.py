"""The certificate: a record frozen when it is issued.

What proves itself for ever (number, trajectory, dates, hash) stands in ``Certificate``,
which the database refuses to change. What an erasure takes away (name, wording, salt)
stands in ``CertificatePersonalia``; the hash commits to it, so that nobody can change
it unseen. Bytes are rendered once and stand in ``CertificateDocument``.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certification.enums import CertificateKind, EventKind, Standing
from certification.querysets import CertificateQuerySet
from lms.common import clock

from .awards import Award
from .sealing import SealingCertificate


class SerialNumber(models.Model):
    """The last serial number of a year; whoever takes the next one holds this row."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("serial number")
        verbose_name_plural = _("serial numbers")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Certificate(models.Model):
    """What was issued, to be checked for ever. Only ``in_force`` ever changes."""

    award = models.ForeignKey(
        Award,
        verbose_name=_("award"),
        on_delete=models.PROTECT,
        related_name="certificates",
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=CertificateKind.choices,
        default=CertificateKind.CERTIFICATE,
    )
    number = models.CharField(_("number"), max_length=20, unique=True)
    code = models.CharField(_("code"), max_length=19, unique=True)
    issued_at = models.DateTimeField(_("issued at"))
    completed_on = models.DateField(_("completed on"))
    # What somebody attended stays attended: a certificate of attendance has no end.
    valid_until = models.DateField(
        _("valid up to and including"), null=True, blank=True
    )
    trajectory_title = models.CharField(_("trajectory"), max_length=255)
    trajectory_code = models.CharField(
        _("code of the trajectory"), max_length=40, blank=True
    )
    issuer = models.CharField(_("issued by"), max_length=200)
    language = models.CharField(_("language"), max_length=12)
    template_revision = models.PositiveSmallIntegerField(_("revision of the template"))
    facts_sha256 = models.CharField(_("hash of salt and personal facts"), max_length=64)
    # Indexed by its constraint alone, which leaves out the many that replace nothing:
    # SQLite takes an index full of them for useless, and reads the whole table.
    supersedes = models.ForeignKey(
        "self",
        verbose_name=_("takes the place of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="successors",
    )
    in_force = models.BooleanField(_("in force"), default=True)

    objects: ClassVar[Any] = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        permissions = [
            ("revoke_certificate", _("Can revoke and reissue certificates")),
            ("issue_certificate", _("Can issue and download certificates in bulk")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["award"],
                condition=Q(in_force=True),
                name="certification_certificate_one_in_force_per_award",
            ),
            models.UniqueConstraint(
                fields=["supersedes"],
                condition=Q(supersedes__isnull=False),
                name="certification_certificate_superseded_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("completed_on")),
                name="certification_certificate_valid_after_completion",
            ),
            models.CheckConstraint(
                condition=Q(kind=CertificateKind.CERTIFICATE, valid_until__isnull=False)
                | Q(kind=CertificateKind.ATTENDANCE, valid_until__isnull=True),
                name="certification_certificate_only_attendance_has_no_end",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("certification:certificate", args=[self.code])

    @property
    def address(self) -> str:
        """The address that is printed on it, and stands in its QR code."""
        return settings.BASE_URL + self.get_absolute_url()

    @property
    def is_of_attendance(self) -> bool:
        """Whether it says that somebody was there, not that they completed a trajectory."""
        return self.kind == CertificateKind.ATTENDANCE

    @property
    def last_day(self) -> date:
        """The last day of what has an end. Raises ``ValueError`` for one of attendance."""
        if self.valid_until is None:
            raise ValueError(f"Certificate {self.number} has no end.")
        found: date = self.valid_until
        return found

    @property
    def facts(self) -> dict[str, Any] | None:
        """The personal facts as they were when it was issued; nothing once erased."""
        personalia = getattr(self, "personalia", None)
        return personalia.facts if personalia else None

    @property
    def name(self) -> str:
        """Whose certificate it is, as the hash commits to it; empty once erased."""
        return self.facts["name"] if self.facts else ""

    @property
    def successor(self) -> Certificate | None:
        """The certificate that took its place. Reads ``successors``: prefetch them."""
        found: Certificate | None = self.successors.first()
        return found

    @property
    def issued_on(self) -> date:
        """The day in Brussels from which on it is there."""
        return clock.local_date(self.issued_at)

    def end_on(self, day: date) -> CertificateEvent | None:
        """What ended it on or before a day, if anything did. Reads ``events``.

        That it expired is a matter of the date on it: the event of ``tick`` says when
        that was noticed, and decides nothing.
        """
        ended: list[CertificateEvent] = [
            event
            for event in self.events.all()
            if event.kind in (EventKind.REVOKED, EventKind.SUPERSEDED)
            and event.on <= day
        ]
        return ended[-1] if ended else None

    def standing_on(self, day: date) -> Standing:
        """How it stands on a day in Brussels. Reads ``events``: prefetch them."""
        if day < self.issued_on:
            return Standing.UNKNOWN
        if ended := self.end_on(day):
            return Standing(ended.kind)
        is_valid = self.valid_until is None or day <= self.valid_until
        return Standing.VALID if is_valid else Standing.EXPIRED


class CertificatePersonalia(models.Model):
    """The personal side of a certificate: an erasure deletes this row, and only this.

    ``facts``: name, given_name, family_name, entity, role, wording, and requirements
    as groups with title and steps (title, form, completed_on); of attendance also
    ``attendance`` (days, minutes, trainers, provider). ``name`` beside them is
    for searching alone: what is shown and printed comes from the facts. ``pattern`` is
    the text of the author before it was filled in, for what takes its place one day.
    """

    certificate = models.OneToOneField(
        Certificate,
        verbose_name=_("certificate"),
        on_delete=models.PROTECT,
        related_name="personalia",
    )
    name = models.CharField(_("name"), max_length=201, blank=True)
    salt = models.CharField(_("salt"), max_length=64)
    facts = models.JSONField(_("facts"))
    pattern = models.TextField(_("text before it was filled in"), blank=True)

    class Meta:
        verbose_name = _("personal facts of a certificate")
        verbose_name_plural = _("personal facts of certificates")

    def __str__(self) -> str:
        return self.name


class CertificateEvent(models.Model):
    """Something that happened to a certificate. Append-only."""

    certificate = models.ForeignKey(
        Certificate,
        verbose_name=_("certificate"),
        on_delete=models.PROTECT,
        related_name="events",
    )
    kind = models.CharField(_("event"), max_length=20, choices=EventKind.choices)
    recorded_at = models.DateTimeField(_("recorded at"))
    on = models.DateField(_("from this day on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("event of a certificate")
        verbose_name_plural = _("events of certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "kind"],
                name="certification_event_each_kind_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.get_kind_display()}"


class CertificateDocument(models.Model):
    """The PDF of a certificate, rendered and sealed once.

    Its hash and its key stay when its bytes are erased. What was rendered before there
    were seals has no key.
    """

    certificate = models.OneToOneField(
        Certificate,
        verbose_name=_("certificate"),
        on_delete=models.PROTECT,
        related_name="document",
    )
    content = models.BinaryField(_("content"), null=True)
    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64, db_index=True)
    sealed_with = models.ForeignKey(
        SealingCertificate,
        verbose_name=_("sealed with"),
        on_delete=models.PROTECT,
        null=True,
        related_name="documents",
    )
    template_revision = models.PositiveSmallIntegerField(_("revision of the template"))
    rendered_at = models.DateTimeField(_("rendered at"))

    class Meta:
        verbose_name = _("document of a certificate")
        verbose_name_plural = _("documents of certificates")

    def __str__(self) -> str:
        return str(self.certificate)
