"""Forms of courses and lessons in the editor: what would block is said before it is saved.

A draft may be unfinished; what blocks is asked for when it is to be published.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from lms.learning.enums import ActivityKind
from lms.learning.models import LearningActivity

PUBLISHES = {"action-publish", "action-submit", "action-restart-workflow"}


class CheckedPageForm(WagtailAdminPageForm):
    """Publishing is refused here, in words, while nothing that was typed is lost."""

    def is_valid(self) -> bool:
        """Formsets are validated after the form, so the page is asked last."""
        if not super().is_valid():
            return False
        if PUBLISHES & set(self.data):
            if "prerequisites" in self.cleaned_data:
                self.instance.prerequisites = list(self.cleaned_data["prerequisites"])
            for text in self.instance.obstacles():
                self.add_error(None, text)
        return not self.errors


class CoursePageForm(CheckedPageForm):
    """Offers the courses that can come first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("prerequisites"):
            field.queryset = self._courses()

    def _courses(self) -> QuerySet[LearningActivity]:
        chosen = self.initial.get("prerequisites") or ()
        courses = LearningActivity.objects.filter(
            Q(kind=ActivityKind.COURSE, is_offered=True)
            | Q(pk__in=[getattr(one, "pk", one) for one in chosen])
        )
        return courses.exclude(key=self.instance.translation_key).order_by("title")


class LessonPageForm(CheckedPageForm):
    """Offers the other lessons of the course, drafts included, in their order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("prerequisites"):
            field.queryset = self._lessons()

    def _lessons(self) -> QuerySet[Page]:
        module = self.parent_page or self.instance.get_parent()
        course = module.path[: -Page.steplen]
        lessons = Page.objects.filter(
            path__startswith=course, depth=module.depth + 1
        ).exclude(pk=self.instance.pk)
        return lessons.order_by("path")
