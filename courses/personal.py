"""What courses hold of a person beside the record: notes, marks, questions, kept lessons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F, Model

from lms.common.personal import Rows, holds

from .models import (
    Bookmark,
    ExtraTime,
    LessonNote,
    Place,
    ReflectionNote,
    SurveyMark,
    TrainerQuestion,
    Watched,
)

if TYPE_CHECKING:
    from lms.accounts.models import User

# Of a survey only that it was answered is known; the answers are nobody's.
HELD: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "notes at lessons": (LessonNote, ("text", "saved_at")),
    "notes to oneself": (ReflectionNote, ("text", "saved_at")),
    "kept lessons": (Bookmark, ("kept_at",)),
    "questions to trainers": (
        TrainerQuestion,
        ("text", "asked_at", "answer", "answered_at"),
    ),
    "answered surveys": (SurveyMark, ()),
    "places in lessons": (Place, ("reached_at",)),
    "what was watched": (Watched, ("position", "reported_at", "read_at")),
}


def announce() -> None:
    """Tell the platform what is held, each under its name."""
    for name, (model, fields) in HELD.items():
        holds(
            f"courses: {name}", collect=_collects(model, fields), erase=_erases(model)
        )
    holds("courses: extra time", collect=_extra_time, erase=_forget_extra_time)


def _collects(model: type[Model], fields: tuple[str, ...]) -> Any:
    def collect(person: User) -> Rows:
        own = model._default_manager.filter(participation__learner=person)  # noqa: SLF001
        at = {"at": F("participation__activity__title")}
        return list(own.order_by("pk").values(*fields, **at))

    return collect


def _erases(model: type[Model]) -> Any:
    def erase(person: User) -> int:
        own = model._default_manager.filter(participation__learner=person)  # noqa: SLF001
        count, _by_model = own.delete()
        return count

    return erase


def _extra_time(person: User) -> Rows:
    found = ExtraTime.objects.filter(person=person).values_list("per_cent", flat=True)
    return [{"per_cent": per_cent} for per_cent in found]


def _forget_extra_time(person: User) -> int:
    count, _by_model = ExtraTime.objects.filter(person=person).delete()
    return count
