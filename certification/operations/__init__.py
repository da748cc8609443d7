"""Everything that changes awards, certificates and their documents."""

from .attesting import attest, attest_by_itself, catch_up_on_attendance
from .awarding import award, catch_up
from .batches import SECONDS, forget, go_on, work
from .cycles import turn
from .documents import document_of
from .expiring import expire
from .ordering import attendees_of, order_for_attendees, order_import
from .reissuing import Changes, reissue
from .rendering import make_missing_documents
from .renewing import renew
from .revoking import revoke

__all__ = [
    "SECONDS",
    "Changes",
    "attendees_of",
    "attest",
    "attest_by_itself",
    "award",
    "catch_up",
    "catch_up_on_attendance",
    "document_of",
    "expire",
    "forget",
    "go_on",
    "make_missing_documents",
    "order_for_attendees",
    "order_import",
    "reissue",
    "renew",
    "revoke",
    "turn",
    "work",
]
