"""A course as one reader sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courses.models import CoursePage
from courses.outline import Outline, Step, lesson_keys, outline_of
from courses.standings import Standing, parts, standings

if TYPE_CHECKING:
    from lms.accounts.models import User


@dataclass(kw_only=True)
class CourseReading:
    """A course as one reader sees it."""

    outline: Outline
    standing: Standing | None
    imagined: str = ""

    @property
    def participation(self) -> Standing | None:
        """How the reader stands; nothing for who does not take part."""
        return self.standing if self.standing and self.standing.takes_part else None

    @property
    def next_step(self) -> Step | None:
        """The lesson behind the one button."""
        last = self.standing.last_part if self.standing else None
        return self.outline.where_to_go_on(last)


def read_course(page: CoursePage, reader: User | None, *, url: str) -> CourseReading:
    """A course for a reader, or for nobody in particular: three queries."""
    rows = page.tree()
    own = page.translation_key
    found = parts(reader, keys=[*lesson_keys(rows), own])
    return CourseReading(
        outline=outline_of(rows, course_url=url, standings=found),
        standing=standings(found, keys=[own]).get(own),
    )
