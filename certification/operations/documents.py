"""The bytes of a certificate: rendered and sealed once, outside any transaction."""

from __future__ import annotations

import hashlib

from cryptography.hazmat.primitives.serialization import Encoding
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from certification import pdf
from certification.exceptions import Erased
from certification.models import (
    Certificate,
    CertificateDocument,
    CertificatePersonalia,
    SealingCertificate,
)
from certification.printed import printed
from certification.sealing.facts import attached
from certification.sealing.keys import Key, sealing_key
from lms.common import clock

_ERASED = _("The personal data of this certificate have been erased.")


def document_of(certificate: Certificate) -> CertificateDocument:
    """The document of a certificate, made when it is asked for the first time.

    Two that make it at once keep one: the unique row decides. Raises ``Erased`` when
    its personal facts, or its bytes, are gone, and ``NoSealingKey`` when nothing can be
    signed now: no certificate is given out without a signature.
    """
    known = CertificateDocument.objects.filter(certificate=certificate).first()
    if known is None:
        known = _make(certificate)
    if known.content is None:
        raise Erased(_ERASED)
    return known


def _make(certificate: Certificate) -> CertificateDocument:
    key = sealing_key()
    content = sealed(certificate, key)
    sealed_with = _certificate_of(key)
    with transaction.atomic():
        # An erasure that came in between waits here, or has won: then nothing is kept.
        if not CertificatePersonalia.objects.select_for_update().filter(
            certificate=certificate
        ):
            raise Erased(_ERASED)
        document, _created = CertificateDocument.objects.get_or_create(
            certificate=certificate,
            defaults={
                "content": content,
                "sha256": hashlib.sha256(content).hexdigest(),
                "sealed_with": sealed_with,
                "template_revision": certificate.template_revision,
                "rendered_at": clock.now(),
            },
        )
    return document


def sealed(certificate: Certificate, key: Key) -> bytes:
    """The signed PDF of a certificate; nothing is kept. Raises ``Erased``."""
    # pyHanko takes most of a second to import: only who signs waits for it.
    from certification.sealing.signing import sign  # noqa: PLC0415

    on_paper = printed(certificate)
    if on_paper is None:
        raise Erased(_ERASED)
    content = pdf.render(
        on_paper, attached(certificate), revision=certificate.template_revision
    )
    with translation.override(certificate.language):
        return sign(content, key, address=certificate.address)


def _certificate_of(key: Key) -> SealingCertificate:
    """The certificate of a key, kept from its first use on."""
    kept, _created = SealingCertificate.objects.get_or_create(
        key_id=key.key_id,
        defaults={
            "subject": key.subject[:255],
            "pem": key.certificate.public_bytes(Encoding.PEM).decode(),
            "first_used_at": clock.now(),
        },
    )
    return kept
