"""Everything that changes awards, certificates and their documents."""

from .awarding import award, catch_up
from .cycles import turn
from .documents import document_of
from .renewing import renew
from .revoking import revoke

__all__ = ["award", "catch_up", "document_of", "renew", "revoke", "turn"]
