"""What there is to follow (trajectories, what a trainer leads) and what it earns
(awards and certificates).
"""

from .awards import Award, CertificateTerms, CycleEvent
from .certificates import (
    Certificate,
    CertificateDocument,
    CertificateEvent,
    CertificatePersonalia,
    SerialNumber,
)
from .pages import RequirementGroup, RequirementItem, TrajectoryPage
from .trainer_led import TrainerLedPage

__all__ = [
    "Award",
    "Certificate",
    "CertificateDocument",
    "CertificateEvent",
    "CertificatePersonalia",
    "CertificateTerms",
    "CycleEvent",
    "RequirementGroup",
    "RequirementItem",
    "SerialNumber",
    "TrainerLedPage",
    "TrajectoryPage",
]
