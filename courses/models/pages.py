"""Course > module > lesson."""

from __future__ import annotations

from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks, hooks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from courses.blocks import LessonStream
from courses.demands import ABOUT_BLOCKS, Demand
from courses.enums import Condition
from courses.page_forms import CheckedPageForm
from courses.questions import KINDS, Question, question_in
from courses.quizzes import Quiz
from courses.signals import put_on_offer
from lms.content.blocks.text import RICH_TEXT
from lms.content.exceptions import NotPublishable
from lms.content.models import ActivityPage, BasePage
from lms.content.page_forms import CopyWithoutAliasForm
from lms.learning.enums import ActivityKind, Form

from .fields import ConditionsField, usual_conditions
from .pools import obstacles_of, published, questions_at

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from lms.learning.models import LearningActivity


def tree_at(path: str) -> list[dict[str, Any]]:
    """The course at ``path`` and all that is live below it, in order, in one query.

    Plain rows, because the outline of a long course must not cost a page object per
    lesson. The course itself comes first, live or not.
    """
    found = Page.objects.filter(Q(path=path) | Q(path__startswith=path, live=True))
    return list(
        found.order_by("path").values(
            "pk",
            "path",
            "depth",
            "title",
            "url_path",
            "translation_key",
            minutes=Coalesce(
                "lessonpage__duration_minutes", "testpage__duration_minutes"
            ),
            is_test=Q(testpage__isnull=False),
            counts=Coalesce(
                "lessonpage__counts", "testpage__counts", Value(value=True)
            ),
        )
    )


def _serve(
    page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
) -> HttpResponse:
    response: HttpResponse = page.serve(request, *args, **kwargs)
    return response


class PlayedPage(ActivityPage):
    """A page that the player serves: a visit and a preview go through the same hooks."""

    class Meta:
        abstract = True

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the page as its hook does; ``request.is_preview`` tells it to record nothing."""
        request.is_preview = True  # type: ignore[attr-defined]
        request.preview_mode = mode_name  # type: ignore[attr-defined]
        wrappers = reversed(hooks.get_hooks("on_serve_page"))
        serve = reduce(lambda chain, wrap: wrap(chain), wrappers, _serve)
        response: HttpResponse = serve(self, request, [], {})
        return response

    def after_publishing(self, activity: LearningActivity) -> None:  # noqa: ARG002
        """Have requirements follow, in the transaction of the publication.

        Raises ``NotPublishable`` with what stands in the way.
        """
        if found := self.obstacles():
            raise NotPublishable(found)
        put_on_offer.send(type(self), page=self)

    @transaction.atomic
    def move(self, *args: Any, **kwargs: Any) -> Any:
        """Move the page, and have addresses and requirements follow, both or neither."""
        return super().move(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete the page, and have requirements follow, both or neither."""
        return super().delete(*args, **kwargs)


BANK_QUESTION = "bank_question"


def _row_of(block: dict[str, Any]) -> int:
    """The row of the bank that a block asks; 0 where none was chosen yet."""
    return int((block["value"] or {}).get("question") or 0)


class CoursePage(PlayedPage):
    """A course of the offer: what it is for, and the outline of its lessons."""

    activity_kind = ActivityKind.COURSE
    activity_form = Form.E_LEARNING

    goals = StreamField(
        [("goal", blocks.CharBlock(label=_("Goal"), max_length=250))],
        verbose_name=_("goals"),
        blank=True,
        help_text=_("What somebody can do afterwards, one sentence each."),
    )
    introduction = RichTextField(_("introduction"), features=RICH_TEXT, blank=True)
    minimum = models.PositiveSmallIntegerField(
        _("how many lessons complete it"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_(
            "Nothing means: every lesson that counts. With a number the learner "
            "chooses which lessons to do."
        ),
    )
    in_order = models.BooleanField(
        _("lessons in order"),
        default=False,
        help_text=_(
            "Each lesson opens when the one before it is completed. What you chose "
            "per lesson does not count then."
        ),
    )
    prerequisites = ParentalManyToManyField(
        "learning.LearningActivity",
        verbose_name=_("first these courses"),
        related_name="+",
        blank=True,
        help_text=_("Courses to complete before this one begins."),
    )
    sources = StreamField(
        [("source", blocks.CharBlock(label=_("Source"), max_length=400))],
        verbose_name=_("sources"),
        blank=True,
    )

    subpage_types: ClassVar[list[str]] = ["courses.ModulePage"]
    template = "courses/course.html"
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("goals"),
        *ActivityPage.activity_panels,
        FieldPanel("sources"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("goals"),
    ]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def tree(self) -> list[dict[str, Any]]:
        """This page, its modules and its lessons as plain rows, as ``tree_at`` does.

        A page that is being created is not in the tree yet: it stands alone.
        """
        return tree_at(self.path) or [
            {
                "pk": self.pk,
                "path": self.path,
                "depth": self.depth,
                "title": self.title,
                "url_path": self.url_path,
                "translation_key": self.translation_key,
                "minutes": None,
                "is_test": False,
                "counts": True,
            }
        ]


class ModulePage(BasePage):
    """A part of a course: only structure. Its address leads to the course."""

    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage"]
    subpage_types: ClassVar[list[str]] = ["courses.LessonPage", "courses.TestPage"]
    copy_form_class = CopyWithoutAliasForm  # its lessons would be aliases too
    preview_modes: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    @property
    def course_path(self) -> str:
        """The tree path of the course: one level up."""
        return str(self.path[: -self.steplen])

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[Any]:  # noqa: ARG002
        """None: it has no page of its own."""
        return []


class LessonPage(PlayedPage):
    """A lesson: something to read and do, with a part of its own to complete."""

    activity_kind = ActivityKind.LESSON
    activity_form = Form.E_LEARNING
    activity_has_own_part = True
    activity_is_listed = False
    base_form_class = CheckedPageForm

    body = StreamField(LessonStream(), verbose_name=_("lesson"), blank=True)
    conditions = ConditionsField(
        _("what completes this lesson"),
        default=usual_conditions,
        help_text=_(
            "All that is ticked must be met. What does not occur in the lesson counts "
            "as met. Who completed the lesson keeps that when you change this."
        ),
    )
    counts = models.BooleanField(
        _("counts for the course"),
        default=True,
        help_text=_("Without this the lesson is optional: the course does without."),
    )
    prerequisites = ParentalManyToManyField(
        "wagtailcore.Page",
        verbose_name=_("first these lessons"),
        related_name="+",
        blank=True,
        help_text=_("Lessons of this course to complete before this one opens."),
    )

    parent_page_types: ClassVar[list[str]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/lesson.html"
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("duration_minutes"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    @property
    def course_path(self) -> str:
        """The tree path of the course: two levels up."""
        return str(self.path[: -2 * self.steplen])

    @cached_property
    def questions(self) -> dict[UUID, Question]:
        """The questions in the body, in order, by the id of their block."""
        found: dict[UUID, Question] = {}
        for block in self._blocks(*KINDS, BANK_QUESTION):
            if block["type"] != BANK_QUESTION:
                question = question_in(block)
            elif (row := _row_of(block)) in self.banked:
                question = self.banked[row][1]
            else:
                continue
            found[question.id] = question
        return found

    @cached_property
    def banked(self) -> dict[int, tuple[int, Question]]:
        """The questions of the bank in the body, with their version, by their row.

        As they were published last; without those that are not, or not any more.
        """
        versions = published(
            row for block in self._blocks(BANK_QUESTION) if (row := _row_of(block))
        )
        questions = questions_at(versions.values())
        return {row: (version, questions[version]) for row, version in versions.items()}

    def version_of(self, question: UUID) -> int | None:
        """The version of a question of the bank in the body; none for one of its own."""
        return next(
            (pk for pk, one in self.banked.values() if one.id == question), None
        )

    @cached_property
    def quizzes(self) -> dict[UUID, Quiz]:
        """The quizzes in the body, in order, by the id of their block."""
        found = (
            Quiz.from_value(
                UUID(block["id"]), block["value"] or {}, title=gettext("Quiz")
            )
            for block in self._blocks("quiz")
        )
        return {quiz.id: quiz for quiz in found}

    @property
    def language(self) -> str:
        return str(self.locale.language_code)

    def obstacles(self) -> list[str]:
        found = super().obstacles()
        for quiz in self.quizzes.values():
            found += obstacles_of(quiz, self.language)
        return found

    @property
    def reflections(self) -> set[str]:
        """The ids of the blocks in which a note can be written."""
        return {str(block["id"]) for block in self._blocks("reflection")}

    @property
    def embedded(self) -> list[int]:
        """The activities shown in the body, in order, each once."""
        chosen = (block["value"].get("activity") for block in self._blocks("activity"))
        return list(dict.fromkeys(int(pk) for pk in chosen if pk))

    @property
    def media(self) -> list[UUID]:
        """The ids of the blocks that ask to be watched or listened to."""
        return [UUID(str(block["id"])) for block in self._blocks("video", "audio")]

    @cached_property
    def demands(self) -> tuple[Demand, ...]:
        """What the own part demands: without what does not occur in the body."""
        parts = {
            Condition.ANSWERED: (*self.questions, *self.quizzes),
            Condition.PASSED: tuple(self.quizzes),
            Condition.WATCHED: tuple(self.media),
        }
        chosen = [one for one in Condition if one in self.conditions]
        return tuple(
            Demand(condition=one, parts=parts.get(one, ()))
            for one in chosen
            if one != Condition.ACTIVITIES and (one not in ABOUT_BLOCKS or parts[one])
        )

    def _blocks(self, *kinds: str) -> list[dict[str, Any]]:
        """Blocks as they are stored, without building values that nobody needs here."""
        return [block for block in self.body.raw_data if block["type"] in kinds]

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[Any]:  # noqa: ARG002
        """None: a lesson is for who takes part; search engines are led to the course."""
        return []
