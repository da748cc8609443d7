"""Who may ask the store over HTTP."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.xapi.enums import Scope, Store
from lms.xapi.querysets import CredentialQuerySet


class Credential(models.Model):
    """A key and the hash of its secret, for one store and some scopes.

    The secret is random and of 256 bits, so a plain SHA-256 keeps it: there is nothing
    to guess, and a slow hash would cost every request 60 ms. Revoking is for good.

    One that is lent to the browser of a learner is bound to an actor, a registration
    and an activity of the record store, and expires (``lms.xapi.bounds``). ``actor`` is
    the identifier in its normal form (``indexing.identifier_of``).
    """

    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(_("key"), max_length=100, unique=True)
    secret_hash = models.CharField(max_length=64)
    scopes = models.JSONField(_("scopes"), default=list)
    store = models.CharField(
        _("store"), max_length=16, choices=Store.choices, default=Store.RECORD
    )
    active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("made at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    actor = models.TextField(blank=True, default="")
    registration = models.UUIDField(null=True, blank=True)
    activity = models.TextField(blank=True, default="")

    objects = CredentialQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("LRS credential")
        verbose_name_plural = _("LRS credentials")
        constraints = [
            models.CheckConstraint(
                condition=Q(store__in=Store.values), name="xapi_credential_store_known"
            ),
            models.CheckConstraint(
                condition=Q(active=True, revoked_at=None)
                | Q(active=False, revoked_at__isnull=False),
                name="xapi_credential_active_until_revoked",
            ),
            models.CheckConstraint(
                condition=Q(actor="", registration=None, activity="")
                | (
                    Q(
                        registration__isnull=False,
                        expires_at__isnull=False,
                        store=Store.RECORD,
                    )
                    & ~Q(actor="")
                    & ~Q(activity="")
                ),
                name="xapi_credential_bound_wholly",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=Q(expires_at__isnull=False),
                name="xapi_credential_expiry",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_lent(self) -> bool:
        """Was it lent to the browser of a learner?"""
        return bool(self.actor)

    def has_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now

    def may(self, *scopes: Scope) -> bool:
        """Has this credential one of ``scopes``, or all of them?"""
        return Scope.ALL in self.scopes or any(scope in self.scopes for scope in scopes)

    @property
    def reads_only_its_own(self) -> bool:
        """May it read only what was stored under its own authority (part three, 4.2)?"""
        return not self.may(Scope.STATEMENTS_READ)
