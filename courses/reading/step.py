"""Where a reader is in a course: what the pages of lessons and of tests share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import BigIntegerField, CharField, F, UUIDField
from wagtail.models import Page

from courses.models import LessonPage, TestPage
from courses.models.played import tree_at
from courses.outline import Module, Outline, Step, lesson_keys, outline_of
from courses.standings import (
    Part,
    Standing,
    in_this_cycle,
    parts,
    standings,
    what_comes_first,
)
from lms.common.compiled import Compiled
from lms.learning.exceptions import First
from lms.learning.models import Participation

if TYPE_CHECKING:
    from lms.accounts.models import User


@dataclass(kw_only=True)
class StepReading:
    """A step of a course as one reader sees it."""

    page: Any
    outline: Outline
    course: Standing | None
    standing: Standing | None
    recorded: bool = True
    first: tuple[First, ...] = ()

    @property
    def number(self) -> int:
        return self.outline.number_of(self.page.pk)

    @property
    def modules(self) -> Iterator[tuple[Module, str]]:
        """The modules, and in the one that holds this step its address."""
        for module in self.outline.modules:
            here = (step.url for step in module.steps if step.pk == self.page.pk)
            yield module, next(here, "")

    @cached_property
    def around(self) -> tuple[Step | None, Step | None]:
        return self.outline.around(self.page.pk)

    @property
    def before(self) -> Step | None:
        return self.around[0]

    @property
    def after(self) -> Step | None:
        return self.around[1]


def read_step(
    page: LessonPage | TestPage,
    reader: User | None,
    *,
    url: str,
    embedded: list[int] | None = None,
) -> tuple[StepReading, dict[int, Standing]]:
    """A step for a reader, with the activities that it shows.

    Three queries, and one where something comes first.
    """
    rows = tree_at(page.course_path)
    course = rows[0]
    shown = embedded or []
    own = [course["translation_key"], page.translation_key]
    taking_part = parts(reader, keys=[*lesson_keys(rows), *own], pks=shown)
    found = standings(taking_part, keys=own, pks=shown)
    waits = what_comes_first(reader, rows, taking_part)
    tail = len(page.url_path) - len(course["url_path"])
    reading = StepReading(
        page=page,
        outline=outline_of(
            rows, course_url=url[:-tail], standings=taking_part, waits=waits
        ),
        course=found.get(course["translation_key"]),
        standing=found.get(page.translation_key),
        first=waits.get(course["translation_key"], ())
        or waits.get(page.translation_key, ()),
    )
    return reading, {one.pk: one for one in found.values() if one.pk in shown}


_live_at: Compiled[tuple[str, UUID]] = Compiled(
    lambda course, module: Page.objects.filter(
        path__in=[course, module], live=True
    ).values_list("path", "translation_key"),
    course=CharField(),
    module=CharField(),
)
_taking_part: Compiled[dict[str, Any]] = Compiled(
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


def working_in(page: LessonPage, reader: User) -> int | None:
    """The participation of who works in a lesson: begun, in a course begun, both live.

    The latest, of who does it again for a renewal. Two small queries, however long the
    course; nothing for everybody else, and of these ``read_step`` tells why.
    """
    course, module = page.course_path, page.path[: -page.steplen]
    keys = dict(_live_at(course=course, module=module))
    if len(keys) < 2:
        return None
    both = {"course": keys[course], "step": page.translation_key}
    rows = _taking_part(learner=reader.pk, **both)
    found = in_this_cycle({row.pop("key"): Part(**row) for row in rows})
    begun = [
        found[key] for key in both.values() if key in found and found[key].has_begun
    ]
    return begun[1].participation if len(begun) == 2 else None
