"""Signed statements: is a signature well formed (part two, 2.6; IEEE 9274.1.1, 4.2.6)?

This catches mistakes of the signer. It is no proof of who signed: the certificate comes
with the signature, and nobody here trusts anyone for it, nor looks at its dates.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm

from .fingerprints import fingerprint
from .formats import to_moment
from .parsing import InvalidJson, parse
from .problems import InvalidStatement, Problem
from .validation import validate
from .versions import Version

SIGNATURE: Final = "http://adlnet.gov/expapi/attachments/signature"
_CONTENT_TYPE: Final = "application/octet-stream"
_ALGORITHMS: Final[dict[str, HashAlgorithm]] = {
    "RS256": SHA256(),
    "RS384": SHA384(),
    "RS512": SHA512(),
}
# RFC 7515, 7.1: three parts in base64url without padding, and nothing else.
_COMPACT: Final = re.compile(rb"([\w-]+)\.([\w-]+)\.([\w-]+)")
# Stores may keep a timestamp to the millisecond (part two, 4.5).
_PRECISION: Final = timedelta(milliseconds=1)
# What b64decode, the parser of certificates and that of keys raise.
_NO_CERTIFICATE: Final = (
    IndexError,
    TypeError,
    ValueError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
)


class _Malformed(ValueError):
    """A signature breaks a rule; the message is the rule and its section."""


def check_signatures(
    statement: dict[str, Any],
    contents: Mapping[str, bytes],
    version: Version = Version.ONE,
) -> None:
    """Judge every signature that a valid statement has, as a store must.

    ``contents`` are the attachments that came with it, by their ``sha2``. A statement
    without an attachment of the usage type ``SIGNATURE`` passes at once.

    Raises ``InvalidStatement``: a signature that is not there or no JWS in compact
    serialisation, another algorithm than RS256, RS384 and RS512, another statement in
    it than this one, or a certificate in it that did not make it.
    """
    problems: list[Problem] = []
    for number, attachment in enumerate(statement.get("attachments", ())):
        if attachment["usageType"] != SIGNATURE:
            continue
        try:
            _check(statement, attachment, contents.get(attachment["sha2"]), version)
        except _Malformed as error:
            problems.append(Problem(f"$.attachments[{number}]", str(error)))
    if problems:
        raise InvalidStatement(problems)


def _check(
    statement: dict[str, Any],
    attachment: dict[str, Any],
    content: bytes | None,
    version: Version,
) -> None:
    if attachment["contentType"].lower() != _CONTENT_TYPE:
        msg = f"must have the contentType {_CONTENT_TYPE} (2.6)"
        raise _Malformed(msg)
    if content is None:
        msg = "must come with its signature (2.6)"
        raise _Malformed(msg)
    parts = _COMPACT.fullmatch(content)
    if parts is None:
        msg = "must be a JWS in compact serialization (2.6; IEEE 9274.1.1, 4.2.6)"
        raise _Malformed(msg)
    header, payload, signature = map(_from_base64url, parts.groups())
    algorithm, certificate = _read_header(_json(header, "header"))
    _compare(statement, attachment, _json(payload, "payload"), version)
    if certificate is not None:
        signed = content[: parts.end(2)]
        _verify(certificate, signature, signed, algorithm)


def _from_base64url(text: bytes) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    except binascii.Error as error:
        msg = "must be in base64url (2.6; RFC 7515, 7.1)"
        raise _Malformed(msg) from error


def _json(part: bytes, name: str) -> Any:
    try:
        return parse(part)
    except InvalidJson as error:
        msg = f"must have JSON as {name}: {error} (2.6)"
        raise _Malformed(msg) from error


def _read_header(header: Any) -> tuple[HashAlgorithm, rsa.RSAPublicKey | None]:
    """The algorithm, and the key of the signer's certificate when there is one."""
    if not isinstance(header, dict):
        msg = "must have an object as header (2.6; RFC 7515, 4)"
        raise _Malformed(msg)
    if "crit" in header:
        msg = "must not have critical extensions in its header (RFC 7515, 4.1.11)"
        raise _Malformed(msg)
    name = header.get("alg")
    algorithm = _ALGORITHMS.get(name) if isinstance(name, str) else None
    if algorithm is None:
        msg = f"must be made with {' or '.join(_ALGORITHMS)} (2.6)"
        raise _Malformed(msg)
    return algorithm, _key_in(header["x5c"]) if "x5c" in header else None


def _key_in(chain: Any) -> rsa.RSAPublicKey:
    """The public key of the signer: of the first certificate (RFC 7515, 4.1.6)."""
    try:
        first: Any = chain[0] if isinstance(chain, list) else None
        der = base64.b64decode(first, validate=True)
        key = x509.load_der_x509_certificate(der).public_key()
    except _NO_CERTIFICATE as error:
        msg = "must have X.509 certificates in x5c (2.6; RFC 7515, 4.1.6)"
        raise _Malformed(msg) from error
    if not isinstance(key, rsa.RSAPublicKey):
        msg = "must have a certificate with an RSA key in x5c (2.6)"
        raise _Malformed(msg)
    return key


def _verify(
    key: rsa.RSAPublicKey, signature: bytes, signed: bytes, algorithm: HashAlgorithm
) -> None:
    try:
        key.verify(signature, signed, padding.PKCS1v15(), algorithm)
    except InvalidSignature as error:
        msg = "must be made by the first certificate in x5c (2.6)"
        raise _Malformed(msg) from error


def _compare(
    statement: dict[str, Any],
    attachment: dict[str, Any],
    original: Any,
    version: Version,
) -> None:
    """The payload is the complete statement before this signature was added (2.6)."""
    if problems := validate(original, version):
        msg = f"must have a valid statement as payload: {problems[0]} (2.6)"
        raise _Malformed(msg)
    attachments = statement["attachments"]
    candidates = (
        [one for one in attachments if one is not attachment],
        [one for one in attachments if one["usageType"] != SIGNATURE],
    )
    if fingerprint(original) not in {
        fingerprint(_with(statement, kept)) for kept in candidates
    } or not _may_be_one(statement, original):
        msg = "must have this very statement as payload (2.6, 2.3.1)"
        raise _Malformed(msg)


def _with(statement: dict[str, Any], attachments: list[Any]) -> dict[str, Any]:
    rest = {name: item for name, item in statement.items() if name != "attachments"}
    return rest | {"attachments": attachments} if attachments else rest


def _may_be_one(received: dict[str, Any], original: dict[str, Any]) -> bool:
    """Do id and timestamp differ only as stores may have changed them since?

    A store gives a statement what it lacks, and writes the same moment otherwise.
    """
    if "id" in original and received.get("id", "").lower() != original["id"].lower():
        return False
    if "timestamp" not in original:
        return True
    before = to_moment(original["timestamp"])
    now = to_moment(received.get("timestamp", ""))
    return before is not None and now is not None and abs(now - before) < _PRECISION
