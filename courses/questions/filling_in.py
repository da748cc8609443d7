"""Typed texts as a statement holds them (part two, 2.4.4.1, ``fill-in``)."""

from collections.abc import Iterable
from itertools import product
from math import prod

from lms.xapi.statements.interactions import BETWEEN_ANSWERS, DELIMITERS

# More right combinations are left out altogether: the list should be whole or absent.
MOST_PATTERNS = 50
# The default, said for readers that do not know it.
PARAMETERS = "{case_matters=false}"


def right_patterns(accepted: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Every right combination of the texts, the author's first choice first.

    None when there are too many of them, as the specification advises.
    """
    texts = [[plain(text) for text in one] for one in accepted]
    if prod(map(len, texts)) > MOST_PATTERNS:
        return ()
    return tuple(
        PARAMETERS + BETWEEN_ANSWERS.join(combination)
        for combination in product(*texts)
    )


def plain(text: str) -> str:
    """A text in which nothing can be read as a delimiter."""
    for delimiter in DELIMITERS:
        text = text.replace(delimiter, delimiter[1])
    return text
