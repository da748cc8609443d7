"""Everything that changes awards, certificates and their documents."""

from .awarding import award, catch_up
from .documents import document_of
from .revoking import revoke

__all__ = ["award", "catch_up", "document_of", "revoke"]
