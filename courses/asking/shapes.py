"""Regions of an image in its own pixels, as SVG draws them."""

from __future__ import annotations

from dataclasses import dataclass

from courses.questions import Region
from courses.questions.regions import CIRCLE, POLYGON

from .pictures import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """An ellipse, a rectangle or a polygon; whole numbers, which need no decimal mark."""

    kind: str
    x: int
    y: int
    width: int
    height: int
    points: str = ""

    @property
    def is_ellipse(self) -> bool:
        return self.kind == CIRCLE

    @property
    def is_polygon(self) -> bool:
        return self.kind == POLYGON

    @property
    def centre_x(self) -> int:
        return self.x + self.width // 2

    @property
    def centre_y(self) -> int:
        return self.y + self.height // 2

    @property
    def radius_x(self) -> int:
        return self.width // 2

    @property
    def radius_y(self) -> int:
        return self.height // 2


def shape_of(region: Region, picture: Picture) -> Shape:
    """The shape of a region on a picture of this size."""

    def across(per_cent: float) -> int:
        return round(per_cent * picture.width / 100)

    def down(per_cent: float) -> int:
        return round(per_cent * picture.height / 100)

    return Shape(
        kind=region.shape,
        x=across(region.x),
        y=down(region.y),
        width=across(region.width),
        height=down(region.height),
        points=" ".join(f"{across(x)},{down(y)}" for x, y in region.points),
    )
