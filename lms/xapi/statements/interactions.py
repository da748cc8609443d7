"""What tells the interaction types apart (part two, 2.4.4.1, "Interaction Activities")."""

from typing import Final

# Which lists of components each interaction type has, in order.
LISTS_OF: Final[dict[str, tuple[str, ...]]] = {
    "choice": ("choices",),
    "sequencing": ("choices",),
    "likert": ("scale",),
    "matching": ("source", "target"),
    "performance": ("steps",),
    "true-false": (),
    "fill-in": (),
    "long-fill-in": (),
    "numeric": (),
    "other": (),
}
ALL_LISTS: Final = ("choices", "scale", "source", "target", "steps")
# What separates the answers of one response.
BETWEEN_ANSWERS: Final = "[,]"
# What separates a source from its target, and the ends of a range of numbers.
BETWEEN_PAIR: Final = "[.]"
BETWEEN_ENDS: Final = "[:]"
DELIMITERS: Final = (BETWEEN_ANSWERS, BETWEEN_PAIR, BETWEEN_ENDS)
