"""Everything that changes what data protection keeps."""

from .describing import describe, end_processing, words_of
from .erasing import ask, erase_again, forget_last_mails, grant, refuse, withdraw
from .retaining import remove_what_is_due, set_period

__all__ = [
    "ask",
    "describe",
    "end_processing",
    "erase_again",
    "forget_last_mails",
    "grant",
    "refuse",
    "remove_what_is_due",
    "set_period",
    "withdraw",
    "words_of",
]
