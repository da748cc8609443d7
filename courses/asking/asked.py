"""A question as it stands in a page: what is asked, what was answered, what to say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.questions import Question, Response, Sent, Verdict
from courses.questions.base import UNJUDGED
from lms.common import clock

from .fields import Fields, Work, fields_of
from .sentences import hint

# Kinds that are one field, which the prompt itself is the label of.
ONE_FIELD = frozenset({"short_text", "number", "open"})
RIGHT, PARTLY, WRONG = "right", "partly", "wrong"
# When scripts send an answer: each as it is given, or what is typed while it is typed.
GIVEN, DRAFT = "given", "draft"


@dataclass(frozen=True, kw_only=True)
class AskedNow:
    """A question with what its reader answered last, or what was refused just now.

    ``saves`` has scripts send an answer without the button (``GIVEN``, ``DRAFT``).
    Its form says which ``attempt`` it is about, by number. Without ``reveals`` nothing is
    said of the answer; what is ``fixed`` can be read and no longer changed.
    """

    kind: ClassVar[str] = "question"

    question: Question
    number: int
    form_key: UUID
    total: int = 0
    attempt: int = 0
    response: Response | None = None
    verdict: Verdict = UNJUDGED
    answered_at: datetime | None = None
    error: str = ""
    faulty: tuple[str, ...] = ()
    sent: Sent | None = None
    saves: str = ""
    reveals: bool = True
    fixed: bool = False

    @property
    def template(self) -> str:
        return f"courses/questions/{self.question.kind}.html"

    @property
    def title(self) -> str:
        """Which question it is, among how many where that is known."""
        if self.total:
            words = _("Question %(number)s of %(total)s")
            return words % {"number": self.number, "total": self.total}
        return _("Question %(number)s") % {"number": self.number}

    @property
    def hint(self) -> str:
        return hint(self.question)

    @property
    def is_one_field(self) -> bool:
        return self.question.kind in ONE_FIELD

    @property
    def is_answered(self) -> bool:
        return self.response is not None

    @property
    def shows_feedback(self) -> bool:
        """Whether something is said of the answer; not of one that was refused."""
        return self.reveals and self.is_answered and self.sent is None

    @cached_property
    def fields(self) -> Fields:
        """What can be filled in, and holds what was sent or stored."""
        sent = self.sent
        if sent is None and self.response is not None:
            sent = self.question.form_data(self.response)
        remarks = {}
        if self.shows_feedback and self.response is not None:
            told = self.question.feedback(self.response)
            remarks = {remark.part: remark for remark in told}
        work = Work(
            sent=sent or {},
            remarks=remarks,
            faulty=self.faulty,
            error_id=f"fout-{self.question.id}" if self.error else "",
            hint_id=f"hint-{self.question.id}" if self.hint else "",
        )
        return fields_of(self.question, work)

    @property
    def outcome(self) -> str:
        """``right``, ``partly``, ``wrong``, or empty when it is not judged (yet)."""
        return self.verdict.outcome

    @property
    def result(self) -> str:
        """What the answer came to, in a sentence."""
        return {
            RIGHT: _("That is right."),
            PARTLY: _("Partly right. Read why."),
            WRONG: _("Not this time. Read why."),
        }.get(self.outcome, _("Your answer is saved."))

    @property
    def comment(self) -> str:
        """What the author says of an answer like this."""
        return self.question.comment(self.verdict)

    @property
    def told(self) -> str:
        """The id of what was said, for who comes back to the question by its address."""
        return f"uitslag-{self.question.id}" if self.shows_feedback else ""

    @property
    def button(self) -> str:
        if self.saves == GIVEN:
            return _("Save answer")
        if self.is_answered:
            return _("Answer again")
        return pgettext("verb", "Answer")

    @property
    def saved(self) -> str:
        """When the answer was saved; nothing while another one waits for repair."""
        if self.answered_at is None or self.sent is not None:
            return ""
        return saved_at(self.answered_at)


def saved_at(moment: datetime) -> str:
    """When something was saved, in words: with the date unless that is today."""
    local = moment.astimezone(clock.BRUSSELS)
    time = f"{local:%H.%M}"
    if local.date() == clock.today():
        return _("Saved at %(time)s") % {"time": time}
    words = _("Saved on %(date)s at %(time)s")
    return words % {"date": date_format(local, "j F Y"), "time": time}
