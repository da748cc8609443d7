"""Sets of situations as numbers, so that all of them are worked on at once.

A situation says of each flag whether it is on. With n flags there are 2 to the power of
n, numbered so that flag i is on where bit i of the number is. A set of them is one
number too: situation s belongs to it when bit s is 1. To ask for a flag is then one
"and", to turn it on one shift, whatever the number of situations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .story import FlagState


class Situations:
    """The situations that a number of flags can be in, and what conditions and choices do to them."""

    __slots__ = ("_on", "_step", "all", "flags")

    def __init__(self, flags: Sequence[str]) -> None:
        self.flags = tuple(flags)
        size = 1 << len(flags)
        self.all = (1 << size) - 1
        self._step = {flag: 1 << number for number, flag in enumerate(flags)}
        self._on = {flag: _every_other(step, size) for flag, step in self._step.items()}

    def where(self, asked: Mapping[str, bool]) -> int:
        """Those in which each flag is as asked."""
        found = self.all
        for flag, on in asked.items():
            found &= self._on[flag] if on else self.all ^ self._on[flag]
        return found

    def after(self, here: int, brought_about: Mapping[str, bool]) -> int:
        """Where one comes from ``here`` by turning flags on and off."""
        for flag, on in brought_about.items():
            was_on, step = here & self._on[flag], self._step[flag]
            was_off = here ^ was_on
            here = was_on | was_off << step if on else was_off | was_on >> step
        return here

    def before(self, there: int, brought_about: Mapping[str, bool]) -> int:
        """From where one comes in ``there`` by turning flags on and off."""
        for flag, on in brought_about.items():
            is_on, step = there & self._on[flag], self._step[flag]
            is_off = there ^ is_on
            there = is_on | is_on >> step if on else is_off | is_off << step
        return there

    def example(self, here: int) -> tuple[FlagState, ...]:
        """One situation of a set, told flag by flag; the set must not be empty."""
        first = (here & -here).bit_length() - 1
        return tuple(
            FlagState(flag, bool(first & step)) for flag, step in self._step.items()
        )


def _every_other(step: int, size: int) -> int:
    """``step`` zeros, then as many ones, and so on up to ``size`` bits."""
    found, width = ((1 << step) - 1) << step, 2 * step
    while width < size:
        found |= found << width
        width *= 2
    return found
