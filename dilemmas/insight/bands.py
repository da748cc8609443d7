"""Words for how many of a group chose something, wide enough to hide behind.

A scale parts the counts 0 to n into bands, each of which has a word. It is used for a
group only when no outcome at all would betray something (``_hides``); that hangs on the
size of the group and the number of choices alone, never on what people chose, so that
the scale itself says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement
from typing import Final


class Band(StrEnum):
    """What is said of a choice. The values are kept in editions and never change."""

    MINORITY = "minority"
    HALF = "half"
    MAJORITY = "majority"
    FEW = "few"
    QUARTER = "quarter"
    THREE_QUARTERS = "three-quarters"
    MOST = "most"


# An outer band holds 0, 1 and 2 at least: the only one who chose otherwise knows so, and
# must not learn that all the others agreed.
WIDTH_OF_ENDS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Bands from few to many, and the shares at which the lower half passes to the next.

    The upper half mirrors the lower: of two choices, each then tells what the other does.
    """

    bands: tuple[Band, ...]
    cuts: tuple[Fraction, ...]
    least: int  # people from which it is used

    def ranges(self, people: int) -> list[tuple[Band, int, int]]:
        """Each band with its least and its greatest count; bands without a count left out."""
        firsts = [-(-cut.numerator * people // cut.denominator) for cut in self.cuts]
        firsts = [max(first, WIDTH_OF_ENDS) for first in firsts]
        starts = [0, *firsts]
        lower = [(start, end - 1) for start, end in zip(starts, firsts, strict=False)]
        upper = [(people - high, people - low) for low, high in reversed(lower)]
        middle = (starts[-1], people - starts[-1])
        return [
            (band, low, high)
            for band, (low, high) in zip(
                self.bands, [*lower, middle, *upper], strict=True
            )
            if low <= high
        ]


QUARTERS: Final = Scale(
    bands=(Band.FEW, Band.QUARTER, Band.HALF, Band.THREE_QUARTERS, Band.MOST),
    # Not at 1/8 and 3/8: four shares at such cuts make a whole, and so an exact count.
    cuts=(Fraction(10, 100), Fraction(36, 100)),
    least=20,
)
HALVES: Final = Scale(
    bands=(Band.MINORITY, Band.HALF, Band.MAJORITY), cuts=(Fraction(3, 8),), least=5
)
SCALES: Final = (QUARTERS, HALVES)  # finest first


@cache
def scale_for(people: int, choices: int) -> Scale | None:
    """The finest scale that hides everybody in such a group; nothing when none does."""
    for scale in SCALES:
        if people >= scale.least and _hides(scale, people, choices):
            return scale
    return None


def tell(counts: Mapping[str, int]) -> dict[str, Band]:
    """The band of each choice, by its key. ``counts`` names every choice of the scene.

    Empty for a group of which nothing may be said: fewer than five people, say.
    """
    people = sum(counts.values())
    scale = scale_for(people, len(counts))
    if scale is None:
        return {}
    ranges = scale.ranges(people)
    return {
        choice: next(band for band, low, high in ranges if low <= count <= high)
        for choice, count in counts.items()
    }


def _hides(scale: Scale, people: int, choices: int) -> bool:
    """Whether no outcome whatsoever lets an exact count or unanimity be concluded.

    Whoever knows the size of the group knows that counts add up to it. That bounds each
    of them from the others' bands, and since it is all they know, the bounds are exact.
    """
    if choices < 2:
        return False
    ranges = [(low, high) for _band, low, high in scale.ranges(people)]
    counted = [count for low, high in ranges for count in range(low, high + 1)]
    if counted != list(range(people + 1)):
        return False  # too small a group: bands overlap
    for told in combinations_with_replacement(ranges, choices):
        least, most = sum(low for low, _ in told), sum(high for _, high in told)
        if not least <= people <= most:
            continue  # cannot come about
        for low, high in told:
            at_least = max(low, people - (most - high))
            at_most = min(high, people - (least - low))
            # Who knows of their own choice beside it must not see all others agree.
            if at_least == at_most or at_least >= people - 1:
                return False
    return True
