"""The statement store. Only ``lms.xapi`` imports these models; others ``record``.

``statements``: what was said, append-only, and the rows by which it is found.
``things``: whom and what it was said about, attachments, and documents.
``credentials``: who may ask over HTTP.
``forwarding``: outside LRSs, what each of them has, and what it did not take.
"""

from .credentials import Credential
from .forwarding import DeadLetter, ForwardingSwitch, ForwardingTarget
from .statements import (
    IndexRow,
    PendingVoid,
    StatementTarget,
    StoredStatement,
    StoreSequence,
)
from .things import ActivityRecord, Agent, Attachment, Document, StatementAttachment

__all__ = [
    "ActivityRecord",
    "Agent",
    "Attachment",
    "Credential",
    "DeadLetter",
    "Document",
    "ForwardingSwitch",
    "ForwardingTarget",
    "IndexRow",
    "PendingVoid",
    "StatementAttachment",
    "StatementTarget",
    "StoreSequence",
    "StoredStatement",
]
