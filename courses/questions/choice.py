"""Choosing one answer, or several."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self
from uuid import UUID

from lms.xapi.statements import Interaction
from lms.xapi.statements.interactions import BETWEEN_ANSWERS

from . import sending, stored
from .base import Question, Remark, Response, Sent, Verdict
from .choosing import (
    as_authored,
    faults_of_choosing,
    judge_chosen,
    remarks_on,
    right_of,
)
from .shuffling import shuffled


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of the answers that can be chosen, with what is said to whoever chose it."""

    id: str
    text: str
    correct: bool
    feedback: str
    place: int = 0  # among the answers as they were authored


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Question):
    """A question with answers to choose from. A response is a list of their ids."""

    kind: ClassVar[str] = "question"

    multiple: bool
    options: tuple[Option, ...]

    @classmethod
    def from_value(cls, pk: UUID, value: Mapping[str, Any]) -> Self:
        """The question of a block's value as it is stored; incomplete drafts included."""
        return cls(
            **stored.common(pk, value),
            multiple=bool(value.get("multiple")),
            options=tuple(
                Option(
                    id=key,
                    text=stored.text(answer, "text"),
                    correct=bool(answer.get("correct")),
                    feedback=stored.text(answer, "feedback"),
                    place=place,
                )
                for place, (key, answer) in enumerate(stored.structs(value, "answers"))
            ),
        )

    @property
    def right(self) -> frozenset[str]:
        """The ids of the answers that are right."""
        return frozenset(right_of(self.options))

    def read(self, sent: Sent) -> Response:
        """The ids that were chosen, in the order in which they were authored."""
        return sending.ids(sent, as_authored(self.options), multiple=self.multiple)

    def form_data(self, response: Response) -> dict[str, list[str]]:
        """``answer``, for each id."""
        return sending.as_fields(response)

    def judge(self, response: Response) -> Verdict:
        """Right when exactly the right answers were chosen; in part where more may be."""
        chosen = sending.chosen_in(response)
        return judge_chosen(chosen, self.right, multiple=self.multiple)

    def feedback(self, response: Response) -> tuple[Remark, ...]:
        """The feedback of the answers that were chosen, and of those that were missed."""
        return remarks_on(self.options, sending.chosen_in(response))

    def solution(self) -> Response | None:
        """The right answers."""
        return right_of(self.options)

    def words(self, response: Response) -> tuple[str, ...]:
        """The texts of the answers that were chosen."""
        chosen = sending.chosen_in(response)
        return tuple(option.text for option in self.options if option.id in chosen)

    def interaction(self) -> Interaction:
        """``choice``, with one pattern: all the right answers."""
        return Interaction(
            type="choice",
            choices=tuple((option.id, option.text) for option in self.options),
            correct=(BETWEEN_ANSWERS.join(right_of(self.options)),),
        )

    def pattern(self, response: Response) -> str:
        """The ids that were chosen."""
        return BETWEEN_ANSWERS.join(sending.chosen_in(response))

    def in_order_of(self, seed: int | None) -> Self:
        """With its answers in another order."""
        if seed is None:
            return self
        options = shuffled(self.options, seed, key=lambda option: option.id)
        return replace(self, options=options)

    def faults(self) -> tuple[str, ...]:
        """``too-few-answers``, ``none-right``, ``several-right``."""
        return faults_of_choosing(
            multiple=self.multiple, right=len(self.right), answers=len(self.options)
        )
