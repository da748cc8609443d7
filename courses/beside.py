"""What stands beside a lesson for its reader, in one query: note, mark, questions, survey."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import DateTimeField, Exists, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from lms.common import clock

from .models import (
    Bookmark,
    CoursePage,
    FrequentQuestion,
    LessonNote,
    SurveyMark,
    TrainerQuestion,
)

if TYPE_CHECKING:
    from .reading import LessonReading

# Where it is on the page.
PLACE: Final = "bij-deze-les"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A text, with what came of it: a note; or a question with its answer."""

    pk: int
    text: str
    answer: str
    at: datetime | None
    answered_at: datetime | None

    @property
    def today(self) -> bool:
        return bool(self.at and clock.local_date(self.at) == clock.today())

    @property
    def known(self) -> str:
        """The version of a note that its form carries."""
        return self.at.isoformat() if self.at else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """All of it for one reader."""

    note: Written | None
    is_kept: bool
    own_questions: tuple[Written, ...]
    frequent: tuple[Written, ...]
    # The page of the completed course, when its survey is unanswered.
    survey: int | None


def beside_lesson(reading: LessonReading) -> Beside | None:
    """What its reader has beside the lesson, in one query; nothing for who only looks."""
    part = reading.standing.participation if reading.standing else None
    if not reading.recorded or part is None:
        return None
    found = list(_all_in_one(reading, part))
    return Beside(
        note=next(iter(_written(found, "note")), None),
        is_kept=any(row["what"] == "kept" for row in found),
        own_questions=_written(found, "own"),
        frequent=_written(found, "frequent"),
        survey=next((row["number"] for row in found if row["what"] == "survey"), None),
    )


def _written(rows: list[dict[str, Any]], what: str) -> tuple[Written, ...]:
    """The rows of one kind, in the order in which they were made."""
    own = sorted(
        (row for row in rows if row["what"] == what), key=lambda r: r["number"]
    )
    return tuple(
        Written(
            pk=row["number"],
            text=row["words"],
            answer=row["reply"],
            at=row["moment"],
            answered_at=row["later"],
        )
        for row in own
    )


def _all_in_one(reading: LessonReading, part: int) -> QuerySet[Any, dict[str, Any]]:
    """Rows of the same columns from every table; the first says of which kind they are."""
    notes = LessonNote.objects.filter(participation=part)
    questions = TrainerQuestion.objects.filter(participation=part)
    others: list[QuerySet[Any, dict[str, Any]]] = [
        _rows(Bookmark.objects.filter(participation=part), "kept", moment=F("kept_at")),
        _rows(
            questions,
            "own",
            words=F("text"),
            reply=F("answer"),
            moment=F("asked_at"),
            later=F("answered_at"),
        ),
        _rows(
            FrequentQuestion.objects.filter(lesson=reading.page.pk),
            "frequent",
            words=Cast("question", TextField()),
            reply=F("answer"),
        ),
    ]
    if reading.course and reading.course.is_completed:
        answered = SurveyMark.objects.filter(participation=reading.course.participation)
        courses = CoursePage.objects.filter(path=reading.page.course_path)
        asking = courses.filter(~Exists(answered), survey__isnull=False)
        others.append(_rows(asking, "survey"))
    first = _rows(notes, "note", words=F("text"), moment=F("saved_at"))
    # Django 6.1 would put the order of the first model on the whole.
    return first.union(*others, all=True).order_by()


def _rows(
    found: QuerySet[Any], what: str, **columns: Any
) -> QuerySet[Any, dict[str, Any]]:
    # PostgreSQL takes a bare NULL in the first of these queries for a text.
    nothing = Cast(Value(None), DateTimeField())
    empty = Value("", output_field=TextField())
    shown = {"words": empty, "reply": empty, "moment": nothing, "later": nothing}
    return found.order_by().values(
        what=Value(what, output_field=TextField()),
        number=F("pk"),
        **shown | columns,
    )
