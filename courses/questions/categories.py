"""Sorting items into categories."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self
from uuid import UUID

from lms.xapi.statements import Interaction

from . import pairing, sending, stored
from .base import Question, Remark, Response, Sent, Verdict
from .pairing import Source, Target
from .shuffling import shuffled


@dataclass(frozen=True, slots=True, kw_only=True)
class Categories(Question):
    """Items, each of one category. A response maps ids of items to ids of categories.

    The items never stand grouped as the author wrote them.
    """

    kind: ClassVar[str] = "categories"

    items: tuple[Source, ...]
    categories: tuple[Target, ...]

    @classmethod
    def from_value(cls, pk: UUID, value: Mapping[str, Any]) -> Self:
        """The question of a block's value as it is stored; incomplete drafts included."""
        categories = []
        items = []
        for key, category in stored.structs(value, "categories"):
            categories.append(Target(id=key, text=stored.text(category, "name")))
            items += [
                Source(
                    id=item_key,
                    text=stored.text(item, "text"),
                    target=key,
                    feedback=stored.text(item, "feedback"),
                )
                for item_key, item in stored.structs(category, "items")
            ]
        return cls(
            **stored.common(pk, value),
            items=_mixed(tuple(items), pk),
            categories=tuple(categories),
        )

    def read(self, sent: Sent) -> Response:
        """The category of each item, in the order of the items' ids."""
        items = sorted(item.id for item in self.items)
        return sending.pairs(sent, items, {one.id for one in self.categories})

    def form_data(self, response: Response) -> dict[str, list[str]]:
        """``answer-<item id>``: the id of a category."""
        return sending.as_fields(response)

    def judge(self, response: Response) -> Verdict:
        """Each item in its category earns its part."""
        return pairing.judge_pairs(self.items, response)

    def feedback(self, response: Response) -> tuple[Remark, ...]:
        """What is said of each item."""
        return pairing.remarks_on_pairs(self.items, response)

    def solution(self) -> Response | None:
        """The right category of each item."""
        return dict(sorted(pairing.solution_of(self.items).items()))

    def words(self, response: Response) -> tuple[str, ...]:
        """A line for each item."""
        return pairing.pairs_in_words(self.items, self.categories, response)

    def interaction(self) -> Interaction:
        """``matching``: items are the sources, categories the targets."""
        return Interaction(
            type="matching",
            choices=tuple((item.id, item.text) for item in self.items),
            targets=tuple((one.id, one.text) for one in self.categories),
            correct=(pairing.pattern_of(sending.pairs_in(self.solution() or {})),),
        )

    def pattern(self, response: Response) -> str:
        """The items with their categories."""
        return pairing.pattern_of(sending.pairs_in(response))

    def in_order_of(self, seed: int | None) -> Self:
        """With its items in another order; the categories stay as they are."""
        if seed is None:
            return self
        return replace(self, items=_mixed(self.items, seed))

    def faults(self) -> tuple[str, ...]:
        """``too-few-categories``, ``too-few-items``, ``category-incomplete``."""
        found = []
        if len(self.categories) < 2:
            found.append("too-few-categories")
        if len(self.items) < 2:
            found.append("too-few-items")
        texts = [one.text for one in self.items] + [one.text for one in self.categories]
        if not all(text.strip() for text in texts):
            found.append("category-incomplete")
        return tuple(found)


def _mixed(items: tuple[Source, ...], seed: object) -> tuple[Source, ...]:
    return shuffled(items, seed, key=lambda item: item.id)
