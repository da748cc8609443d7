"""How statements leave a store: by date (``retention``), or with an actor (``erasure``).

Both go through the one door of the append-only table, ``append_only.lifted``: a term that
ends and the right to be forgotten are what it is there for. ``gone`` takes a statement
away with all that hangs on it, ``rewriting`` keeps what somebody else said, without the
person, ``people`` says who is who.
"""

from .erasure import Erased, erase, would_erase
from .people import Person, person_of
from .retention import Removed, remove_before, would_remove

__all__ = [
    "Erased",
    "Person",
    "Removed",
    "erase",
    "person_of",
    "remove_before",
    "would_erase",
    "would_remove",
]
