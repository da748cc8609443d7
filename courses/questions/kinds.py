"""Which kinds of question there are, by the names of their blocks."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from .base import Question
from .categories import Categories
from .choice import Choice
from .gaps import Gaps
from .hotspot import Hotspot
from .likert import Likert
from .matching import Matching
from .number import Number
from .open import Open
from .ordering import Ordering
from .short_text import ShortText
from .true_false import TrueFalse

_ALL: Final[tuple[type[Question], ...]] = (
    Choice,
    TrueFalse,
    Matching,
    Ordering,
    Gaps,
    ShortText,
    Number,
    Likert,
    Hotspot,
    Categories,
    Open,
)
KINDS: Final[dict[str, type[Question]]] = {one.kind: one for one in _ALL}


def question_of(kind: str, pk: UUID, value: Mapping[str, Any]) -> Question:
    """The question of a block's stored value. Raises ``KeyError`` for no kind of ours."""
    return KINDS[kind].from_value(pk, value)


def question_in(block: Mapping[str, Any]) -> Question:
    """The question of an item of a stream as it is stored: its type, id and value.

    Raises ``KeyError`` when the item is no question.
    """
    return question_of(block["type"], UUID(str(block["id"])), block.get("value") or {})
