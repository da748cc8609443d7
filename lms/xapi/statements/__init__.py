"""xAPI statements as plain values: no Django, no database, no HTTP.

What others use: build a ``Statement`` and hand it to ``lms.xapi.recording.record``.
``parse`` and ``validate`` are for JSON that comes from outside.
"""

from .fingerprints import fingerprint
from .identities import id_of_event
from .parsing import InvalidJson, parse
from .problems import InvalidStatement, Problem
from .validation import check, validate, validate_agent
from .values import Account, Activity, Interaction, Result, Statement, Voiding
from .versions import Version

__all__ = [
    "Account",
    "Activity",
    "Interaction",
    "InvalidJson",
    "InvalidStatement",
    "Problem",
    "Result",
    "Statement",
    "Version",
    "Voiding",
    "check",
    "fingerprint",
    "id_of_event",
    "parse",
    "validate",
    "validate_agent",
]
