"""What can be learned (activities), what it takes (requirements), who takes part
(participations), and what was recorded about it (transitions, completions).
"""

from .activities import LearningActivity, Term
from .exemptions import Exemption
from .moves import VersionMove
from .participations import Completion, Participation, Transition
from .prerequisites import Prerequisite
from .reminding import ReminderRun
from .requirements import Containment, RequirementNode, RequirementTree

__all__ = [
    "Completion",
    "Containment",
    "Exemption",
    "LearningActivity",
    "Participation",
    "Prerequisite",
    "ReminderRun",
    "RequirementNode",
    "RequirementTree",
    "Term",
    "Transition",
    "VersionMove",
]
