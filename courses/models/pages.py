"""Course > module > lesson."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django import forms
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from courses.blocks import LessonStream
from courses.demands import ABOUT_BLOCKS, Demand
from courses.enums import Condition
from courses.outline import counting_keys
from courses.page_forms import CoursePageForm, LessonPageForm
from courses.watching import Watchable
from lms.content.blocks.text import RICH_TEXT
from lms.content.models import ActivityPage, ApprovedPage, BasePage
from lms.content.page_forms import CopyWithoutAliasForm
from lms.learning.enums import ActivityKind, Form
from lms.learning.models import LearningActivity
from lms.learning.operations import circle_with

from .asks import Asks
from .fields import ConditionsField, a_line, usual_conditions
from .played import WAY_TO_THE_TREE, PlayedPage, tree_at
from .pools import obstacles_of

if TYPE_CHECKING:
    from django.http import HttpRequest


class CoursePage(ApprovedPage, PlayedPage):
    """A course of the offer: what it is for, and the outline of its lessons."""

    activity_kind = ActivityKind.COURSE
    activity_form = Form.E_LEARNING

    goals = StreamField(
        [("goal", a_line(_("Goal"), max_length=250))],
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
        [("source", a_line(_("Source"), max_length=400))],
        verbose_name=_("sources"),
        blank=True,
    )

    survey = models.ForeignKey(
        "courses.Survey",
        verbose_name=_("survey"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Offered to whoever completes the course. Nobody has to answer."),
    )

    base_form_class = CoursePageForm
    subpage_types: ClassVar[list[str]] = ["courses.ModulePage"]
    template = "courses/course.html"
    content_panels: ClassVar[list[Any]] = [
        WAY_TO_THE_TREE,
        *BasePage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("goals"),
        MultiFieldPanel(
            [
                FieldPanel("minimum"),
                FieldPanel("in_order"),
                FieldPanel("prerequisites", widget=forms.CheckboxSelectMultiple),
                FieldPanel("needs_approval"),
            ],
            heading=_("How the course is completed"),
        ),
        *ActivityPage.activity_panels,
        FieldPanel("sources"),
        FieldPanel("survey"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("goals"),
    ]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def obstacles(self) -> list[str]:
        first = [activity.pk for activity in self.prerequisites.all()]
        circle = circle_with(self.translation_key, first)
        found = [self._asks_too_many(), circle]
        return [*super().obstacles(), *filter(None, found)]

    def _asks_too_many(self) -> str:
        """The sentence for a number that the course does not reach; empty: it does."""
        count = len(counting_keys(self.tree())) if self.pk else 0
        if self.minimum is None or self.minimum <= count:
            return ""
        return ngettext(
            "This course asks for %(minimum)s lessons, and %(count)s published lesson "
            "counts. Publish lessons first, or ask for fewer.",
            "This course asks for %(minimum)s lessons, and %(count)s published lessons "
            "count. Publish lessons first, or ask for fewer.",
            count,
        ) % {"minimum": self.minimum, "count": count}

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
                "counts": None,
                "minimum": self.minimum,
                "waits": False,
            }
        ]


class ModulePage(BasePage):
    """A part of a course: only structure. Its address leads to the course."""

    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage"]
    subpage_types: ClassVar[list[str]] = ["courses.LessonPage", "courses.TestPage"]
    copy_form_class = CopyWithoutAliasForm  # its lessons would be aliases too
    preview_modes: ClassVar[list[Any]] = []
    content_panels: ClassVar[list[Any]] = [WAY_TO_THE_TREE, *BasePage.content_panels]

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


class LessonPage(Asks, PlayedPage):
    """A lesson: something to read and do, with a part of its own to complete."""

    activity_kind = ActivityKind.LESSON
    activity_form = Form.E_LEARNING
    activity_has_own_part = True
    activity_is_listed = False

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
    base_form_class = LessonPageForm
    subpage_types: ClassVar[list[str]] = []
    template = "courses/lesson.html"
    content_panels: ClassVar[list[Any]] = [
        WAY_TO_THE_TREE,
        *BasePage.content_panels,
        FieldPanel("duration_minutes"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("conditions"),
                FieldPanel("counts"),
                FieldPanel("prerequisites", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("How the lesson is completed"),
        ),
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

    def obstacles(self) -> list[str]:
        first = [page.translation_key for page in self.prerequisites.all()]
        needed = LearningActivity.objects.filter(key__in=first)
        pks = list(needed.values_list("pk", flat=True)) if first else []
        circle = circle_with(self.translation_key, pks)
        found = [self._completes_by_nothing(), circle]
        found = [*super().obstacles(), *filter(None, found)]
        for quiz in self.quizzes.values():
            found += obstacles_of(quiz, self.language)
        return found

    def _completes_by_nothing(self) -> str:
        """The sentence for a lesson that was complete at once; empty: it is not."""
        shown = Condition.ACTIVITIES in self.conditions and self.embedded
        if self.demands or shown:
            return ""
        return gettext(
            "Nothing in this lesson completes it: what you ticked does not occur "
            "in it. Tick something else too."
        )

    @property
    def idle_conditions(self) -> list[Condition]:
        """What was ticked for this lesson and does not occur in it."""
        about = {demand.condition for demand in self.demands}
        return [
            one
            for one in (Condition.WATCHED, Condition.PASSED)
            if one in self.conditions and one not in about
        ]

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
        return [one.block for one in self.watchables.values() if one.counts]

    def asks_to_watch(self, block: UUID) -> bool:
        """Whether watching this block is needed to complete the lesson."""
        return self.watchables[block].counts and Condition.WATCHED in self.conditions

    @cached_property
    def watchables(self) -> dict[UUID, Watchable]:
        """What is played in the body, in order, by the id of its block."""
        found = map(Watchable.from_block, self._blocks("video", "audio"))
        return {one.block: one for one in found}

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

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[Any]:  # noqa: ARG002
        """None: a lesson is for who takes part; search engines are led to the course."""
        return []
