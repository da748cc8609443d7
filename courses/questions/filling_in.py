"""Typed texts as a statement holds them (part two, 2.4.4.1, ``fill-in``)."""

from collections.abc import Iterable
from itertools import islice, product

from lms.xapi.statements.interactions import BETWEEN_ANSWERS, DELIMITERS

# As many right combinations as a definition lists: a reader needs no more to understand it.
MOST_PATTERNS = 24
_PARAMETERS = "{case_matters=false}"


def right_patterns(accepted: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Every right combination of the texts, the author's first choice first."""
    texts = [[plain(text) for text in one] for one in accepted]
    combinations = islice(product(*texts), MOST_PATTERNS)
    return tuple(_PARAMETERS + BETWEEN_ANSWERS.join(each) for each in combinations)


def plain(text: str) -> str:
    """A text in which nothing can be read as a delimiter."""
    for delimiter in DELIMITERS:
        text = text.replace(delimiter, delimiter[1])
    return text
