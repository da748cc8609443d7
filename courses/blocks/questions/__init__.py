"""Blocks in which trainers write questions, one file for each kind."""

from wagtail import blocks

from . import drawing as drawing  # tells Wagtail which form a hotspot has
from .base import QuestionBlock
from .categories import CategoriesBlock
from .choice import AnswerBlock, ChoiceBlock
from .gaps import GapsBlock
from .hotspot import HotspotBlock
from .likert import LikertBlock
from .matching import MatchingBlock
from .number import NumberBlock
from .open import OpenBlock
from .ordering import OrderingBlock
from .short_text import ShortTextBlock
from .true_false import TrueFalseBlock

_ALL: tuple[QuestionBlock, ...] = (
    ChoiceBlock(),
    TrueFalseBlock(),
    MatchingBlock(),
    OrderingBlock(),
    CategoriesBlock(),
    GapsBlock(),
    ShortTextBlock(),
    NumberBlock(),
    HotspotBlock(),
    LikertBlock(),
    OpenBlock(),
)
# By the kind of ``courses.questions`` that each is, in the order in which one chooses.
QUESTION_BLOCKS: list[tuple[str, blocks.Block]] = [(one.kind, one) for one in _ALL]

__all__ = ["QUESTION_BLOCKS", "AnswerBlock", "ChoiceBlock", "QuestionBlock"]
