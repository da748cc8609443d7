"""Everything that changes activities, requirements, participations and completions."""

from .activities import Card, publish_activity, withdraw_activity
from .completing import advance, report_progress
from .participating import (
    assign,
    move_to,
    register,
    share,
    start,
    unshare,
    withdraw,
)
from .prerequisites import circle_with, set_prerequisites
from .renewing import begin_again
from .requirements import clear_requirements, rule_of, set_requirements
from .vouching import record_completion

__all__ = [
    "Card",
    "advance",
    "assign",
    "begin_again",
    "circle_with",
    "clear_requirements",
    "move_to",
    "publish_activity",
    "record_completion",
    "register",
    "report_progress",
    "rule_of",
    "set_prerequisites",
    "set_requirements",
    "share",
    "start",
    "unshare",
    "withdraw",
    "withdraw_activity",
]
