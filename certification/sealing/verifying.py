"""Whether a signature holds, and whose it is; pyHanko does the cryptography.

Imported where it is used, because pyHanko takes most of a second to import.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from asn1crypto import cms, x509
from cryptography import x509 as pyca
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from .reading import Signature

logger = logging.getLogger(__name__)


def signed_with(
    signature: Signature, known: Mapping[str, pyca.Certificate]
) -> str | None:
    """The id, among ``known``, of the key of which this signature bears the name.

    That says nothing yet: ask ``holds``.
    """
    info = _signer(signature)
    if info is None:
        return None
    for key_id, certificate in known.items():
        if _names(info, _read(certificate)):
            return key_id
    return None


def holds(signature: Signature, certificate: pyca.Certificate) -> bool:
    """Whether what it covers is, byte by byte, what this key signed."""
    info = _signer(signature)
    if info is None:
        return False
    try:
        intact, valid = validate_sig_integrity(
            info, _read(certificate), "data", signature.digest
        )
    except Exception as error:  # noqa: BLE001 - a stranger wrote it: whatever it breaks
        logger.info("A signature could not be checked: %s", type(error).__name__)
        return False
    return bool(intact and valid)


def _signer(signature: Signature) -> Any:
    """The one who signed, as the CMS says; nothing when it cannot be read."""
    try:
        content = cms.ContentInfo.load(signature.cms)["content"]
        (info,) = content["signer_infos"]
        if info["digest_algorithm"]["algorithm"].native != "sha256":
            return None
    except Exception as error:  # noqa: BLE001 - a stranger wrote it: whatever it breaks
        logger.info("A signature could not be read: %s", type(error).__name__)
        return None
    return info


def _names(info: Any, certificate: x509.Certificate) -> bool:
    try:
        sid = info["sid"].chosen
        return bool(
            sid["issuer"] == certificate.issuer
            and sid["serial_number"].native == certificate.serial_number
        )
    except Exception:  # noqa: BLE001 - a stranger wrote it: whatever it breaks
        return False


def _read(certificate: pyca.Certificate) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))
