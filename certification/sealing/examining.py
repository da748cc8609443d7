"""Is this PDF one of ours, byte by byte?"""

from .finding import Finding, Verdict

MAX_BYTES = 5 * 1024 * 1024
"""What is larger is no certificate, and is not read."""


def examine(content: bytes) -> Finding:
    """What an uploaded PDF is. Never raises, fetches nothing, reads at most MAX_BYTES."""
    return Finding(
        verdict=Verdict.UNKNOWN if content[:5] == b"%PDF-" else Verdict.UNREADABLE
    )
