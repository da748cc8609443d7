"""How what happens in lessons reads as xAPI. Nothing else here knows verbs."""

from .answering import answered, statement_id
from .attempts import judged
from .watching import of_watching, read_instead, watched

__all__ = [
    "answered",
    "judged",
    "of_watching",
    "read_instead",
    "statement_id",
    "watched",
]
