"""Putting items into their order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, ClassVar, Self
from uuid import UUID

from lms.xapi.statements import Interaction
from lms.xapi.statements.interactions import BETWEEN_ANSWERS

from . import sending, stored
from .base import (
    FIELD,
    FIELD_OF,
    Incomplete,
    NotOfThisQuestion,
    Question,
    Remark,
    Response,
    Sent,
    Unreadable,
    Verdict,
)
from .shuffling import disordered


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An item, with its place in the right order: 1 is first."""

    id: str
    text: str
    place: int
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Question):
    """Items to put into order. A response is the list of their ids in that order.

    ``items`` are in the order in which they are shown, which is never the right one.
    """

    kind: ClassVar[str] = "ordering"

    items: tuple[Step, ...]

    @classmethod
    def from_value(cls, pk: UUID, value: Mapping[str, Any]) -> Self:
        """The question of a block's value as it is stored; incomplete drafts included."""
        items = [
            Step(
                id=key,
                text=stored.text(item, "text"),
                place=place,
                feedback=stored.text(item, "feedback"),
            )
            for place, (key, item) in enumerate(stored.structs(value, "items"), 1)
        ]
        return cls(**stored.common(pk, value), items=_mixed(items, pk))

    def read(self, sent: Sent) -> Response:
        """The ids in the order that was given.

        Either ``answer-<item id>`` holds the place of each item, 1 for the first, or
        ``answer`` is sent for every item, in order.
        """
        known = [item.id for item in self.items]
        if in_order := sending.values(sent, FIELD):
            if sorted(in_order) != sorted(known):
                raise NotOfThisQuestion
            return in_order
        places = self._places(sent, known)
        if len(set(places.values())) < len(places):
            taken = list(places.values())
            twice = [part for part, at in places.items() if taken.count(at) > 1]
            raise Unreadable(*twice, reason="place-twice")
        return sorted(places, key=lambda part: int(places[part]))

    def _places(self, sent: Sent, known: list[str]) -> dict[str, str]:
        """The place of each item; with less than all of them there is no order yet."""
        possible = {str(place) for place in range(1, len(known) + 1)}
        try:
            return sending.pairs(sent, known, possible)
        except Incomplete as error:
            raise Incomplete(*error.parts) from None

    def form_data(self, response: Response) -> dict[str, list[str]]:
        """``answer-<item id>``: the place of each item."""
        return {
            FIELD_OF + part: [str(place)]
            for place, part in enumerate(sending.chosen_in(response), 1)
        }

    def judge(self, response: Response) -> Verdict:
        """Each two items that are in the right order of each other earn their part."""
        at = {part: n for n, part in enumerate(sending.chosen_in(response))}
        couples = list(combinations(self._in_right_order(), 2))
        earned = sum(
            first in at and second in at and at[first] < at[second]
            for first, second in couples
        )
        score = earned / len(couples) if couples else 0.0
        return Verdict(score=score, right=score == 1.0)

    def feedback(self, response: Response) -> tuple[Remark, ...]:
        """What is said of each item: right when it has its own place."""
        given = sending.chosen_in(response)
        items = {item.id: item for item in self.items}
        return tuple(
            Remark(
                part=part,
                text=items[part].feedback,
                verdict="right" if items[part].place == place else "wrong",
            )
            for place, part in enumerate(given, 1)
            if part in items
        )

    def solution(self) -> Response | None:
        """The right order."""
        return self._in_right_order()

    def words(self, response: Response) -> tuple[str, ...]:
        """The items, in the order that was given."""
        texts = {item.id: item.text for item in self.items}
        return tuple(
            texts[part] for part in sending.chosen_in(response) if part in texts
        )

    def interaction(self) -> Interaction:
        """``sequencing``."""
        return Interaction(
            type="sequencing",
            choices=tuple((item.id, item.text) for item in self.items),
            correct=(BETWEEN_ANSWERS.join(self._in_right_order()),),
        )

    def pattern(self, response: Response) -> str:
        """The ids, in the order that was given."""
        return BETWEEN_ANSWERS.join(sending.chosen_in(response))

    def in_order_of(self, seed: int | None) -> Self:
        """With its items shown in another order, which is not the right one either."""
        if seed is None:
            return self
        ordered = sorted(self.items, key=lambda item: item.place)
        return replace(self, items=_mixed(ordered, seed))

    def faults(self) -> tuple[str, ...]:
        """``too-few-items``, ``same-items``."""
        found = []
        texts = [" ".join(item.text.split()).casefold() for item in self.items]
        if len(texts) < 2:
            found.append("too-few-items")
        if len(set(texts)) < len(texts):
            found.append("same-items")
        return tuple(found)

    def _in_right_order(self) -> list[str]:
        return [item.id for item in sorted(self.items, key=lambda item: item.place)]


def _mixed(in_right_order: list[Step], seed: object) -> tuple[Step, ...]:
    return disordered(in_right_order, seed, key=lambda item: item.id)
