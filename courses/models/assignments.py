"""The page of an assignment: what to do, by what it is judged, what to hand in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from courses.enums import HandIn
from lms.content.blocks import ContentStream
from lms.content.models import ActivityPage
from lms.learning.enums import ActivityKind, Form

from .fields import FileKindsField, a_line, every_kind_of_file

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 25


class AssignmentPage(ActivityPage):
    """Something to do and to hand in; a trainer who accepts it completes it."""

    activity_kind = ActivityKind.ASSIGNMENT
    activity_form = Form.ASSIGNMENT

    body = StreamField(ContentStream(), verbose_name=_("what to do"), blank=True)
    criteria = StreamField(
        [("criterion", a_line(_("Criterion"), max_length=300))],
        verbose_name=_("criteria"),
        blank=True,
        help_text=_(
            "By what a trainer judges it, one sentence each. The learner reads them too; "
            "all of them are met before the assignment is accepted."
        ),
    )
    asks_for = models.CharField(
        _("what to hand in"),
        max_length=10,
        choices=HandIn.choices,
        default=HandIn.EITHER,
    )
    file_kinds = FileKindsField(_("kinds of file"), default=every_kind_of_file)
    most_files = models.PositiveSmallIntegerField(
        _("how many files at most"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    largest = models.PositiveSmallIntegerField(
        _("largest file in MB"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MEGABYTES)],
    )

    page_description = _(
        "Something to hand in: a text or files. A trainer returns or accepts it."
    )
    subpage_types: ClassVar[list[str]] = []
    template = "courses/assignments/assignment.html"
    content_panels: ClassVar[list[Any]] = [
        *ActivityPage.content_panels,
        FieldPanel("body"),
        FieldPanel("criteria"),
        MultiFieldPanel(
            [
                FieldPanel("asks_for"),
                FieldPanel("file_kinds"),
                FieldPanel("most_files"),
                FieldPanel("largest"),
            ],
            heading=_("What somebody hands in"),
        ),
        *ActivityPage.activity_panels,
    ]
    search_fields: ClassVar[list[Any]] = [
        *ActivityPage.search_fields,
        index.SearchField("body"),
        index.SearchField("criteria"),
    ]

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")

    @property
    def hands_in(self) -> HandIn:
        """What to hand in, with what follows from it."""
        return HandIn(self.asks_for)

    @property
    def most_bytes(self) -> int:
        """How large a file may be."""
        return self.largest * MEGABYTE

    @property
    def accepted_names(self) -> str:
        """The kinds of file as a browser's file chooser wants them."""
        return ",".join(f".{kind}" for kind in self.file_kinds)

    @property
    def kinds_in_words(self) -> str:
        """The kinds of file as somebody reads them."""
        return ", ".join(self.file_kinds)
