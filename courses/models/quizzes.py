"""The page of a test: a quiz that is a step of a course by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from courses.blocks.quiz import TestStream
from courses.page_forms import CheckedPageForm
from courses.quizzes import Quiz
from lms.content.blocks.text import RICH_TEXT
from lms.content.models import BasePage
from lms.learning.enums import ActivityKind, Form

from .played import WAY_TO_THE_TREE, PlayedPage
from .pools import obstacles_of

if TYPE_CHECKING:
    from django.http import HttpRequest


def an_empty_quiz() -> list[tuple[str, Any]]:
    """What a new test begins with: every field of its quiz as a new block has it."""
    return [("quiz", TestStream().child_blocks["quiz"].get_default())]


class TestPage(PlayedPage):
    """A test: one quiz, beside the lessons of a module."""

    __test__ = False  # for pytest, which goes by the name

    activity_kind = ActivityKind.TEST
    activity_form = Form.E_LEARNING
    activity_has_own_part = True
    activity_is_listed = False
    base_form_class = CheckedPageForm

    introduction = RichTextField(_("introduction"), features=RICH_TEXT, blank=True)
    body = StreamField(
        TestStream(),
        verbose_name=_("test"),
        min_num=1,
        max_num=1,
        default=an_empty_quiz,
    )
    counts = models.BooleanField(
        _("counts for the course"),
        default=True,
        help_text=_("Without this the test is optional: the course does without."),
    )

    parent_page_types: ClassVar[list[str]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/test.html"
    content_panels: ClassVar[list[Any]] = [
        WAY_TO_THE_TREE,
        *BasePage.content_panels,
        FieldPanel("duration_minutes"),
        FieldPanel("introduction"),
        FieldPanel("body"),
        FieldPanel("counts"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
    ]

    class Meta:
        verbose_name = _("test")
        verbose_name_plural = _("tests")

    @property
    def course_path(self) -> str:
        """The tree path of the course: two levels up."""
        return str(self.path[: -2 * self.steplen])

    @property
    def language(self) -> str:
        return str(self.locale.language_code)

    @cached_property
    def quiz(self) -> Quiz:
        """What is asked; its id is the key of this page, which translations share."""
        stored = next(iter(self.body.raw_data), None) or {"value": {}}
        return Quiz.from_value(
            self.translation_key, stored["value"] or {}, title=self.title
        )

    @property
    def quizzes(self) -> dict[UUID, Quiz]:
        """Its quiz by its id, as a lesson has several."""
        return {self.quiz.id: self.quiz}

    def obstacles(self) -> list[str]:
        return [*super().obstacles(), *obstacles_of(self.quiz, self.language)]

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[Any]:  # noqa: ARG002
        """None: a test is for who takes part; search engines are led to the course."""
        return []
