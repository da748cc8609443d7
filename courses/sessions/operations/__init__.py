"""Everything that changes dates, places and attendance."""

from .attending import add_by_name, mark, mark_everyone_present, settle_what_ended
from .enrolling import (
    Enrolled,
    enrol,
    give_all_back,
    give_on_what_is_done,
    lapse_waiting,
    leave,
)
from .planning import cancel_session, save_session
from .reminding import remind

__all__ = [
    "Enrolled",
    "add_by_name",
    "cancel_session",
    "enrol",
    "give_all_back",
    "give_on_what_is_done",
    "lapse_waiting",
    "leave",
    "mark",
    "mark_everyone_present",
    "remind",
    "save_session",
    "settle_what_ended",
]
