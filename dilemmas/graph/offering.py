"""Which choices of one scene can be offered together, whatever came before it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

from .story import Choice

MOST_ASKED: Final = 8  # flags that one scene asks for; beyond it all choices count


def can_be_together(one: Choice, other: Choice) -> bool:
    """Whether nothing that one asks contradicts what the other asks."""
    if not (one.condition and other.condition):
        return True
    asked = {state.flag: state.on for state in one.condition}
    return all(asked.get(state.flag, state.on) == state.on for state in other.condition)


def most_at_once(choices: Sequence[Choice]) -> int:
    """How many of some choices a learner can meet at most at the same time."""
    asked = list(dict.fromkeys(s.flag for c in choices for s in c.condition))
    if not asked or len(asked) > MOST_ASKED:
        return len(choices)
    return max(
        sum(
            all(state.on == on[state.flag] for state in choice.condition)
            for choice in choices
        )
        for on in (
            dict(zip(asked, states, strict=True))
            for states in product((False, True), repeat=len(asked))
        )
    )
