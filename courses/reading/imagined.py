"""What a learner of some state would see, made up in memory: nobody's, and recorded nowhere.

For the preview of drafts in the admin. Pages that are not live yet stand in the outline
as if they were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final
from uuid import UUID

from wagtail.models import Page

from courses.models import CoursePage, LessonPage, TestPage
from courses.models.played import PREVIEW_MODES, STEP_COLUMNS
from courses.outline import keys_in_order, lesson_keys, outline_of
from courses.questions import Question
from courses.standings import Part, Standing, standings
from lms.common import clock
from lms.learning.enums import Status
from lms.learning.exceptions import First

from .course import CourseReading
from .imagined_answers import answered
from .imagined_quizzes import BEGIN, DONE, HALFWAY, VISITOR, WRONG, imagine_quizzes
from .lesson import LessonReading
from .test import TestReading
from .work import Given

NOBODY: Final = 0  # a participation that is no one's: its forms do not send


def imagine_course(page: CoursePage, mode: str, *, url: str) -> CourseReading:
    """A course as somebody in the state ``mode`` would see it; unknown ones are visitors."""
    rows = _rows(page.path, page)
    keys = lesson_keys(rows)
    lessons = _lessons(keys, mode)
    waits = _waits(page, rows, lessons)
    return CourseReading(
        outline=outline_of(rows, course_url=url, standings=lessons, waits=waits),
        standing=_standing(page, _course(keys, mode)),
        first=tuple(First(one.title, one.address) for one in page.prerequisites.all()),
        imagined=_label(mode),
    )


def imagine_lesson(page: LessonPage, mode: str, *, url: str) -> LessonReading:
    """A lesson as somebody in the state ``mode`` would see it; unknown ones are visitors."""
    rows = _rows(page.course_path, page)
    course = Page.objects.get(path=page.course_path).specific
    keys = lesson_keys(rows)
    lessons = _lessons(keys, mode, here=page.translation_key)
    embedded = page.embedded
    done = Part(participation=NOBODY, status=Status.COMPLETED) if mode == DONE else None
    cards = standings({}, keys=[], pks=embedded).values()
    return LessonReading(
        page=page,
        outline=outline_of(
            rows,
            course_url=course.get_url() or url,
            standings=lessons,
            waits=_waits(course, rows, lessons),
        ),
        course=_standing(course, _course(keys, mode)),
        standing=_standing(page, lessons.get(page.translation_key, Part())),
        activities={
            one.pk: _with_part(one, done) if done else one
            for one in cards
            if one.pk in embedded
        },
        draft=True,
        recorded=False,
        imagined=_label(mode),
        answers=_answers(page, mode),
        fulfilled=_fulfilled(page) if mode == DONE else set(),
        quizzes=imagine_quizzes(page.quizzes, page.language, mode),
    )


def imagine_test(page: TestPage, mode: str, *, url: str) -> TestReading:
    """A test as somebody in the state ``mode`` would see it; unknown ones are visitors."""
    rows = _rows(page.course_path, page)
    course = Page.objects.get(path=page.course_path).specific
    keys = lesson_keys(rows)
    lessons = _lessons(keys, mode, here=page.translation_key)
    quizzes = imagine_quizzes(page.quizzes, page.language, mode)
    return TestReading(
        page=page,
        outline=outline_of(
            rows,
            course_url=course.get_url() or url,
            standings=lessons,
            waits=_waits(course, rows, lessons),
        ),
        course=_standing(course, _course(keys, mode)),
        standing=_standing(page, lessons.get(page.translation_key, Part())),
        recorded=False,
        imagined=_label(mode),
        quiz=quizzes[page.quiz.id],
    )


def _label(mode: str) -> str:
    labels = dict(PREVIEW_MODES)
    return str(labels.get(mode, labels[VISITOR]))


def _rows(path: str, shown: Page) -> list[dict[str, Any]]:
    """The rows of ``tree_at``, drafts included, with what is shown as it is typed now."""
    found = Page.objects.filter(path__startswith=path).order_by("path")
    rows = [
        {**row, "title": row["draft_title"]}
        for row in found.values(
            "pk",
            "path",
            "depth",
            "url_path",
            "translation_key",
            "draft_title",
            **STEP_COLUMNS,
        )
    ]
    own = {
        "pk": shown.pk,
        "path": shown.path,
        "depth": shown.depth,
        "url_path": shown.url_path or "",
        "translation_key": shown.translation_key,
        "title": shown.title,
        "minutes": None
        if isinstance(shown, CoursePage)
        else getattr(shown, "duration_minutes", None),
        "is_test": isinstance(shown, TestPage),
        "counts": getattr(shown, "counts", None),
        "minimum": getattr(shown, "minimum", None),
    }
    others = [row for row in rows if row["pk"] != shown.pk]
    return sorted([*others, own], key=lambda row: str(row["path"]))


def _waits(
    course: CoursePage, rows: Sequence[Mapping[str, Any]], lessons: Mapping[UUID, Part]
) -> dict[UUID, tuple[First, ...]]:
    """What still comes first for each lesson that was not opened, by what the pages say."""
    keys = lesson_keys(rows)
    wanted = keys_in_order(rows) if course.in_order else _chosen(keys)
    titles = {row["translation_key"]: str(row["title"]) for row in rows}
    done = {key for key, part in lessons.items() if part.is_completed}
    return {
        key: tuple(First(titles[one], "") for one in needed if one not in done)
        for key, needed in wanted.items()
        if key not in lessons
    }


def _chosen(keys: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """What is asked first per lesson, as it was last published or first saved."""
    wanted: dict[UUID, list[UUID]] = {}
    pairs = LessonPage.objects.filter(
        translation_key__in=keys, prerequisites__translation_key__in=keys
    ).values_list("translation_key", "prerequisites__translation_key")
    for lesson, needed in pairs:
        wanted.setdefault(lesson, []).append(needed)
    return wanted


def _course(keys: Sequence[UUID], mode: str) -> Part:
    """How somebody in that state stands in the course."""
    progress = {BEGIN: 0, HALFWAY: 50, WRONG: 90, DONE: 100}.get(mode)
    if progress is None:
        return Part()
    place = len(keys) // 2 if mode == HALFWAY else 0
    return Part(
        participation=NOBODY,
        status=_status(mode),
        progress=progress,
        closed_at=clock.now() if mode == DONE else None,
        last_part=keys[place] if keys and mode != BEGIN else None,
    )


def _status(mode: str) -> str:
    if mode == DONE:
        return Status.COMPLETED
    return Status.REGISTERED if mode == BEGIN else Status.STARTED


def _lessons(
    keys: Sequence[UUID], mode: str, *, here: UUID | None = None
) -> dict[UUID, Part]:
    """How somebody in that state stands in each lesson that they opened.

    Halfway, those before the middle are done, but never the one that is shown.
    """
    done = Part(
        participation=NOBODY,
        status=Status.COMPLETED,
        progress=100,
        own_progress=100,
        closed_at=clock.now(),
    )
    busy = Part(
        participation=NOBODY, status=Status.STARTED, progress=50, own_progress=50
    )
    if mode == DONE:
        return dict.fromkeys([*keys, *([here] if here else [])], done)
    if mode == WRONG:
        return dict.fromkeys([*keys, *([here] if here else [])], busy)
    if mode == HALFWAY:
        middle = here or (keys[len(keys) // 2] if keys else None)
        before = keys[: keys.index(middle)] if middle in keys else ()
        found = dict.fromkeys(before, done)
        return found | ({middle: busy} if middle else {})
    return {}


def _standing(page: CoursePage | LessonPage | TestPage, part: Part) -> Standing:
    """The card of a page, whether or not it was ever published, with how one stands."""
    card = page.card()
    return Standing(
        **asdict(part),
        pk=NOBODY,
        key=card.key,
        kind=card.kind,
        form=card.form,
        title=card.title,
        summary=card.summary,
        address=card.address,
        picture=card.picture,
        duration_minutes=card.duration_minutes,
        is_offered=True,
    )


def _with_part(standing: Standing, part: Part) -> Standing:
    own = {name: value for name, value in asdict(part).items() if value is not None}
    return Standing(**(asdict(standing) | own))


def _fulfilled(page: LessonPage) -> set[tuple[str, UUID | None]]:
    """Everything that the lesson demands, met."""
    return {(str(demand.condition), None) for demand in page.demands}


def _answers(page: LessonPage, mode: str) -> dict[UUID, Given]:
    """What somebody in that state answered: halfway the first half, and rightly."""
    questions: list[Question] = list(page.questions.values())
    if mode == HALFWAY:
        questions = questions[: (len(questions) + 1) // 2]
    elif mode not in {WRONG, DONE}:
        return {}
    given = {one.id: answered(one, right=mode != WRONG) for one in questions}
    return {pk: answer for pk, answer in given.items() if answer}
