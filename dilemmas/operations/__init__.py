"""Everything that changes drafts, versions, plays and notes."""

from .forgetting import forget_after_a_year, forget_choices, forget_everything
from .mirroring import freeze_mirrors
from .playing import Outcome, begin, choose
from .publishing import (
    freeze_version,
    keep_umbrella_in_step,
    withdraw_version,
)
from .reflecting import save_note
from .releasing import release_choices
from .remarking import remark, settle
from .translating import (
    begin_translation,
    carry_structure,
    confirm_translation,
    let_the_same_write,
    may_read,
    parts_of,
    remember_source,
    told_by,
)
from .writing import (
    WrittenScene,
    add_choice,
    add_scene,
    delete_scene,
    fingerprint,
    move_scene,
    save_scene,
    scene_in,
)

__all__ = [
    "Outcome",
    "WrittenScene",
    "add_choice",
    "add_scene",
    "begin",
    "begin_translation",
    "carry_structure",
    "choose",
    "confirm_translation",
    "delete_scene",
    "fingerprint",
    "forget_after_a_year",
    "forget_choices",
    "forget_everything",
    "freeze_mirrors",
    "freeze_version",
    "keep_umbrella_in_step",
    "let_the_same_write",
    "may_read",
    "move_scene",
    "parts_of",
    "release_choices",
    "remark",
    "remember_source",
    "save_note",
    "save_scene",
    "scene_in",
    "settle",
    "told_by",
    "withdraw_version",
]
