"""Signatures of statements, and the certificates that go with them (part two, 2.6)."""

import base64
import hashlib
import json
from datetime import datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, hmac, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from lms.xapi.statements.signatures import SIGNATURE

from . import building as b

HASHES = {"RS256": hashes.SHA256, "RS384": hashes.SHA384, "RS512": hashes.SHA512}
STATEMENT = b.statement(
    id=b.UUID,
    result={"duration": "P1DT12H36M0.12S"},
    timestamp="2026-11-18T12:17:00.123+01:00",
    version="1.0.0",
)


@cache
def rsa_key(number=0):
    return rsa.generate_private_key(65537, 2048)


@cache
def certificate(key):
    """One that expired long ago: nobody looks at that."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Voorbeeld")])
    began = datetime(2013, 4, 1)  # noqa: DTZ001
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    built = built.public_key(key.public_key()).serial_number(1)
    built = built.not_valid_before(began).not_valid_after(began + timedelta(days=365))
    der = built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    return base64.b64encode(der).decode()


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def jws(payload=None, *, alg="RS256", key=None, **header):
    text = payload if isinstance(payload, bytes) else json.dumps(payload or STATEMENT)
    text = text if isinstance(text, bytes) else text.encode()
    head = encode(json.dumps({"alg": alg} | header).encode())
    signed = head + b"." + encode(text)
    if alg in HASHES:
        signature = (key or rsa_key()).sign(signed, padding.PKCS1v15(), HASHES[alg]())
    else:
        mac = hmac.HMAC(b"secret", hashes.SHA256())
        mac.update(signed)
        signature = mac.finalize()
    return signed + b"." + encode(signature)


def attachment(content, **changes):
    return {
        "usageType": SIGNATURE,
        "display": {"nl": "Handtekening"},
        "contentType": "application/octet-stream",
        "length": len(content),
        "sha2": hashlib.sha256(content).hexdigest(),
    } | changes
