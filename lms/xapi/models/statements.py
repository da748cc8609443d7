"""Statements as they were stored, and the rows by which they are found."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.xapi.enums import Kind, Store
from lms.xapi.exceptions import AppendOnlyViolation
from lms.xapi.querysets import IndexRowQuerySet, StatementQuerySet


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
        permissions = [("remove_storedstatement", "Can remove statements for good")]
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
            # Few statements are voided, and every search leaves them out.
            models.Index(
                fields=["store", "seq"],
                condition=Q(voided=True),
                name="xapi_statement_voided",
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


class IndexRow(models.Model):
    """A statement is found by something that it says: the one index of the store.

    ``key`` is the hash of an agent, an activity or a verb, or a registration itself;
    ``seq`` is the place of the statement that is found. A statement that refers to
    another one is found by what that one says too (part three, 2.1.4): ``source`` is
    the place of the statement that says it, mostly the same. The conditions of a query
    must hold of one and the same source.

    The primary key is the index that queries read in order; there is nothing else, so a
    statement of ten rows costs ten insertions in one tree.
    """

    pk = models.CompositePrimaryKey("store", "kind", "key", "seq", "source")
    store = models.CharField(max_length=16, choices=Store.choices)
    kind = models.PositiveSmallIntegerField(choices=Kind.choices)
    key = models.UUIDField()
    seq = models.BigIntegerField()
    source = models.BigIntegerField()

    objects = IndexRowQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.key} at {self.seq}"


class StatementTarget(models.Model):
    """The statement at ``seq`` refers to another, itself or through statements between.

    The target is an id, no foreign key: it may be stored later, or never.
    """

    pk = models.CompositePrimaryKey("store", "target", "seq")
    store = models.CharField(max_length=16, choices=Store.choices)
    target = models.UUIDField()
    seq = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["store", "seq"], name="xapi_target_of_statement"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} to {self.target}"


class PendingVoid(models.Model):
    """The voiding statement at ``seq`` came before the statement that it voids."""

    pk = models.CompositePrimaryKey("store", "target", "seq")
    store = models.CharField(max_length=16, choices=Store.choices)
    target = models.UUIDField()
    seq = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.target)
