"""All that somebody noted and kept, gathered by course."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.models import Bookmark, LessonNote, ReflectionNote
from lms.common import clock

from .places import Place, places_of

if TYPE_CHECKING:
    from lms.accounts.models import User

WHERE = {
    "key": F("participation__activity__key"),
    "lesson": F("participation__activity__title"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A note with what it answers, and where it was written."""

    text: str
    prompt: str  # none for a free note
    saved_at: datetime
    lesson: str
    url: str  # none when its lesson is gone
    order: tuple[str, int]

    def holds(self, words: Iterable[str]) -> bool:
        """Whether every word is in the note, in its prompt or in the title of its lesson."""
        told = f"{self.text} {self.prompt} {self.lesson}".casefold()
        return all(word in told for word in words)


@dataclass(slots=True, kw_only=True)
class Notebook:
    """What was noted in one course."""

    key: str
    title: str
    notes: list[Noted] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A lesson that was kept, with where it is."""

    participation: int
    page: int
    lesson: str
    course: str
    url: str
    kept_at: datetime


def notebooks_of(
    person: User, request: HttpRequest, *, search: str = "", course: str = ""
) -> list[Notebook]:
    """The notes of a person, by course and in the order of its lessons: four queries.

    ``search`` leaves what holds all its words, ``course`` one course by its key.
    """
    own = {"participation__learner_id": person.pk}
    free = LessonNote.objects.of(person).order_by()
    asked = ReflectionNote.objects.filter(**own).order_by()
    rows = _rows(free, "text", "saved_at") + _rows(asked, "text", "saved_at", "block")
    places = places_of({row["key"] for row in rows}, request)
    words = search.casefold().split()
    found: dict[str, Notebook] = {}
    for row in rows:
        place = places.get(row["key"])
        note = _noted(row, place)
        key = str(place.course_key) if place else ""
        if note.holds(words) and course in ("", key):
            title = place.course if place else _("Lessons that are no longer there")
            found.setdefault(key, Notebook(key=key, title=title)).notes.append(note)
    for notebook in found.values():
        notebook.notes.sort(key=lambda note: note.order)
    return sorted(found.values(), key=lambda one: (not one.key, one.title.casefold()))


def as_text(notebooks: Iterable[Notebook]) -> str:
    """The notes as a text, to keep outside the platform."""
    lines: list[str] = []
    for notebook in notebooks:
        lines += [notebook.title, "=" * len(notebook.title), ""]
        for note in notebook.notes:
            day = date_format(clock.local_date(note.saved_at), "j F Y")
            lines += [f"{note.lesson} ({day})", *([note.prompt] if note.prompt else [])]
            lines += ["", note.text, "", "-" * 8, ""]
    return "\n".join(lines)


def kept_lessons(person: User, request: HttpRequest) -> list[Kept]:
    """The lessons that a person kept and that are there, the last one first: three queries."""
    rows = _rows(Bookmark.objects.of(person), "participation", "kept_at")
    places = places_of({row["key"] for row in rows}, request)
    return [
        Kept(
            participation=row["participation"],
            page=place.lesson.pk,
            lesson=place.title,
            course=place.course,
            url=place.url,
            kept_at=row["kept_at"],
        )
        for row in rows
        if (place := places.get(row["key"]))
    ]


def _rows(found: QuerySet[Any], *fields: str) -> list[dict[str, Any]]:
    return list(found.values(*fields, **WHERE))


def _noted(row: dict[str, Any], place: Place | None) -> Noted:
    block: UUID | None = row.get("block")
    number, prompt = (0, "")
    if place and block:
        number, prompt = place.blocks.get(str(block), (0, ""))
    fragment = f"#nota-{block}" if number else "#bij-deze-les"
    return Noted(
        text=row["text"],
        prompt=prompt,
        saved_at=row["saved_at"],
        lesson=place.title if place else row["lesson"],
        url=f"{place.url}{fragment}" if place else "",
        # A free note comes after what the lesson asked.
        order=(str(place.lesson.path) if place else row["lesson"], number or 10_000),
    )
