"""Answering in a few words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self
from uuid import UUID

from lms.xapi.statements import Interaction

from . import sending, stored
from .base import (
    FIELD,
    RIGHT,
    WRONG,
    NothingGiven,
    Question,
    Remark,
    Response,
    Sent,
    Verdict,
)
from .comparing import Comparison, Mistake, Recognised, mistakes_in, recognise
from .filling_in import plain, right_patterns

MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortText(Question):
    """A question to answer in a few words. A response is a list of one text."""

    kind: ClassVar[str] = "short_text"

    accepted: tuple[str, ...]
    comparison: Comparison
    mistakes: tuple[Mistake, ...] = ()

    @classmethod
    def from_value(cls, pk: UUID, value: Mapping[str, Any]) -> Self:
        """The question of a block's value as it is stored; incomplete drafts included."""
        return cls(
            **stored.common(pk, value),
            accepted=stored.texts(value, "accepted"),
            comparison=Comparison.from_value(value),
            mistakes=mistakes_in(value),
        )

    def read(self, sent: Sent) -> Response:
        """The text, on one line."""
        given = sending.line(sent, FIELD, most=MOST_CHARACTERS)
        if not given:
            raise NothingGiven
        return [given]

    def form_data(self, response: Response) -> dict[str, list[str]]:
        """``answer``, once."""
        return sending.as_fields(response)

    def judge(self, response: Response) -> Verdict:
        """Right when it reads as one of the accepted texts."""
        found = self._recognised(response)
        return RIGHT if found and found.right else WRONG

    def feedback(self, response: Response) -> tuple[Remark, ...]:
        """What is said of a known mistake."""
        found = self._recognised(response)
        if found is None:
            return ()
        verdict = "right" if found.right else "wrong"
        return (Remark(part=FIELD, text=found.feedback, verdict=verdict),)

    def solution(self) -> Response | None:
        """The first accepted text."""
        return list(self.accepted[:1]) or None

    def words(self, response: Response) -> tuple[str, ...]:
        """What was typed."""
        return tuple(sending.chosen_in(response))

    def interaction(self) -> Interaction:
        """``fill-in``, with a pattern for each accepted text."""
        return Interaction(type="fill-in", correct=right_patterns([self.accepted]))

    def pattern(self, response: Response) -> str:
        """The text when the author foresaw it."""
        found = self._recognised(response)
        return plain(found.text) if found else ""

    def in_order_of(self, seed: int | None) -> Self:  # noqa: ARG002
        """Itself: there is nothing to shuffle."""
        return self

    def faults(self) -> tuple[str, ...]:
        """``none-right``, ``mistake-is-right``, ``answer-too-long``."""
        found = []
        if not self.accepted:
            found.append("none-right")
        if any(len(text) > MOST_CHARACTERS for text in self.accepted):
            found.append("answer-too-long")
        if any(
            self.comparison.find(one.answer, self.accepted) for one in self.mistakes
        ):
            found.append("mistake-is-right")
        return tuple(found)

    def _recognised(self, response: Response) -> Recognised | None:
        given = sending.chosen_in(response)
        if not given:
            return None
        return recognise(
            given[0],
            accepted=self.accepted,
            mistakes=self.mistakes,
            comparison=self.comparison,
        )
