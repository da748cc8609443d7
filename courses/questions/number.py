"""Answering with a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self
from uuid import UUID

from lms.xapi.statements import Interaction
from lms.xapi.statements.interactions import BETWEEN_ENDS

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
    Unreadable,
    Verdict,
)
from .numerals import MOST_CHARACTERS, Ambiguous, NoNumber, as_digits, number_in


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongNumber:
    """A wrong number that people really give, and what is said to who gives it."""

    value: Decimal
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Question):
    """A number, right within a tolerance. A response is a list of one: its digits.

    ``unit`` stands behind the field; who types it too is understood.
    """

    kind: ClassVar[str] = "number"

    value: Decimal | None
    tolerance: Decimal = Decimal(0)
    unit: str = ""
    mistakes: tuple[WrongNumber, ...] = ()

    @classmethod
    def from_value(cls, pk: UUID, value: Mapping[str, Any]) -> Self:
        """The question of a block's value as it is stored; incomplete drafts included."""
        known = (
            (stored.decimal(one, "value"), stored.text(one, "feedback"))
            for _, one in stored.structs(value, "mistakes")
        )
        return cls(
            **stored.common(pk, value),
            value=stored.decimal(value, "value"),
            tolerance=abs(stored.decimal(value, "tolerance") or Decimal(0)),
            unit=stored.text(value, "unit").strip(),
            mistakes=tuple(
                WrongNumber(value=number, feedback=feedback)
                for number, feedback in known
                if number is not None
            ),
        )

    def read(self, sent: Sent) -> Response:
        """The digits of the number, with a point before its decimals."""
        given = sending.line(sent, FIELD, most=MOST_CHARACTERS)
        if not given:
            raise NothingGiven
        try:
            return [as_digits(number_in(given, unit=self.unit))]
        except Ambiguous:
            raise Unreadable(FIELD, reason="ambiguous-number") from None
        except NoNumber:
            raise Unreadable(FIELD, reason="no-number") from None

    def form_data(self, response: Response) -> dict[str, list[str]]:
        """``answer``, once, written so that it cannot be misread."""
        return {FIELD: [_unambiguous(digits) for digits in sending.chosen_in(response)]}

    def judge(self, response: Response) -> Verdict:
        """Right when it lies within the tolerance, ends included."""
        given = _number(response)
        if given is None or self.value is None:
            return WRONG
        return RIGHT if abs(given - self.value) <= self.tolerance else WRONG

    def feedback(self, response: Response) -> tuple[Remark, ...]:
        """What is said of a known mistake."""
        given = _number(response)
        if given is None:
            return ()
        if self.judge(response).right:
            return (Remark(part=FIELD, text="", verdict="right"),)
        said = (one.feedback for one in self.mistakes if one.value == given)
        return (Remark(part=FIELD, text=next(said, ""), verdict="wrong"),)

    def solution(self) -> Response | None:
        """The number."""
        return None if self.value is None else [as_digits(self.value)]

    def words(self, response: Response) -> tuple[str, ...]:
        """The number with its unit, with a decimal comma."""
        return tuple(
            f"{digits.replace('.', ',')} {self.unit}".strip()
            for digits in sending.chosen_in(response)
        )

    def interaction(self) -> Interaction:
        """``numeric``: the number, or the range within which it is right."""
        return Interaction(type="numeric", correct=self._right_patterns())

    def pattern(self, response: Response) -> str:
        """The digits."""
        return "".join(sending.chosen_in(response)[:1])

    def in_order_of(self, seed: int | None) -> Self:  # noqa: ARG002
        """Itself: there is nothing to shuffle."""
        return self

    def faults(self) -> tuple[str, ...]:
        """``none-right``, ``mistake-is-right``."""
        if self.value is None:
            return ("none-right",)
        if any(abs(one.value - self.value) <= self.tolerance for one in self.mistakes):
            return ("mistake-is-right",)
        return ()

    def _right_patterns(self) -> tuple[str, ...]:
        if self.value is None:
            return ()
        if not self.tolerance:
            return (as_digits(self.value),)
        ends = (self.value - self.tolerance, self.value + self.tolerance)
        return (BETWEEN_ENDS.join(as_digits(end) for end in ends),)


def _number(response: Response) -> Decimal | None:
    """The number of a response; none in one to another kind of question."""
    given = sending.chosen_in(response)
    return stored.decimal({"given": given[0]}, "given") if given else None


def _unambiguous(digits: str) -> str:
    whole, mark, rest = digits.partition(".")
    return f"{whole},{rest}0" if mark and len(rest) == 3 else digits.replace(".", ",")
