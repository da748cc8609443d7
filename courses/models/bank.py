"""The question bank: questions that lessons and tests share, and what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from courses.asking import AskedNow
from courses.blocks.bank import BankStream
from courses.querysets import BankQuerySet, QuestionVersionQuerySet
from courses.questions import Question, question_of
from lms.content.models.pages import SCHEDULED
from lms.content.signals import publication_refused

if TYPE_CHECKING:
    from django.http import HttpRequest

    from lms.learning.models import Term  # noqa: F401


class QuestionTopic(models.Model):
    """What questions are about: the pools from which a test draws."""

    name = models.CharField(_("name"), max_length=100, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("topic of questions")
        verbose_name_plural = _("topics of questions")

    def __str__(self) -> str:
        return self.name


class BankQuestion(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    ClusterableModel,
):
    """A question that lessons and tests can ask. Translations share its key.

    Learners get what was published: a ``QuestionVersion``, never the draft.
    """

    title = models.CharField(
        _("title"),
        max_length=200,
        help_text=_("To find it by; learners do not see it."),
    )
    topic = models.ForeignKey(
        QuestionTopic,
        verbose_name=_("topic"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("A test can draw questions at random from a topic."),
    )
    body = StreamField(BankStream(), verbose_name=_("question"), min_num=1, max_num=1)
    terms = ParentalManyToManyField(
        "learning.Term", verbose_name=_("described by"), blank=True
    )
    kind = models.CharField(_("kind"), max_length=20, blank=True, editable=False)

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="bank_question",
        for_concrete_model=False,
    )
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="bank_question",
        for_concrete_model=False,
    )

    objects = BankQuerySet.as_manager()

    panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("topic"), FieldPanel("terms")], heading=_("To find it by")
        ),
    ]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("body"),
        index.FilterField("topic_id"),
        index.FilterField("kind"),
        index.FilterField("live"),
        index.FilterField("locale_id"),
        index.FilterField("translation_key"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["title", "pk"]
        verbose_name = _("question of the bank")
        verbose_name_plural = _("question bank")
        permissions = [
            ("publish_bankquestion", _("Can publish questions of the bank")),
        ]

    def __str__(self) -> str:
        return self.title or gettext("Question without a title")

    @property
    def revisions(self) -> Any:
        """Wagtail asks for the relation under this name."""
        return self._revisions

    @property
    def content(self) -> tuple[str, dict[str, Any]]:
        """The kind and the stored value of the one block; empty while there is none."""
        for block in self.body.raw_data:
            return block["type"], block["value"] or {}
        return "", {}

    @property
    def question(self) -> Question | None:
        """What is asked, as it stands in memory."""
        kind, value = self.content
        return question_of(kind, self.translation_key, value) if kind else None

    def obstacles(self) -> list[str]:
        """What keeps it, as it is in memory, from being published: sentences."""
        try:
            self.body.stream_block.clean(self.body)
        except ValidationError as refusal:
            return list(sentences_of(refusal)) or [
                str(_("This question is not whole yet."))
            ]
        return []

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it, with the kind that lists filter by."""
        self.kind = self.content[0]
        super().save(*args, **kwargs)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish it and freeze its version, both or neither.

        The version is made on Wagtail's ``published``, which is sent inside this
        transaction. Raises ``NotPublishable`` for what is not whole. A schedule has
        nobody to raise to: then the question stays a draft.
        """
        try:
            with transaction.atomic():
                return super().publish(revision, *args, **kwargs)
        except ValidationError as refusal:
            if kwargs.get("log_action") != SCHEDULED:
                raise
            publication_refused.send(
                sender=type(self), page=self, revision=revision, refusal=refusal
            )
            return None

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:  # noqa: ARG002
        return "courses/bank/preview.html"

    def get_preview_context(
        self, request: HttpRequest, mode_name: str
    ) -> dict[str, Any]:
        """The question as a learner meets it."""
        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        question = self.question
        asked = question and AskedNow(question=question, number=1, form_key=uuid4())
        return context | {"asked": asked}


def sentences_of(refusal: ValidationError) -> list[str]:
    """All that a refusal says, those of blocks inside blocks included, each once."""
    found: list[str] = []
    _collect(refusal, found)
    return list(dict.fromkeys(found))


def _collect(refusal: Any, found: list[str]) -> None:
    for name in ("block_errors", "non_block_errors"):
        inner = getattr(refusal, name, None) or ()
        for one in inner.values() if isinstance(inner, dict) else inner:
            if one is not None:
                _collect(one, found)
    if isinstance(refusal, list):
        for one in refusal:
            _collect(one, found)
    elif isinstance(refusal, ValidationError) and not hasattr(refusal, "block_errors"):
        found.extend(str(message) for message in refusal.messages)


class QuestionVersion(models.Model):
    """A question as it was published. The database refuses to change it.

    It knows its question by key and language, so that the question can change or go;
    attempts and answers hold on to the version that was asked.
    """

    key = models.UUIDField(_("question"))
    language = models.CharField(_("language"), max_length=20)
    number = models.PositiveIntegerField(_("version"))
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    kind = models.CharField(_("kind"), max_length=20)
    content = models.JSONField(_("content"))
    published_at = models.DateTimeField(_("published at"))

    objects = QuestionVersionQuerySet.as_manager()

    class Meta:
        ordering = ["key", "language", "-number"]
        verbose_name = _("version of a question")
        verbose_name_plural = _("versions of questions")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["key", "language", "number"],
                name="courses_questionversion_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.language} v{self.number}"

    @property
    def question(self) -> Question:
        """What was asked."""
        return question_of(self.kind, self.key, self.content)
