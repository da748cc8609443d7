"""What there is to follow (trajectories, what a trainer leads) and what it earns
(awards and certificates).
"""

from .awards import Award, CertificateTerms
from .certificates import (
    Certificate,
    CertificateDocument,
    CertificateEvent,
    CertificatePersonalia,
    SerialNumber,
)
from .chain import ChainHead, ChainLink
from .pages import TrajectoryPage
from .sealing import SealingCertificate
from .trainer_led import TrainerLedPage

__all__ = [
    "Award",
    "Certificate",
    "CertificateDocument",
    "CertificateEvent",
    "CertificatePersonalia",
    "CertificateTerms",
    "ChainHead",
    "ChainLink",
    "SealingCertificate",
    "SerialNumber",
    "TrainerLedPage",
    "TrajectoryPage",
]
