"""Is this PDF one of ours, byte by byte? And if not: what happened to it?

Only the register decides that a file is genuine: its hash stands there. All the rest
explains what is not. A certificate is recognised by its code alone, which is as hard to
guess in a file as in an address; a number in a file tells nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from cryptography import x509
from django.utils.translation import gettext as _

from certification.exceptions import KeyTrouble
from certification.models import Certificate, CertificateDocument, SealingCertificate

from . import keys, reading
from .facts import KIND, differences
from .finding import Finding, Verdict

MAX_BYTES = 5 * 1024 * 1024
"""What is larger is no certificate, and is not read."""


def examine(content: bytes) -> Finding:
    """What an uploaded PDF is.

    Fetches nothing, follows nothing in the file, and takes time and memory in
    proportion to its size; what is larger than ``MAX_BYTES`` is not read. Whatever the
    bytes, it answers.
    """
    if len(content) > MAX_BYTES:
        return _unreadable(_("This file is too large to be a certificate of ours."))
    known = _by_hash(content)
    if known is not None:
        return _genuine(content, known)
    signatures = reading.signatures(content)
    named = _named_in(content, signatures)
    trusted = _trusted()
    signed = _signed_by_us(signatures, trusted)
    if named is None and signed is None:
        if reading.looks_like_pdf(content):
            return Finding(
                verdict=Verdict.UNKNOWN,
                reasons=(_("Nothing in this file comes from here."),),
            )
        return _unreadable(_("This file is not a PDF."))
    return _not_as_issued(content, named, signed)


def _unreadable(reason: str) -> Finding:
    return Finding(verdict=Verdict.UNREADABLE, reasons=(reason,))
