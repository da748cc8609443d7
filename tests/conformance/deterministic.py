"""How Hypothesis tries here: the same examples every time, and without a deadline."""

from hypothesis import settings

DETERMINISTIC = settings(
    max_examples=200, derandomize=True, deadline=None, database=None
)
