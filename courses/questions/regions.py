"""Regions of an image, in per cent of its width and its height."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from . import stored

RECTANGLE: Final = "rectangle"
CIRCLE: Final = "circle"
POLYGON: Final = "polygon"
SHAPES: Final = (RECTANGLE, CIRCLE, POLYGON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region that can be chosen; its label is its text alternative.

    ``x`` and ``y`` are the upper left corner of its box, ``width`` and ``height`` the
    size of it. A rectangle fills its box, a circle (an ellipse where the box is not
    square) touches its sides, a polygon has ``points`` and the box around them.
    """

    id: str
    label: str
    correct: bool
    feedback: str
    shape: str
    x: float
    y: float
    width: float
    height: float
    points: tuple[tuple[float, float], ...] = ()
    place: int = 0  # among the regions as they were authored

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of its box, which is also the middle of a circle."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def is_drawn(self) -> bool:
        """Whether it has a surface, and lies within the image."""
        inside = (
            self.x >= 0
            and self.y >= 0
            and self.x + self.width <= 100
            and self.y + self.height <= 100
        )
        return inside and self.width > 0 and self.height > 0 and self._has_corners

    @property
    def _has_corners(self) -> bool:
        return self.shape != POLYGON or len(set(self.points)) >= 3


def region_of(pk: str, value: Mapping[str, Any], *, place: int) -> Region:
    """The region of a block's value; what cannot be read is zero."""
    shape = stored.text(value, "shape")
    points = points_in(stored.text(value, "points")) or ()
    x, y, width, height = _box(value)
    if shape == POLYGON:
        x, y, width, height = _around(points)
    return Region(
        id=pk,
        label=stored.text(value, "label"),
        correct=bool(value.get("correct")),
        feedback=stored.text(value, "feedback"),
        shape=shape if shape in SHAPES else RECTANGLE,
        x=x,
        y=y,
        width=width,
        height=height,
        points=points if shape == POLYGON else (),
        place=place,
    )


def points_in(text: str) -> tuple[tuple[float, float], ...] | None:
    """The corners in a text such as ``10,20 30,20 20,40``; none when it is no such text."""
    try:
        pairs = [pair.split(",") for pair in text.split()]
        found = tuple((float(x), float(y)) for x, y in pairs)
    except ValueError:
        return None
    inside = all(0 <= number <= 100 for point in found for number in point)
    return found if inside else None


def _box(value: Mapping[str, Any]) -> tuple[float, float, float, float]:
    x, y, width, height = (
        float(stored.decimal(value, name) or 0)
        for name in ("x", "y", "width", "height")
    )
    return x, y, width, height


def _around(
    points: tuple[tuple[float, float], ...],
) -> tuple[float, float, float, float]:
    if not points:
        return 0.0, 0.0, 0.0, 0.0
    across = [x for x, _ in points]
    down = [y for _, y in points]
    return (
        min(across),
        min(down),
        max(across) - min(across),
        max(down) - min(down),
    )
