"""Where lessons are: the pages behind their activities, in the order of their courses."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language

from courses.models import CoursePage, LessonPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A lesson that is there now, within its course; sorts as the tree does."""

    lesson: LessonPage
    url: str
    course: str
    course_key: UUID
    blocks: dict[str, tuple[int, str]] = field(repr=False)

    @property
    def title(self) -> str:
        return str(self.lesson.title)


def places_of(keys: Collection[UUID], request: HttpRequest) -> dict[UUID, Place]:
    """The live lessons with these keys, in the language of the reader: two queries.

    A lesson that is not live, or whose course is not, has no place.
    """
    pages = LessonPage.objects.live().filter(translation_key__in=keys)
    lessons = _one_language(pages.select_related("locale").order_by("path"))
    paths = {lesson.course_path for lesson in lessons}
    courses = {
        course.path: course
        for course in CoursePage.objects.live().filter(path__in=paths)
    }
    return {
        lesson.translation_key: Place(
            lesson=lesson,
            url=lesson.get_url(request) or "/",
            course=courses[lesson.course_path].title,
            course_key=courses[lesson.course_path].translation_key,
            blocks=_prompts(lesson),
        )
        for lesson in lessons
        if lesson.course_path in courses
    }


def _one_language(pages: Collection[LessonPage]) -> list[LessonPage]:
    """Each lesson once, in the active language where there is such a page."""
    found: dict[UUID, LessonPage] = {}
    for page in pages:
        known = found.get(page.translation_key)
        if known is None or page.locale.language_code == get_language():
            found[page.translation_key] = page
    return sorted(found.values(), key=lambda page: str(page.path))


def _prompts(lesson: LessonPage) -> dict[str, tuple[int, str]]:
    """What the lesson asks to reflect on, by block, with its place in the lesson."""
    return {
        str(block["id"]): (number, block["value"].get("prompt") or "")
        for number, block in enumerate(lesson.body.raw_data, start=1)
        if block["type"] == "reflection"
    }
