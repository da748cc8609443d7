"""Everything that changes versions, plays and notes."""

from .forgetting import forget_after_a_year, forget_choices
from .playing import Outcome, begin, choose
from .publishing import (
    freeze_version,
    keep_umbrella_in_step,
    withdraw_version,
)
from .reflecting import save_note
from .releasing import release_choices

__all__ = [
    "Outcome",
    "begin",
    "choose",
    "forget_after_a_year",
    "forget_choices",
    "freeze_version",
    "keep_umbrella_in_step",
    "release_choices",
    "save_note",
    "withdraw_version",
]
