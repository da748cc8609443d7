"""The keys that seal certificates: the newest signs, all of them stay verifiable.

A key is a private key with its X.509 certificate, in PEM (one file with both, and what
leads to the issuer) or in PKCS#12. They come from files (``SEALING_KEYS``: paths, or
folders of them) or from a secret of the environment (``SEALING_KEY``: PEM text).
Rotation is adding one: the newest by "not before" that holds today signs.
"""

from __future__ import annotations

import functools
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from certification.exceptions import KeyTrouble, NoSealingKey

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

DEMO_KEY = "sealing/demo.pem"
"""Where a demo keeps the key that it makes for itself, in DATA_DIR."""

_MIN_RSA_BITS = 2048
_TEN_YEARS = timedelta(days=3652)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A certificate, what leads to its issuer, and the private key where it is known."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()
    private: PrivateKey | None = field(default=None, repr=False)

    @property
    def key_id(self) -> str:
        """The SHA-256 of the certificate, in hexadecimal."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    @property
    def subject(self) -> str:
        """Who signs with it, as a person reads it."""
        return name_of(self.certificate)

    def holds_on(self, moment: datetime) -> bool:
        """Whether it may sign at this moment."""
        return (
            self.private is not None
            and self.certificate.not_valid_before_utc <= moment
            and moment <= self.certificate.not_valid_after_utc
        )


def name_of(certificate: x509.Certificate) -> str:
    """The common name of who it is about, or the organisation."""
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for attribute in certificate.subject.get_attributes_for_oid(kind):
            return str(attribute.value)
    return certificate.subject.rfc4514_string()


def ring() -> tuple[Key, ...]:
    """Every key that is configured, the newest first. Read once per process.

    Raises ``KeyTrouble`` for one that cannot be read.
    """
    sources = tuple(str(path) for path in settings.SEALING_KEYS)
    own = ""
    if settings.SEALING_DEMO_KEY and not sources and not settings.SEALING_KEY:
        own = str(Path(settings.DATA_DIR) / DEMO_KEY)
    return _ring(sources, settings.SEALING_KEY, settings.SEALING_PASSWORD, own)


def sealing_key() -> Key:
    """The key that signs now. Raises ``NoSealingKey`` when there is none."""
    now = timezone.now()  # the demo's past does not count: it is signed today
    for key in ring():
        if key.holds_on(now):
            return key
    raise NoSealingKey(_("There is no key to sign certificates with."))


@functools.lru_cache(maxsize=4)
def _ring(
    sources: Sequence[str], text: str, password: str, own: str
) -> tuple[Key, ...]:
    if own:
        make_key(Path(own), "Integriteitscampus (demo)", keep=True)
        sources = (own,)
    keys = [load(_read(path), password, path.name) for path in _files(sources)]
    if text:
        keys.append(load(text.encode(), password, "SEALING_KEY"))
    return tuple(
        sorted(keys, key=lambda key: key.certificate.not_valid_before_utc, reverse=True)
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise KeyTrouble(
            _("The key %(name)s cannot be used: %(why)s")
            % {"name": path, "why": error.strerror}
        ) from error


def _files(sources: Sequence[str]) -> Iterator[Path]:
    for source in sources:
        path = Path(source)
        if path.is_dir():
            yield from sorted(one for one in path.iterdir() if one.is_file())
        elif path.is_file():
            yield path
        else:
            raise KeyTrouble(_("There is no key at %(path)s.") % {"path": source})


def load(data: bytes, password: str, name: str) -> Key:
    """A key from PEM or PKCS#12. Raises ``KeyTrouble``, which tells ``name`` and why."""
    try:
        return (
            _of_pem(data, password)
            if b"-----BEGIN" in data
            else _of_p12(data, password)
        )
    except (ValueError, TypeError) as error:
        raise KeyTrouble(
            _("The key %(name)s cannot be used: %(why)s") % {"name": name, "why": error}
        ) from error


def _of_pem(data: bytes, password: str) -> Key:
    private = None
    if b"PRIVATE KEY-----" in data:
        locked = password.encode() if b"ENCRYPTED" in data else None
        private = serialization.load_pem_private_key(data, locked)
    return _key(private, x509.load_pem_x509_certificates(data))


def _of_p12(data: bytes, password: str) -> Key:
    private, certificate, others = pkcs12.load_key_and_certificates(
        data, password.encode() or None
    )
    return _key(private, [*([certificate] if certificate else []), *others])


def _key(private: object, certificates: Sequence[x509.Certificate]) -> Key:
    if not certificates:
        raise ValueError(_("there is no certificate with it."))
    if private is None:
        return Key(certificate=certificates[0], chain=tuple(certificates[1:]))
    if not isinstance(private, PrivateKey):
        raise TypeError(_("only RSA and elliptic curves are known."))
    if isinstance(private, rsa.RSAPrivateKey) and private.key_size < _MIN_RSA_BITS:
        raise ValueError(_("RSA needs 2048 bits or more."))
    public = private.public_key()
    own = [one for one in certificates if one.public_key() == public]
    if not own:
        raise ValueError(_("no certificate belongs to the private key."))
    return Key(
        certificate=own[0],
        chain=tuple(one for one in certificates if one is not own[0]),
        private=private,
    )


def make_key(path: Path, name: str, *, keep: bool = False) -> None:
    """Write a fresh key with a certificate of its own making, for who has no other.

    Elliptic curve P-256, ten years. Readers show such a signature as intact by somebody
    unknown. Raises ``FileExistsError``, but with ``keep`` what is there stays.
    """
    if path.exists() and keep:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".key-")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_fresh_pem(name))
        os.link(draft, path)  # whole or not at all, and never over another
    except FileExistsError:
        if not keep:
            raise
    finally:
        Path(draft).unlink()


def _fresh_pem(name: str) -> bytes:
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    begin = timezone.now() - timedelta(minutes=5)  # clocks differ
    usage = dict.fromkeys(
        (
            *("key_encipherment", "data_encipherment", "key_agreement"),
            *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
        ),
        False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + _TEN_YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, **usage),
            critical=True,
        )
        .sign(private, hashes.SHA256())
    )
    return private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ) + certificate.public_bytes(serialization.Encoding.PEM)
