"""What people did, told through the operations that the product uses.

Everyone's acts are planned first, each at a moment of the past; then all of them
happen in the order of time, with the clock at their moment, so that records, numbers
and statements lie as they would have lain.
"""

from .loading import TRAINER, load_history, opening

__all__ = ["TRAINER", "load_history", "opening"]
