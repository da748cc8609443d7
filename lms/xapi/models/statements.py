"""Statements as they were stored, and the rows by which they are found."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.xapi.enums import Reach, Store
from lms.xapi.exceptions import AppendOnlyViolation
from lms.xapi.querysets import StatementQuerySet


class StoreSequence(models.Model):
    """One row per store: the last place given out, and the moment it was stored at.

    Whoever writes statements updates this row first and so holds it until commit: on
    PostgreSQL as on SQLite places become visible in their order, without gaps that fill
    later. That is what a reader who polls by ``seq`` or ``stored`` relies on.
    """

    store = models.CharField(max_length=16, primary_key=True, choices=Store.choices)
    last = models.BigIntegerField(default=0)
    moment = models.BigIntegerField(
        default=0, help_text="The last stored time, in microseconds since 1970."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(store__in=Store.values), name="xapi_sequence_store_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.store}: {self.last}"


class StoredStatement(models.Model):
    """A statement, exactly as accepted; a fact that nothing changes.

    Only ``voided`` ever changes, through ``StatementQuerySet.void``. Here and in the
    database (``lms.xapi.append_only``) every other update and every delete is refused.
    """

    store = models.CharField(_("store"), max_length=16, choices=Store.choices)
    seq = models.BigIntegerField(_("place in its store"))
    statement_id = models.UUIDField(_("statement"), unique=True)
    stored = models.DateTimeField(_("stored at"))
    timestamp = models.DateTimeField(_("happened at"))
    verb = models.TextField(_("verb"))
    verb_key = models.UUIDField()
    registration = models.UUIDField(_("registration"), null=True)
    voided = models.BooleanField(_("voided"), default=False)
    version = models.CharField(max_length=16)
    authority = models.TextField()
    fingerprint = models.CharField(max_length=64)
    payload = models.TextField(_("statement as JSON"))

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-seq"]
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["store", "seq"], name="xapi_statement_one_per_place"
            ),
            models.UniqueConstraint(
                fields=["store", "stored"], name="xapi_statement_one_per_moment"
            ),
            models.CheckConstraint(
                condition=Q(store__in=Store.values), name="xapi_statement_store_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["store", "verb_key", "seq"], name="xapi_statement_verb"
            ),
            models.Index(
                fields=["store", "registration", "seq"],
                condition=Q(registration__isnull=False),
                name="xapi_statement_registration",
            ),
        ]

    def __str__(self) -> str:
        return str(self.statement_id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; raises ``AppendOnlyViolation`` for a row that is there already."""
        if not self._state.adding:
            msg = "A stored statement does not change."
            raise AppendOnlyViolation(msg)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        """Raises ``AppendOnlyViolation``."""
        msg = "A stored statement is not deleted."
        raise AppendOnlyViolation(msg)


class StatementAgent(models.Model):
    """A statement is found by this agent. At most one row for each reach."""

    statement = models.ForeignKey(
        StoredStatement,
        on_delete=models.CASCADE,
        related_name="agents",
        db_index=False,
    )
    store = models.CharField(max_length=16, choices=Store.choices)
    kind = models.PositiveSmallIntegerField(choices=Reach.choices)
    key = models.UUIDField()
    seq = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "kind", "key"], name="xapi_statement_agent_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["store", "kind", "key", "seq"], name="xapi_statement_by_agent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} at {self.seq}"


class StatementActivity(models.Model):
    """A statement is found by this activity. At most one row for each reach."""

    statement = models.ForeignKey(
        StoredStatement,
        on_delete=models.CASCADE,
        related_name="activities",
        db_index=False,
    )
    store = models.CharField(max_length=16, choices=Store.choices)
    kind = models.PositiveSmallIntegerField(choices=Reach.choices)
    key = models.UUIDField()
    seq = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "kind", "key"], name="xapi_statement_activity_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["store", "kind", "key", "seq"],
                name="xapi_statement_by_activity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} at {self.seq}"


class StatementTarget(models.Model):
    """A statement refers to another one, itself or through statements in between.

    The target is an id, no foreign key: it may be stored later, or never.
    """

    statement = models.ForeignKey(
        StoredStatement,
        on_delete=models.CASCADE,
        related_name="targets",
        db_index=False,
    )
    store = models.CharField(max_length=16, choices=Store.choices)
    seq = models.BigIntegerField()
    target = models.UUIDField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "target"], name="xapi_statement_target_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["store", "target", "seq"], name="xapi_statement_by_target"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} to {self.target}"


class PendingVoid(models.Model):
    """A voiding statement that came before the statement it voids."""

    store = models.CharField(max_length=16, choices=Store.choices)
    target = models.UUIDField()
    voiding = models.OneToOneField(StoredStatement, on_delete=models.CASCADE)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["store", "target"], name="xapi_pending_void_target"),
        ]

    def __str__(self) -> str:
        return str(self.target)
