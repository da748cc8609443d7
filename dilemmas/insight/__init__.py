"""How others chose, told so that nobody can be made out: plain Python, no Django.

``places`` are the scenes of a story with something to choose, ``next_due`` says of which
of them the next edition tells and over how many people, ``turning_points`` what one play
chose, and ``told`` what may be said. docs/decisions/0011 says why it is done this way.
"""

from .bands import Band, scale_for, tell
from .editions import LEAST, Due, Place, Told, next_due, places, told
from .ways import chosen, turning_points

__all__ = [
    "LEAST",
    "Band",
    "Due",
    "Place",
    "Told",
    "chosen",
    "next_due",
    "places",
    "scale_for",
    "tell",
    "told",
    "turning_points",
]
