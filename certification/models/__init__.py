"""What there is to follow (trajectories, what a trainer leads) and what it earns
(awards and certificates).
"""

from .awards import Award, CertificateTerms, CycleEvent
from .batches import Batch, BatchLine
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
    "Batch",
    "BatchLine",
    "Certificate",
    "CertificateDocument",
    "CertificateEvent",
    "CertificatePersonalia",
    "CertificateTerms",
    "ChainHead",
    "ChainLink",
    "CycleEvent",
    "SealingCertificate",
    "SerialNumber",
    "TrainerLedPage",
    "TrajectoryPage",
]
