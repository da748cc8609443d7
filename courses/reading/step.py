"""Where a reader is in a course: what the pages of lessons and of tests share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from courses.models import LessonPage, TestPage
from courses.models.played import tree_at
from courses.outline import Module, Outline, Step, lesson_keys, outline_of
from courses.standings import (
    Standing,
    parts,
    standings,
    what_comes_first,
)
from lms.learning.exceptions import First

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
