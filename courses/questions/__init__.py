"""Questions as plain values: no database, no Wagtail, no Django.

``question_of`` makes one of what a block stores; ``read`` takes what a form sent,
``judge`` and ``feedback`` tell what to say of it, ``interaction`` and ``pattern`` how a
statement tells it. A new kind is a module with a class, and its place in ``kinds``.
"""

from .base import (
    FIELD,
    FIELD_OF,
    Incomplete,
    NothingGiven,
    NotOfThisQuestion,
    Question,
    Remark,
    Response,
    ResponseError,
    Sent,
    Unreadable,
    Verdict,
)
from .categories import Categories
from .choice import Choice, Option
from .gaps import Gaps
from .hotspot import Hotspot
from .kinds import KINDS, question_in, question_of
from .likert import Likert
from .matching import Matching
from .number import Number
from .open import Open
from .ordering import Ordering
from .regions import Region
from .short_text import ShortText
from .true_false import TrueFalse

__all__ = [
    "FIELD",
    "FIELD_OF",
    "KINDS",
    "Categories",
    "Choice",
    "Gaps",
    "Hotspot",
    "Incomplete",
    "Likert",
    "Matching",
    "NotOfThisQuestion",
    "NothingGiven",
    "Number",
    "Open",
    "Option",
    "Ordering",
    "Question",
    "Region",
    "Remark",
    "Response",
    "ResponseError",
    "Sent",
    "ShortText",
    "TrueFalse",
    "Unreadable",
    "Verdict",
    "question_in",
    "question_of",
]
