"""Courses, with their modules, lessons and blocks."""

from cms_site.models import CataloguePage
from courses.models import CoursePage, LessonPage, ModulePage, Survey

from .describing import Vocabulary
from .pages import add, draft, publish
from .reading import Data, read_all
from .streams import rich, stream


def load_courses() -> None:
    """Every course file, as a course of the catalogue."""
    catalogue = CataloguePage.objects.get()
    words = Vocabulary()
    for data in read_all("courses"):
        _load(catalogue, data, words)


def _load(catalogue: CataloguePage, data: Data, words: Vocabulary) -> None:
    course = CoursePage(
        slug=data["slug"],
        code=data["code"],
        title=data["title"],
        summary=data["summary"],
        search_description=data["summary"],
        duration_minutes=data["duration_minutes"],
        goals=[("goal", goal) for goal in data["goals"]],
        introduction=rich(data["introduction"]),
        sources=[("source", source) for source in data["sources"]],
        survey=Survey.objects.get(),
    )
    course.terms = words.terms(data)
    course.roles = words.roles(data["roles"])
    draft(catalogue, course)
    for number, module_data in enumerate(data["modules"], start=1):
        module = add(
            course, ModulePage(slug=f"module-{number}", title=module_data["title"])
        )
        for lesson in module_data["lessons"]:
            add(module, _lesson(data["slug"], lesson))
    # Last, so that what the course demands is worked out once.
    publish(CoursePage.objects.get(pk=course.pk))


def _lesson(course: str, data: Data) -> LessonPage:
    return LessonPage(
        slug=data["slug"],
        title=data["title"],
        summary=data["summary"],
        search_description=data["summary"],
        duration_minutes=data["duration_minutes"],
        body=stream(f"courses/{course}/{data['slug']}", data["body"]),
    )
