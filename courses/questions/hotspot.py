"""Pointing at something in an image."""

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
from .regions import Region, region_of
from .shuffling import shuffled


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotspot(Question):
    """An image with regions to choose. A response is a list of their ids.

    ``image`` is the key of the image, ``description`` what it shows, for who does not
    see it. Who does not point chooses among the labels of the regions.
    """

    kind: ClassVar[str] = "hotspot"

    image: int | None
    description: str
    multiple: bool
    regions: tuple[Region, ...]

    @classmethod
    def from_value(cls, pk: UUID, value: Mapping[str, Any]) -> Self:
        """The question of a block's value as it is stored; incomplete drafts included."""
        return cls(
            **stored.common(pk, value),
            image=stored.whole(value, "image"),
            description=stored.text(value, "description"),
            multiple=bool(value.get("multiple")),
            regions=tuple(
                region_of(key, region, place=place)
                for place, (key, region) in enumerate(stored.structs(value, "regions"))
            ),
        )

    @property
    def right(self) -> frozenset[str]:
        """The ids of the regions that are right."""
        return frozenset(right_of(self.regions))

    def read(self, sent: Sent) -> Response:
        """The ids that were chosen, in the order in which they were authored."""
        return sending.ids(sent, as_authored(self.regions), multiple=self.multiple)

    def form_data(self, response: Response) -> dict[str, list[str]]:
        """``answer``, for each id."""
        return sending.as_fields(response)

    def judge(self, response: Response) -> Verdict:
        """Right when exactly the right regions were chosen; in part where more may be."""
        chosen = sending.chosen_in(response)
        return judge_chosen(chosen, self.right, multiple=self.multiple)

    def feedback(self, response: Response) -> tuple[Remark, ...]:
        """The feedback of the regions that were chosen, and of those that were missed."""
        return remarks_on(self.regions, sending.chosen_in(response))

    def solution(self) -> Response | None:
        """The right regions."""
        return right_of(self.regions)

    def words(self, response: Response) -> tuple[str, ...]:
        """The labels of the regions that were chosen."""
        chosen = sending.chosen_in(response)
        return tuple(region.label for region in self.regions if region.id in chosen)

    def interaction(self) -> Interaction:
        """``choice`` among the labels, with one pattern: all the right regions."""
        return Interaction(
            type="choice",
            choices=tuple((region.id, region.label) for region in self.regions),
            correct=(BETWEEN_ANSWERS.join(right_of(self.regions)),),
        )

    def pattern(self, response: Response) -> str:
        """The ids that were chosen."""
        return BETWEEN_ANSWERS.join(sending.chosen_in(response))

    def in_order_of(self, seed: int | None) -> Self:
        """With the labels of its regions in another order."""
        if seed is None:
            return self
        regions = shuffled(self.regions, seed, key=lambda region: region.id)
        return replace(self, regions=regions)

    def faults(self) -> tuple[str, ...]:
        """Those of a choice, ``no-image``, ``label-empty``, ``region-outside``."""
        found = list(
            faults_of_choosing(
                multiple=self.multiple,
                right=len(self.right),
                answers=len(self.regions),
            )
        )
        if self.image is None:
            found.append("no-image")
        if not all(region.label.strip() for region in self.regions):
            found.append("label-empty")
        if not all(region.is_drawn for region in self.regions):
            found.append("region-outside")
        return tuple(found)
