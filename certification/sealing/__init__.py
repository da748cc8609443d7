"""Sealing: the keys, the signature on a certificate, and the examination of a PDF."""

from .examining import MAX_BYTES, examine
from .finding import Finding, Verdict

__all__ = ["MAX_BYTES", "Finding", "Verdict", "examine"]
