"""Saying whether a statement is true."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self
from uuid import UUID

from lms.xapi.statements import Interaction

from . import sending, stored
from .base import Question, Remark, Response, Sent, Verdict
from .choosing import judge_chosen

ANSWERS = ("true", "false")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Question):
    """A statement, its ``prompt``. A response is ``["true"]`` or ``["false"]``.

    ``answer`` is which of the two is right, empty in a draft; ``feedback_true`` and
    ``feedback_false`` are said to who chose that.
    """

    kind: ClassVar[str] = "true_false"
    choices: ClassVar[tuple[str, ...]] = ANSWERS

    answer: str
    feedback_true: str = ""
    feedback_false: str = ""

    @classmethod
    def from_value(cls, pk: UUID, value: Mapping[str, Any]) -> Self:
        """The question of a block's value as it is stored; incomplete drafts included."""
        answer = stored.text(value, "answer")
        return cls(
            **stored.common(pk, value),
            answer=answer if answer in ANSWERS else "",
            feedback_true=stored.text(value, "feedback_true"),
            feedback_false=stored.text(value, "feedback_false"),
        )

    def read(self, sent: Sent) -> Response:
        """``true`` or ``false``, as a list of one."""
        return sending.ids(sent, ANSWERS, multiple=False)

    def form_data(self, response: Response) -> dict[str, list[str]]:
        """``answer``, once."""
        return sending.as_fields(response)

    def judge(self, response: Response) -> Verdict:
        """Right or wrong."""
        return judge_chosen(sending.chosen_in(response), [self.answer], multiple=False)

    def feedback(self, response: Response) -> tuple[Remark, ...]:
        """What is said of the one that was chosen."""
        texts = {"true": self.feedback_true, "false": self.feedback_false}
        return tuple(
            Remark(
                part=chosen,
                text=texts.get(chosen, ""),
                verdict="right" if chosen == self.answer else "wrong",
            )
            for chosen in sending.chosen_in(response)
        )

    def solution(self) -> Response | None:
        """The right one."""
        return [self.answer] if self.answer else None

    def words(self, response: Response) -> tuple[str, ...]:
        """``true`` or ``false``: who shows it has the words."""
        return tuple(sending.chosen_in(response))

    def interaction(self) -> Interaction:
        """``true-false``."""
        return Interaction(
            type="true-false", correct=(self.answer,) if self.answer else ()
        )

    def pattern(self, response: Response) -> str:
        """``true`` or ``false``."""
        return "".join(sending.chosen_in(response)[:1])

    def in_order_of(self, seed: int | None) -> Self:  # noqa: ARG002
        """Itself: true always comes first."""
        return self

    def faults(self) -> tuple[str, ...]:
        """``none-right``."""
        return () if self.answer else ("none-right",)
