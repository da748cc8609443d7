"""Saying how far one agrees."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self
from uuid import UUID

from lms.xapi.statements import Interaction

from . import sending, stored
from .base import UNJUDGED, Question, Remark, Response, Sent, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A grade of a scale."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Likert(Question):
    """A scale, on which no answer is right. A response is a list of one id."""

    kind: ClassVar[str] = "likert"
    is_judged: ClassVar[bool] = False

    scale: tuple[Grade, ...]

    @classmethod
    def from_value(cls, pk: UUID, value: Mapping[str, Any]) -> Self:
        """The question of a block's value as it is stored; incomplete drafts included."""
        return cls(
            **stored.common(pk, value),
            scale=tuple(
                Grade(id=key, text=text if isinstance(text, str) else "")
                for key, text in stored.items(value, "scale")
            ),
        )

    def read(self, sent: Sent) -> Response:
        """The id of the grade."""
        return sending.ids(sent, [one.id for one in self.scale], multiple=False)

    def form_data(self, response: Response) -> dict[str, list[str]]:
        """``answer``, once."""
        return sending.as_fields(response)

    def judge(self, response: Response) -> Verdict:  # noqa: ARG002
        """Nothing: nobody is right or wrong."""
        return UNJUDGED

    def feedback(self, response: Response) -> tuple[Remark, ...]:  # noqa: ARG002
        """Nothing."""
        return ()

    def solution(self) -> Response | None:
        """None."""
        return None

    def words(self, response: Response) -> tuple[str, ...]:
        """The text of the grade."""
        chosen = sending.chosen_in(response)
        return tuple(one.text for one in self.scale if one.id in chosen)

    def interaction(self) -> Interaction:
        """``likert``."""
        return Interaction(
            type="likert", choices=tuple((one.id, one.text) for one in self.scale)
        )

    def pattern(self, response: Response) -> str:
        """The id of the grade."""
        return "".join(sending.chosen_in(response)[:1])

    def in_order_of(self, seed: int | None) -> Self:  # noqa: ARG002
        """Itself: a scale has its order."""
        return self

    def faults(self) -> tuple[str, ...]:
        """``too-few-grades``, ``grade-empty``."""
        found = []
        if len(self.scale) < 2:
            found.append("too-few-grades")
        if not all(one.text.strip() for one in self.scale):
            found.append("grade-empty")
        return tuple(found)
