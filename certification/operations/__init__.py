"""Everything that changes awards, certificates and their documents."""

from .awarding import award, catch_up
from .cycles import turn
from .documents import document_of
from .expiring import expire
from .reissuing import Changes, reissue
from .renewing import renew
from .revoking import revoke

__all__ = [
    "Changes",
    "award",
    "catch_up",
    "document_of",
    "expire",
    "reissue",
    "renew",
    "revoke",
    "turn",
]
