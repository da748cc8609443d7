"""What completing a lesson takes, and how far its reader is in that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from .lesson import LessonReading


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something that completing the lesson takes."""

    text: str
    done: bool


def needs_of(reading: LessonReading) -> list[Need]:
    """How this lesson is completed, in the order of doing it."""
    needs = []
    if total := len(reading.page.questions):
        answered = total - len(reading.unanswered)
        text = ngettext(
            "Answer the question. It need not be right at once.",
            "Answer the %(total)s questions (%(answered)s answered). They need not be right at once.",
            total,
        ) % {"total": total, "answered": answered}
        needs.append(Need(text=text, done=answered == total))
    needs += [
        Need(text=_("Do “%(title)s”.") % {"title": one.title}, done=one.is_completed)
        for one in reading.embedded_needs
    ]
    needs.append(
        Need(text=_("Say that you have read this lesson."), done=reading.has_read)
    )
    return needs
