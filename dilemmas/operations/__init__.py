"""Everything that changes versions, plays and notes."""

from .forgetting import forget_choices
from .mirroring import freeze_mirrors
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
    "forget_choices",
    "freeze_mirrors",
    "freeze_version",
    "keep_umbrella_in_step",
    "release_choices",
    "save_note",
    "withdraw_version",
]
