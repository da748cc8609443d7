"""What happens to pages: on a schedule, and when they have to be looked over."""

from .scheduling import publish_what_is_scheduled, tell_author
from .upkeep import (
    ask_to_review,
    copy_laws,
    forget,
    look_over,
    remind_owners,
    set_upkeep,
)

__all__ = [
    "ask_to_review",
    "copy_laws",
    "forget",
    "look_over",
    "publish_what_is_scheduled",
    "remind_owners",
    "set_upkeep",
    "tell_author",
]
