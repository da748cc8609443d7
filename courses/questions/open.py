"""Answering in one's own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self
from uuid import UUID

from lms.xapi.statements import Interaction

from . import sending, stored
from .base import (
    FIELD,
    UNJUDGED,
    NothingGiven,
    Question,
    Remark,
    Response,
    Sent,
    Unreadable,
    Verdict,
)

# What is kept of an answer without a limit of its own, and of one with.
MOST_CHARACTERS = 10_000
MOST_WORDS = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Question):
    """A question that a trainer reviews. A response is a list of one text.

    ``model_answer`` is shown afterwards; ``criteria`` are what the trainer looks for.
    """

    kind: ClassVar[str] = "open"
    is_judged: ClassVar[bool] = False

    least_words: int = 0
    most_words: int = MOST_WORDS
    model_answer: str = ""
    criteria: tuple[str, ...] = ()

    @classmethod
    def from_value(cls, pk: UUID, value: Mapping[str, Any]) -> Self:
        """The question of a block's value as it is stored; incomplete drafts included."""
        return cls(
            **stored.common(pk, value),
            least_words=stored.whole(value, "least_words") or 0,
            most_words=stored.whole(value, "most_words") or MOST_WORDS,
            model_answer=stored.text(value, "model_answer"),
            criteria=stored.texts(value, "criteria"),
        )

    def read(self, sent: Sent) -> Response:
        """The text, with its line breaks."""
        given = sending.one(sent, FIELD)
        if not given:
            raise NothingGiven
        if len(given) > MOST_CHARACTERS:
            raise Unreadable(FIELD, reason="too-long")
        words = len(given.split())
        if words > self.most_words:
            raise Unreadable(FIELD, reason="too-many-words")
        if words < self.least_words:
            raise Unreadable(FIELD, reason="too-few-words")
        return [given]

    def form_data(self, response: Response) -> dict[str, list[str]]:
        """``answer``, once."""
        return sending.as_fields(response)

    def judge(self, response: Response) -> Verdict:  # noqa: ARG002
        """Nothing: a trainer does."""
        return UNJUDGED

    def feedback(self, response: Response) -> tuple[Remark, ...]:  # noqa: ARG002
        """Nothing: the model answer is for everyone."""
        return ()

    def solution(self) -> Response | None:
        """None: the model answer is one of many."""
        return None

    def words(self, response: Response) -> tuple[str, ...]:
        """What was written."""
        return tuple(sending.chosen_in(response))

    def interaction(self) -> Interaction:
        """``long-fill-in``, without a right answer."""
        return Interaction(type="long-fill-in")

    def pattern(self, response: Response) -> str:  # noqa: ARG002
        """Empty: what learners write stays out of statements."""
        return ""

    def in_order_of(self, seed: int | None) -> Self:  # noqa: ARG002
        """Itself: there is nothing to shuffle."""
        return self

    def faults(self) -> tuple[str, ...]:
        """``limits-crossed``, ``limit-too-high``."""
        if self.most_words > MOST_WORDS:
            return ("limit-too-high",)
        return ("limits-crossed",) if self.least_words > self.most_words else ()
