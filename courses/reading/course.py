"""A course as one reader sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courses.models import CoursePage
from courses.outline import Outline, Step, lesson_keys, outline_of
from courses.standings import Standing, parts, standings, what_comes_first
from lms.learning.exceptions import First

from .words import what_completes

if TYPE_CHECKING:
    from lms.accounts.models import User


@dataclass(kw_only=True)
class CourseReading:
    """A course as one reader sees it."""

    outline: Outline
    standing: Standing | None
    first: tuple[First, ...] = ()

    @property
    def participation(self) -> Standing | None:
        """How the reader stands; nothing for who does not take part."""
        return self.standing if self.standing and self.standing.takes_part else None

    @property
    def what_completes(self) -> str:
        """How many lessons complete it, where that is not all of them."""
        return what_completes(self.outline)

    @property
    def waits(self) -> bool:
        """Whether the reader has to complete something else before beginning."""
        standing = self.standing
        begun = standing and (standing.has_begun or standing.is_completed)
        return bool(self.first and not begun)

    @property
    def next_step(self) -> Step | None:
        """The lesson behind the one button."""
        last = self.standing.last_part if self.standing else None
        return self.outline.where_to_go_on(last)


def read_course(page: CoursePage, reader: User | None, *, url: str) -> CourseReading:
    """A course for a reader, or for nobody in particular: three queries.

    One more where something comes first.
    """
    rows = page.tree()
    own = page.translation_key
    found = parts(reader, keys=[*lesson_keys(rows), own])
    waits = what_comes_first(reader, rows, found)
    return CourseReading(
        outline=outline_of(rows, course_url=url, standings=found, waits=waits),
        standing=standings(found, keys=[own]).get(own),
        first=waits.get(own, ()),
    )
