"""What can be learned (activities), what it takes (requirements), who takes part
(participations), and what was recorded about it (transitions, completions).
"""

from .activities import LearningActivity, Term
from .assigning import Assignment, AssignmentRule, RuleException, RuleVersion
from .bulk import BulkEnrolment, BulkLine
from .completions import Completion
from .corrections import CompletionCorrection
from .exemptions import Exemption
from .external import Attest, ExternalRequirement, ListedInstitution
from .history import HistoricProof, HistoryLine, HistoryRun
from .moves import VersionMove
from .participations import Participation, Transition
from .prerequisites import Prerequisite
from .reminding import ReminderRun
from .requests import LearningRequest
from .requirements import Containment, RequirementNode, RequirementTree

__all__ = [
    "Assignment",
    "AssignmentRule",
    "Attest",
    "BulkEnrolment",
    "BulkLine",
    "Completion",
    "CompletionCorrection",
    "Containment",
    "Exemption",
    "ExternalRequirement",
    "HistoricProof",
    "HistoryLine",
    "HistoryRun",
    "LearningActivity",
    "LearningRequest",
    "ListedInstitution",
    "Participation",
    "Prerequisite",
    "ReminderRun",
    "RequirementNode",
    "RequirementTree",
    "RuleException",
    "RuleVersion",
    "Term",
    "Transition",
    "VersionMove",
]
