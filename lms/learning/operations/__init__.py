"""Everything that changes activities, requirements, participations and completions."""

from .activities import Card, publish_activity, withdraw_activity
from .completing import advance, report_progress
from .exempting import EXEMPTED_KINDS, Proof, exempt
from .moving import (
    Moved,
    move_everybody_to_current_version,
    move_several,
    move_to_current_version,
)
from .participating import (
    asked_again_since,
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
from .requirements import (
    Demand,
    clear_requirements,
    current_tree,
    demand_of,
    rule_of,
    set_requirements,
    would_change,
)
from .vouching import record_absence, record_completion, take_back_absence

__all__ = [
    "EXEMPTED_KINDS",
    "Card",
    "Demand",
    "Moved",
    "Proof",
    "advance",
    "asked_again_since",
    "assign",
    "begin_again",
    "circle_with",
    "clear_requirements",
    "current_tree",
    "demand_of",
    "exempt",
    "move_everybody_to_current_version",
    "move_several",
    "move_to",
    "move_to_current_version",
    "publish_activity",
    "record_absence",
    "record_completion",
    "register",
    "report_progress",
    "rule_of",
    "set_prerequisites",
    "set_requirements",
    "share",
    "start",
    "take_back_absence",
    "unshare",
    "withdraw",
    "withdraw_activity",
    "would_change",
]
