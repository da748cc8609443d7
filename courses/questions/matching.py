"""Giving each source the target that goes with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self
from uuid import UUID, uuid5

from lms.xapi.statements import Interaction

from . import pairing, sending, stored
from .base import Question, Remark, Response, Sent, Verdict
from .pairing import Source, Target
from .shuffling import shuffled


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Question):
    """Sources and targets, of which there may be more. A response maps ids to ids.

    The targets never stand in the order of their sources, and the ids of both
    do not tell which goes where.
    """

    kind: ClassVar[str] = "matching"

    sources: tuple[Source, ...]
    targets: tuple[Target, ...]

    @classmethod
    def from_value(cls, pk: UUID, value: Mapping[str, Any]) -> Self:
        """The question of a block's value as it is stored; incomplete drafts included.

        Pairs with the same target share it.
        """
        sources: list[Source] = []
        targets: dict[str, Target] = {}
        for key, pair in stored.structs(value, "pairs"):
            text = stored.text(pair, "target")
            target = targets.setdefault(
                _same(text), Target(id=_id(pk, "target", key), text=text)
            )
            sources.append(
                Source(
                    id=_id(pk, "source", key),
                    text=stored.text(pair, "source"),
                    target=target.id,
                    feedback=stored.text(pair, "feedback"),
                )
            )
        for key, text in stored.items(value, "distractors"):
            if isinstance(text, str):
                targets.setdefault(
                    _same(text), Target(id=_id(pk, "target", key), text=text)
                )
        return cls(
            **stored.common(pk, value),
            sources=tuple(sources),
            targets=_mixed(tuple(targets.values()), pk),
        )

    def read(self, sent: Sent) -> Response:
        """The target of each source, in the order of the sources' ids."""
        sources = sorted(source.id for source in self.sources)
        return sending.pairs(sent, sources, {target.id for target in self.targets})

    def form_data(self, response: Response) -> dict[str, list[str]]:
        """``answer-<source id>``: the id of a target."""
        return sending.as_fields(response)

    def judge(self, response: Response) -> Verdict:
        """Each right pair earns its part."""
        return pairing.judge_pairs(self.sources, response)

    def feedback(self, response: Response) -> tuple[Remark, ...]:
        """What is said of each source."""
        return pairing.remarks_on_pairs(self.sources, response)

    def solution(self) -> Response | None:
        """The right target of each source."""
        return dict(sorted(pairing.solution_of(self.sources).items()))

    def words(self, response: Response) -> tuple[str, ...]:
        """A line for each pair."""
        return pairing.pairs_in_words(self.sources, self.targets, response)

    def interaction(self) -> Interaction:
        """``matching``."""
        return Interaction(
            type="matching",
            choices=tuple((source.id, source.text) for source in self.sources),
            targets=tuple((target.id, target.text) for target in self.targets),
            correct=(pairing.pattern_of(sending.pairs_in(self.solution() or {})),),
        )

    def pattern(self, response: Response) -> str:
        """The pairs."""
        return pairing.pattern_of(sending.pairs_in(response))

    def in_order_of(self, seed: int | None) -> Self:
        """With its sources and its targets in another order."""
        if seed is None:
            return self
        return replace(
            self,
            sources=shuffled(self.sources, seed, key=lambda source: source.id),
            targets=_mixed(self.targets, seed),
        )

    def faults(self) -> tuple[str, ...]:
        """``too-few-pairs``, ``pair-incomplete``, ``one-target``."""
        found = []
        if len(self.sources) < 2:
            found.append("too-few-pairs")
        texts = [one.text for one in self.sources] + [one.text for one in self.targets]
        if not all(text.strip() for text in texts):
            found.append("pair-incomplete")
        elif self.sources[1:] and len(self.targets) < 2:
            found.append("one-target")
        return tuple(found)


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()


def _id(pk: UUID, side: str, key: str) -> str:
    """The id of one side of a pair: without its key nobody tells which other is right."""
    return str(uuid5(pk, f"{side}/{key}"))


def _mixed(targets: tuple[Target, ...], seed: object) -> tuple[Target, ...]:
    return shuffled(targets, seed, key=lambda target: target.id)
