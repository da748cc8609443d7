"""Everything that happens to messages and mails. The rest calls only these."""

from .keeping import choose_ways, empty_before, read, read_all
from .outbox import (
    MOST_HANDOVERS,
    MOST_TRIES,
    deliver,
    deliver_all,
    deliver_what_waits,
    write_all,
)
from .posting import post_what_waits

__all__ = [
    "MOST_HANDOVERS",
    "MOST_TRIES",
    "choose_ways",
    "deliver",
    "deliver_all",
    "deliver_what_waits",
    "empty_before",
    "post_what_waits",
    "read",
    "read_all",
    "write_all",
]
