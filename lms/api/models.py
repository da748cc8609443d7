"""Tokens of the API, what they were used for, and answers that are kept for a day."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.common import clock
from lms.organisation.models import Entity
from lms.organisation.visibility import Scope, scope_under

from .enums import TokenScope
from .querysets import ApiTokenQuerySet, KeptAnswerQuerySet, TokenUseQuerySet


class ApiToken(models.Model):
    """A key with the hash of its secret, for some scopes and some entities.

    The secret is random and of 256 bits, so a plain SHA-256 keeps it. It is of a system,
    not of who made it: it goes on when that person leaves, until its last day at most.
    After a rotation the previous secret works until ``previous_until``.
    """

    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(_("key"), max_length=24, unique=True)
    secret_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, blank=True)
    previous_until = models.DateTimeField(
        _("the previous secret works until"), null=True, blank=True
    )
    scopes = models.JSONField(_("scopes"), default=list)
    entities = models.ManyToManyField(
        Entity,
        verbose_name=_("entities"),
        related_name="+",
        help_text=_("With what lies under them and what they succeeded."),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made at"))
    ends_on = models.DateField(_("valid up to and including"))
    last_used_on = models.DateField(_("last used on"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects: ClassVar = ApiTokenQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = [
            models.CheckConstraint(
                condition=Q(previous_hash="", previous_until=None)
                | (~Q(previous_hash="") & Q(previous_until__isnull=False)),
                name="api_token_previous_secret_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    @property
    def has_ended(self) -> bool:
        """Whether its last day is over, in Brussels."""
        return self.ends_on < clock.today()

    @property
    def standing(self) -> Promise:
        """In a word: revoked, past its last day, or in use."""
        if self.is_revoked:
            return _("Revoked")
        return _("Past its last day") if self.has_ended else _("In use")

    def hashes(self, now: datetime) -> list[str]:
        """What a secret may hash to at a moment."""
        previous = self.previous_until is not None and now < self.previous_until
        return [self.secret_hash, self.previous_hash if previous else ""]

    def may(self, scope: TokenScope) -> bool:
        return scope.value in self.scopes

    def reach(self) -> Scope:
        """Whose records it sees: its entities, what lies under and what they succeeded.

        Two queries; asked again at every request, so that it follows the organisation.
        """
        return scope_under(list(self.entities.values_list("pk", flat=True)))


class TokenUse(models.Model):
    """What was handed over to a token, or done with it: append-only.

    One for every answer with data of people. A page of a list is an export, so the data
    protection officer reads here who took what, when and how many.
    """

    token = models.ForeignKey(
        ApiToken,
        verbose_name=_("API token"),
        on_delete=models.PROTECT,
        related_name="uses",
    )
    at = models.DateTimeField(_("at"), db_index=True)
    resource = models.CharField(
        _("what"), max_length=20, choices=TokenScope.choices, blank=False
    )
    question = models.JSONField(_("question"), default=dict, blank=True)
    reach = models.JSONField(_("entities in scope (ids)"), default=list)
    rows = models.PositiveIntegerField(_("rows"))

    objects: ClassVar = TokenUseQuerySet.as_manager()

    # Editors choose none of these, and an answer would wait for its index.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("use of the API")
        verbose_name_plural = _("uses of the API")
        default_permissions = ("view",)
        indexes = [models.Index(fields=["token", "at"], name="api_use_of_token")]

    def __str__(self) -> str:
        return f"{self.token}: {self.get_resource_display()}"


class KeptAnswer(models.Model):
    """The answer to a request with an Idempotency-Key, given again for a day.

    Without an ``answer`` the request is being handled, or its process died.
    """

    token = models.ForeignKey(
        ApiToken, on_delete=models.CASCADE, related_name="kept_answers"
    )
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    answer = models.TextField(blank=True)
    made_at = models.DateTimeField(db_index=True)

    objects: ClassVar = KeptAnswerQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["token", "key"], name="api_kept_answer_once_per_key"
            ),
        ]

    def __str__(self) -> str:
        return self.key
