"""Is this PDF one of ours, byte by byte? And if not: what happened to it?

Only the register decides that a file is genuine: its hash stands there. All the rest
explains what is not. A certificate is recognised by its code alone, which is as hard to
guess in a file as in an address; a number in a file tells nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from cryptography import x509
from django.utils.translation import gettext as _

from certification.exceptions import KeyTrouble
from certification.models import Certificate, CertificateDocument, SealingCertificate

from . import keys, reading
from .facts import KIND, differences, labels
from .finding import Finding, Verdict

MAX_BYTES = 5 * 1024 * 1024
"""What is larger is no certificate, and is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seal:
    """A signature that bears the name of a key of ours."""

    by: str
    end: int
    holds: bool


def examine(content: bytes) -> Finding:
    """What an uploaded PDF is.

    Whatever the bytes, it answers: it fetches nothing, follows nothing in the file, and
    takes time and memory in proportion to its size. What is larger than ``MAX_BYTES``
    is not read.
    """
    if len(content) > MAX_BYTES:
        return _unreadable(_("This file is too large to be a certificate of ours."))
    known = _document_with(content)
    if known is not None:
        return _genuine(content, known)
    signatures = reading.signatures(content)
    seal = _seal_of(signatures)
    added_to = _document_before_the_end(content, signatures)
    named = added_to or _certificate_named_in(content)
    if named is not None:
        return _of_ours(content, named, seal, signatures, added=added_to is not None)
    if seal is not None:
        return _only_sealed(content, seal)
    if reading.looks_like_pdf(content):
        reason = _("Nothing in this file comes from here.")
        return Finding(verdict=Verdict.UNKNOWN, reasons=(reason,))
    return _unreadable(_("This file is not a PDF."))


def _unreadable(reason: str) -> Finding:
    return Finding(verdict=Verdict.UNREADABLE, reasons=(reason,))


def _genuine(content: bytes, known: CertificateDocument) -> Finding:
    """The bytes are known; the signature in them says the same, by other means."""
    seal = _seal_of(reading.signatures(content))
    reasons = [_("This is, byte by byte, the file that was issued.")]
    if seal is not None and seal.holds:
        reasons.append(
            _("The signature of %(name)s holds and covers the whole file.")
            % {"name": seal.by}
        )
    elif known.sealed_with is None:
        reasons.append(_("It was made before certificates were signed."))
    else:
        reasons.append(_("Its signature could not be checked."))
    facts = reading.attached_facts(content, KIND)
    if facts and (differing := differences(facts, known.certificate)):
        reasons.append(
            _("The register says something else about: %(what)s.")
            % {"what": labels(differing)}
        )
    return Finding(
        verdict=Verdict.GENUINE,
        number=known.certificate.number,
        code=known.certificate.code,
        signed_by=seal.by if seal is not None and seal.holds else "",
        reasons=tuple(reasons),
    )


def _of_ours(
    content: bytes,
    named: Certificate,
    seal: _Seal | None,
    signatures: Sequence[reading.Signature],
    *,
    added: bool,
) -> Finding:
    """A certificate of ours is named in it, but these are not the bytes of its PDF."""
    reasons = [_("This is not the file that was issued under this code.")]
    if added:
        reasons.append(_("Something was added after it was signed."))
    if reading.is_cut_off(content):
        reasons.append(_("A part of the file is missing."))
    reasons.append(_about(seal, signatures))
    facts = reading.attached_facts(content, KIND)
    if facts and (differing := differences(facts, named)):
        reasons.append(
            _(
                "The facts attached to it differ from those of the certificate: %(what)s."
            )
            % {"what": labels(differing)}
        )
    return Finding(
        verdict=Verdict.ALTERED,
        number=named.number,
        code=named.code,
        signed_by=seal.by if seal is not None and seal.holds else "",
        reasons=tuple(reason for reason in reasons if reason),
    )


def _about(seal: _Seal | None, signatures: Sequence[reading.Signature]) -> str:
    if seal is None:
        return (
            _("It was signed by somebody else.")
            if signatures
            else _("The signature of the issuer is not in it.")
        )
    if seal.holds:
        return ""
    return _("What %(name)s signed was changed afterwards.") % {"name": seal.by}


def _only_sealed(content: bytes, seal: _Seal) -> Finding:
    """Signed with a key of ours, but the register knows no certificate in it."""
    if seal.holds and seal.end == len(content):
        return Finding(
            verdict=Verdict.UNKNOWN,
            signed_by=seal.by,
            reasons=(
                _(
                    "The signature of %(name)s holds, but the register does not know "
                    "this certificate. Ask who issued it."
                )
                % {"name": seal.by},
            ),
        )
    reason = (
        _("Something was added after it was signed.")
        if seal.holds
        else _("What %(name)s signed was changed afterwards.") % {"name": seal.by}
    )
    return Finding(
        verdict=Verdict.ALTERED,
        signed_by=seal.by if seal.holds else "",
        reasons=(reason,),
    )


def _document_with(content: bytes) -> CertificateDocument | None:
    return (
        CertificateDocument.objects.filter(sha256=hashlib.sha256(content).hexdigest())
        .select_related("certificate__personalia", "sealed_with")
        .first()
    )


def _document_before_the_end(
    content: bytes, signatures: Sequence[reading.Signature]
) -> Certificate | None:
    """The certificate whose whole PDF this file begins with, if there is one."""
    for signature in signatures:
        if signature.end < len(content):
            known = _document_with(content[: signature.end])
            if known is not None:
                return known.certificate
    return None


def _certificate_named_in(content: bytes) -> Certificate | None:
    codes = reading.codes(content)
    found = {
        certificate.code: certificate
        for certificate in Certificate.objects.filter(code__in=codes).select_related(
            "personalia"
        )
    }
    return next((found[code] for code in codes if code in found), None)


def _seal_of(signatures: Sequence[reading.Signature]) -> _Seal | None:
    """The signature among these that is of a key of ours; the one that holds first."""
    if not signatures:
        return None
    # pyHanko takes most of a second to import: only who checks a signature waits.
    from .verifying import holds, signed_with  # noqa: PLC0415

    trusted = _trusted()
    seals = []
    for signature in signatures:
        if key_id := signed_with(signature, trusted):
            certificate = trusted[key_id]
            seals.append(
                _Seal(
                    by=keys.name_of(certificate),
                    end=signature.end,
                    holds=holds(signature, certificate),
                )
            )
    return max(seals, key=lambda seal: seal.holds, default=None)


def _trusted() -> Mapping[str, x509.Certificate]:
    """The certificates of every key of ours, retired ones too, by their id."""
    known = {
        key_id: x509.load_pem_x509_certificate(pem.encode())
        for key_id, pem in SealingCertificate.objects.values_list("key_id", "pem")
    }
    with suppress(KeyTrouble):  # who checks is not who configures: a check tells them
        known |= {key.key_id: key.certificate for key in keys.ring()}
    return known
