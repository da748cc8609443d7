"""How others chose, told so that nobody can be made out: plain Python, no Django.

``next_size`` says how many people the next edition counts, ``turning_points`` what one
play chose where there was something to choose, ``tell`` what may be said of a group, and
``edition`` puts that together. docs/decisions/0011 says why it is done this way.
"""

from .bands import Band, scale_for, tell
from .editions import edition, next_size, part_of
from .ways import turning_points

__all__ = [
    "Band",
    "edition",
    "next_size",
    "part_of",
    "scale_for",
    "tell",
    "turning_points",
]
