"""Whom and what statements are about, their attachments, and documents."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.xapi.enums import DocumentKind, Store
from lms.xapi.querysets import AgentQuerySet

from .statements import StoredStatement


class Agent(models.Model):
    """An agent or identified group that a store knows, by its one identifier.

    ``names`` are all that it was called by, the first one first: the Agents resource
    tells them all (part three, 2.4).
    """

    store = models.CharField(max_length=16, choices=Store.choices)
    key = models.UUIDField()
    identifier = models.TextField(help_text="JSON of the identifier's name and value.")
    names = models.JSONField(default=list)

    objects = AgentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["store", "key"], name="xapi_agent_once"),
        ]

    def __str__(self) -> str:
        return self.identifier


class ActivityRecord(models.Model):
    """The canonical definition of an activity, merged from statements of one store."""

    store = models.CharField(max_length=16, choices=Store.choices)
    key = models.UUIDField()
    iri = models.TextField()
    definition = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["store", "key"], name="xapi_activity_once"),
        ]

    def __str__(self) -> str:
        return self.iri


class Attachment(models.Model):
    """The bytes of an attachment, once, however many statements have it."""

    sha2 = models.CharField(max_length=128, unique=True)
    content_type = models.CharField(max_length=255)
    content = models.BinaryField()
    statements = models.ManyToManyField(
        StoredStatement,
        through="StatementAttachment",
        related_name="attachments",
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.sha2


class StatementAttachment(models.Model):
    """A statement has an attachment."""

    statement = models.ForeignKey(
        StoredStatement, on_delete=models.CASCADE, db_index=False
    )
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "attachment"],
                name="xapi_statement_attachment_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.attachment_id}"


class Document(models.Model):
    """A state or profile document (part three, 2.2).

    ``key`` is a hash over everything that names the document, so that one constraint
    holds with and without a registration.
    """

    store = models.CharField(max_length=16, choices=Store.choices)
    kind = models.CharField(max_length=16, choices=DocumentKind.choices)
    key = models.UUIDField()
    document_id = models.TextField(_("document"))
    activity_key = models.UUIDField(null=True)
    agent_key = models.UUIDField(null=True)
    registration = models.UUIDField(null=True)
    content_type = models.CharField(max_length=255)
    content = models.BinaryField()
    etag = models.CharField(max_length=64)
    updated_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["store", "key"], name="xapi_document_once"),
            models.CheckConstraint(
                condition=Q(
                    kind=DocumentKind.STATE,
                    activity_key__isnull=False,
                    agent_key__isnull=False,
                )
                | Q(
                    kind=DocumentKind.ACTIVITY_PROFILE,
                    activity_key__isnull=False,
                    agent_key=None,
                    registration=None,
                )
                | Q(
                    kind=DocumentKind.AGENT_PROFILE,
                    activity_key=None,
                    agent_key__isnull=False,
                    registration=None,
                ),
                name="xapi_document_named_by_its_kind",
            ),
        ]
        indexes = [
            models.Index(
                fields=["store", "kind", "activity_key", "agent_key", "updated_at"],
                name="xapi_document_listing",
            ),
            models.Index(fields=["store", "agent_key"], name="xapi_document_agent"),
        ]

    def __str__(self) -> str:
        return self.document_id
