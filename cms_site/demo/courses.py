"""Courses, with their modules, lessons, tests and blocks."""

import json

from cms_site.models import CataloguePage
from courses.models import CoursePage, LessonPage, ModulePage, TestPage

from .describing import Vocabulary
from .pages import add, draft, publish
from .questions import quiz_value
from .reading import Data, read_all
from .streams import identity, rich, stream


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
        for test in module_data.get("tests", ()):
            add(module, _test(data["slug"], test))
    # Last, so that what the course demands is worked out once.
    publish(CoursePage.objects.get(pk=course.pk))


def _lesson(course: str, data: Data) -> LessonPage:
    return LessonPage(
        slug=data["slug"],
        title=data["title"],
        summary=data["summary"],
        search_description=data["summary"],
        duration_minutes=data["duration_minutes"],
        body=_body(f"courses/{course}/{data['slug']}", data["body"]),
    )


def _body(path: str, body: list[Data]) -> str:
    """The body of a lesson: the blocks of every page, and quizzes from the bank."""
    plain = [one for one in body if one["type"] != "quiz"]
    blocks = iter(json.loads(stream(path, plain)))
    return json.dumps(
        [
            {
                "id": str(identity(path, one["key"])),
                "type": "quiz",
                "value": quiz_value(one, f"{path}/{one['key']}"),
            }
            if one["type"] == "quiz"
            else next(blocks)
            for one in body
        ]
    )


def _test(course: str, data: Data) -> TestPage:
    path = f"courses/{course}/{data['slug']}"
    block = {
        "id": str(identity(path, "quiz")),
        "type": "quiz",
        "value": quiz_value(data["quiz"], path),
    }
    return TestPage(
        slug=data["slug"],
        title=data["title"],
        summary=data["summary"],
        search_description=data["summary"],
        duration_minutes=data["duration_minutes"],
        introduction=rich(data["introduction"]),
        counts=data["counts"],
        body=json.dumps([block]),
    )
