"""Lessons in which the words of a search stand, in what is said in a film too."""

from dataclasses import dataclass

from courses.models import CoursePage, LessonPage

from .search import words_of

MOST = 5


@dataclass(frozen=True, slots=True)
class FoundLesson:
    """A lesson with the course that it is in."""

    title: str
    url: str
    course: str


def lessons_with(query: str) -> list[FoundLesson]:
    """Open lessons with all words of a query, best first; a few queries, however many."""
    words = " ".join(words_of(query))
    if not words:
        return []
    live = LessonPage.objects.live().public()
    pages = list(live.search(words, operator="and")[:MOST])
    courses = CoursePage.objects.live().filter(
        path__in={page.course_path for page in pages}
    )
    titles = dict(courses.values_list("path", "title"))
    return [
        FoundLesson(page.title, page.url or "", titles[page.course_path])
        for page in pages
        if page.course_path in titles
    ]
