"""Processes that go away with the one that started them."""

import ctypes
import signal
import sys
from collections.abc import Callable


def ending_with_parent(number: signal.Signals) -> Callable[[], None]:
    """A ``preexec_fn``: on Linux the child gets this signal when its parent dies.

    Elsewhere a child whose parent was killed outright stays.
    """

    def prepare() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(1, number)  # PR_SET_PDEATHSIG

    return prepare
