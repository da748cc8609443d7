"""Filling the gaps of a text."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self
from uuid import UUID

from lms.xapi.statements import Interaction
from lms.xapi.statements.interactions import BETWEEN_ANSWERS

from . import sending, stored
from .base import FIELD_OF, Question, Remark, Response, Sent, Verdict
from .comparing import Comparison, Mistake, Recognised, mistakes_in, recognise
from .filling_in import plain, right_patterns
from .marked import Gap, Piece, faults_of_marks, pieces_of
from .shuffling import shuffled

MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps(Question):
    """A text with gaps. A response maps the number of each gap to what it was filled with.

    ``pieces`` is the text taken apart: what stands before each gap, and the gap.
    """

    kind: ClassVar[str] = "gaps"

    text: str
    pieces: tuple[Piece, ...]
    comparison: Comparison
    mistakes: tuple[Mistake, ...] = ()

    @classmethod
    def from_value(cls, pk: UUID, value: Mapping[str, Any]) -> Self:
        """The question of a block's value as it is stored; incomplete drafts included."""
        text = stored.text(value, "text")
        return cls(
            **stored.common(pk, value),
            text=text,
            pieces=_mixed(pieces_of(text), pk),
            comparison=Comparison.from_value(value),
            mistakes=mistakes_in(value),
        )

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps, in order."""
        return tuple(piece.gap for piece in self.pieces if piece.gap)

    def read(self, sent: Sent) -> Response:
        """What was filled in or chosen for each gap."""
        given = {
            gap.id: sending.line(sent, FIELD_OF + gap.id, most=MOST_CHARACTERS)
            for gap in self.gaps
        }
        sending.refuse_strange(
            gap.id
            for gap in self.gaps
            if gap.choices and given[gap.id] and given[gap.id] not in gap.choices
        )
        return sending.complete(given)

    def form_data(self, response: Response) -> dict[str, list[str]]:
        """``answer-<number of the gap>``."""
        return sending.as_fields(response)

    def judge(self, response: Response) -> Verdict:
        """Each gap that is right earns its part."""
        gaps = self.gaps
        earned = sum(found.right for found in self._recognised(response).values())
        score = earned / len(gaps) if gaps else 0.0
        return Verdict(score=score, right=score == 1.0)

    def feedback(self, response: Response) -> tuple[Remark, ...]:
        """Of each gap whether it is right, and what is said of a known mistake."""
        return tuple(
            Remark(
                part=part,
                text=found.feedback,
                verdict="right" if found.right else "wrong",
            )
            for part, found in self._recognised(response).items()
        )

    def solution(self) -> Response | None:
        """The first answer that is right for each gap."""
        return {gap.id: gap.accepted[0] for gap in self.gaps if gap.accepted}

    def words(self, response: Response) -> tuple[str, ...]:
        """What was filled in, gap by gap."""
        given = sending.pairs_in(response)
        return tuple(given[gap.id] for gap in self.gaps if gap.id in given)

    def interaction(self) -> Interaction:
        """``fill-in``: a text for each gap, in order."""
        return Interaction(
            type="fill-in", correct=right_patterns(gap.accepted for gap in self.gaps)
        )

    def pattern(self, response: Response) -> str:
        """The text of each gap where the author foresaw it, nothing where not."""
        found = self._recognised(response)
        if not any(one.text for one in found.values()):
            return ""
        return BETWEEN_ANSWERS.join(plain(one.text) for one in found.values())

    def in_order_of(self, seed: int | None) -> Self:
        """With the choices of its gaps in another order."""
        if seed is None:
            return self
        return replace(self, pieces=_mixed(self.pieces, seed))

    def faults(self) -> tuple[str, ...]:
        """Those of the marks (``marked``), ``gap-too-long``, ``mistake-is-right``."""
        found = list(faults_of_marks(self.text))
        gaps = self.gaps
        if any(len(text) > MOST_CHARACTERS for gap in gaps for text in gap.accepted):
            found.append("gap-too-long")
        if gaps and any(self._is_right_anywhere(one.answer) for one in self.mistakes):
            found.append("mistake-is-right")
        return tuple(found)

    def _is_right_anywhere(self, text: str) -> bool:
        """Whether a text is right in each gap; in one it may be the mistake of another."""
        return all(self.comparison.find(text, gap.accepted) for gap in self.gaps)

    def _recognised(self, response: Response) -> dict[str, Recognised]:
        """Of each gap what the author says of what it was filled with."""
        given = sending.pairs_in(response)
        return {
            gap.id: recognise(
                given.get(gap.id, ""),
                accepted=gap.accepted,
                mistakes=[*self.mistakes, *_wrong_choices(gap)],
                comparison=_exact if gap.choices else self.comparison,
            )
            for gap in self.gaps
        }


_exact = Comparison()


def _wrong_choices(gap: Gap) -> list[Mistake]:
    """What can be chosen is foreseen, so that a statement may tell it."""
    return [
        Mistake(answer=text, feedback="")
        for text in gap.choices
        if text not in gap.accepted
    ]


def _mixed(pieces: tuple[Piece, ...], seed: object) -> tuple[Piece, ...]:
    return tuple(
        replace(piece, gap=_shuffled(piece.gap, seed)) if piece.gap else piece
        for piece in pieces
    )


def _shuffled(gap: Gap, seed: object) -> Gap:
    choices = shuffled(gap.choices, f"{seed}/{gap.id}", key=str)
    return replace(gap, choices=choices)
