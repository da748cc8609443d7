"""Of which page a form is, and who sends it: asked with every answer, so compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import BigIntegerField, CharField, F, UUIDField
from wagtail.models import Page

from courses.models import LessonPage, TestPage
from courses.standings import Part, in_this_cycle
from lms.common.compiled import Compiled
from lms.learning.models import Participation

if TYPE_CHECKING:
    from lms.accounts.models import User

_lesson: Compiled[LessonPage] = Compiled(
    lambda page: LessonPage.objects.live().filter(pk=page), page=BigIntegerField()
)
_test: Compiled[TestPage] = Compiled(
    lambda page: TestPage.objects.live().filter(pk=page), page=BigIntegerField()
)
_at: Compiled[tuple[str, UUID, bool]] = Compiled(
    lambda course, module: Page.objects.filter(path__in=[course, module]).values_list(
        "path", "translation_key", "live"
    ),
    course=CharField(),
    module=CharField(),
)
_parts: Compiled[dict[str, Any]] = Compiled(
    lambda learner, course, step: (
        Participation.objects.filter(learner=learner)
        .standing()
        .filter(activity__key__in=[course, step])
        .order_by("pk")
        .values(
            *("status", "closed_at", "counts_from"),
            key=F("activity__key"),
            participation=F("pk"),
        )
    ),
    learner=BigIntegerField(),
    course=UUIDField(),
    step=UUIDField(),
)


def live_lesson(page_id: int) -> LessonPage | None:
    """The lesson of this number, when it is on the site."""
    return _lesson.first(page=page_id)


def live_lesson_or_test(page_id: int) -> LessonPage | TestPage | None:
    """The page of this number that asks questions, when it is on the site."""
    return _test.first(page=page_id) or _lesson.first(page=page_id)


def working_in(page: LessonPage, reader: User) -> int | None:
    """The participation of who works in a lesson: begun, in a course begun, both live.

    The latest, of who does it again for a renewal. Two small queries, however long the
    course; nothing for everybody else, and of these ``read_step`` tells why.
    """
    course, module = page.course_path, page.path[: -page.steplen]
    above = _at(course=course, module=module)
    if len(above) < 2 or not all(live for _path, _key, live in above):
        return None
    return _participation(page, reader, _key_at(course, above), begun=True)


def taking_part_in(page: LessonPage | TestPage, reader: User) -> int | None:
    """The participation in a lesson or a test of who takes part in its course too."""
    course = page.course_path
    key = _key_at(course, _at(course=course, module=course))
    return _participation(page, reader, key, begun=False)


def _key_at(path: str, found: list[tuple[str, UUID, bool]]) -> UUID:
    return next(key for at, key, _live in found if at == path)


def _participation(
    page: LessonPage | TestPage, reader: User, course: UUID, *, begun: bool
) -> int | None:
    step = page.translation_key
    rows = _parts(learner=reader.pk, course=course, step=step)
    found = in_this_cycle({row.pop("key"): Part(**row) for row in rows})
    both = [found[key] for key in (course, step) if key in found]
    if len(both) < 2 or (begun and not all(part.has_begun for part in both)):
        return None
    return found[step].participation
