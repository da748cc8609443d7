"""The signature on a PDF: PAdES B-B (ETSI EN 319 142-1) by pyHanko.

A certifying signature: readers show at once that nothing may be changed after it. It
covers the whole file but for its own bytes. Imported where it is used, because pyHanko
takes most of a second to import.
"""

from __future__ import annotations

import io
from typing import Any

from asn1crypto import x509
from cryptography import x509 as pyca
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certification.exceptions import NoSealingKey

from .keys import Key

FIELD = "Zegel"


def sign(content: bytes, key: Key, *, address: str) -> bytes:
    """The PDF with our signature appended to it.

    ``content`` is a PDF that ends with its newline, ``address`` where it is checked: it
    stands beside the signature. Raises ``NoSealingKey`` for a key without its private
    half.
    """
    if key.private is None:
        raise NoSealingKey(_("There is no key to sign certificates with."))
    signer = signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
            contact_info=address,
        ),
        signer=_Signer(key),
        new_field_spec=fields.SigFieldSpec(
            FIELD,
            readable_field_name=_("Electronic seal"),
            # PDF/UA-1 (7.18.1) wants a widget tagged, unless it lies outside the page.
            invis_sig_settings=fields.InvisSigSettings(box_out_of_bounds=True),
        ),
    )
    out: io.BytesIO = signer.sign_pdf(
        _Writer(io.BytesIO(content)), bytes_reserved=_room_for(key)
    )
    return out.getvalue()


def _room_for(key: Key) -> int:
    """How many hexadecimal digits a signature takes at most.

    The certificates, and what signs: attributes that name the issuer twice, and 512
    bytes for RSA of 4096 bits. To estimate it pyHanko would sign twice.
    """
    certificates = (key.certificate, *key.chain)
    return 2 * (3072 + sum(len(_der(one)) for one in certificates))


class _Writer(IncrementalPdfFileWriter):
    """Appends, and leaves the metadata of the PDF as typst wrote them.

    pyHanko would write the XMP anew, with the moment at which it did so: 5 kB more, and
    twice a source of files that are no PDF/A any longer
    (https://github.com/MatthiasValvekens/pyHanko/issues/755).
    """

    def _update_meta(self) -> None:
        pass


class _Signer(signers.Signer):
    """Signs with a key that was read once; pyHanko's own reads an RSA key each time."""

    def __init__(self, key: Key) -> None:
        self._key = key.private
        store: Any = SimpleCertificateStore
        known = store()
        known.register_multiple(_read(one) for one in key.chain)
        super().__init__(
            signing_cert=_read(key.certificate), cert_registry=known, embed_roots=False
        )

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: ARG002, FBT001, FBT002 - pyHanko's signature
    ) -> bytes:
        if digest_algorithm != "sha256":
            raise ValueError(digest_algorithm)
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        if isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(data, ec.ECDSA(hashes.SHA256()))
        raise TypeError(type(self._key))


def _read(certificate: pyca.Certificate) -> Any:
    return x509.Certificate.load(_der(certificate))


def _der(certificate: pyca.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)
