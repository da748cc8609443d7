"""The keys that seal: where they come from, which one signs, and what if there is none."""

import threading
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from stat import S_IMODE

import pytest
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from django.core.management import CommandError, call_command
from django.urls import reverse
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certification import operations
from certification.checks import sealing_keys
from certification.exceptions import KeyTrouble, NoSealingKey
from certification.models import CertificateDocument
from certification.sealing import examine
from certification.sealing.keys import DEMO_KEY, make_key, ring, sealing_key
from tests.factories.certification import a_certificate

PEM = serialization.Encoding.PEM
NOW = datetime.now(UTC)
AUTHORITY = "Een autoriteit met een zo lang mogelijke naam, tweemaal genoemd"


def a_certificate_of(
    private, name, *, by=None, begin=NOW - timedelta(days=1), days=365
):
    """An X.509 certificate: of its own making, or ``by`` (name, key) of an authority."""
    issuer, signer = by or (name, private)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, issuer)]))
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=days))
        .add_extension(
            x509.BasicConstraints(ca=by is None, path_length=None), critical=True
        )
        .sign(signer, hashes.SHA256())
    )


def pem_of(private, *certificates, password=None):
    lock = (
        serialization.BestAvailableEncryption(password)
        if password
        else serialization.NoEncryption()
    )
    return private.private_bytes(
        PEM, serialization.PrivateFormat.PKCS8, lock
    ) + b"".join(one.public_bytes(PEM) for one in certificates)


def a_curve():
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def written(tmp_path, settings):
    """Write these files, and configure them as keys."""

    def write(**files):
        settings.SEALING_KEYS = []
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
            settings.SEALING_KEYS.append(str(tmp_path / name))

    return write


def test_the_newest_that_holds_today_signs_and_all_stay_in_the_ring(written):
    def one(name, begin, days=365):
        private = a_curve()
        return pem_of(private, a_certificate_of(private, name, begin=begin, days=days))

    day = timedelta(days=1)
    retired = a_certificate_of(a_curve(), "only its certificate", begin=NOW - 9 * day)
    written(
        old=one("old", NOW - 300 * day),
        expired=one("expired", NOW - 20 * day, days=10),
        current=one("current", NOW - 30 * day),
        future=one("future", NOW + 5 * day),
        retired=retired.public_bytes(PEM),
    )

    assert sealing_key().subject == "current"
    assert [key.subject for key in ring()] == [
        *("future", "only its certificate", "expired", "current", "old")
    ]


def test_a_key_is_read_from_pkcs12_with_its_password(written, settings):
    private = a_curve()
    settings.SEALING_PASSWORD = "geheim"
    written(
        zegel=pkcs12.serialize_key_and_certificates(
            b"zegel",
            private,
            a_certificate_of(private, "Uit PKCS#12"),
            None,
            serialization.BestAvailableEncryption(b"geheim"),
        )
    )

    assert sealing_key().subject == "Uit PKCS#12"


def test_a_key_is_read_from_a_secret_of_the_environment(settings):
    private = a_curve()
    settings.SEALING_PASSWORD = "geheim"
    settings.SEALING_KEY = pem_of(
        private, a_certificate_of(private, "Uit de omgeving"), password=b"geheim"
    ).decode()

    assert sealing_key().subject == "Uit de omgeving"


def test_a_folder_holds_several(tmp_path, settings):
    for name in ("een", "twee"):
        make_key(tmp_path / "keys" / f"{name}.pem", name)
    settings.SEALING_KEYS = [str(tmp_path / "keys")]

    assert {key.subject for key in ring()} == {"een", "twee"}


def troubles():
    curve, other = a_curve(), a_curve()
    weak = rsa.generate_private_key(65537, 1024)  # noqa: S505 - refused
    edwards = ed25519.Ed25519PrivateKey.generate()
    certificate = a_certificate_of(curve, "x")
    sealed = pem_of(curve, certificate, password=b"geheim")
    return {
        "nothing in it": b"",
        "no certificate": pem_of(curve),
        "of another key": pem_of(other, certificate),
        "too weak": pem_of(weak, a_certificate_of(weak, "x")),
        "another kind": pem_of(
            edwards, a_certificate_of(edwards, "x", by=("y", curve))
        ),
        "another password": sealed,
    }


@pytest.mark.parametrize("name", troubles())
def test_a_key_that_cannot_sign_is_named_and_never_skipped(name, written, settings):
    settings.SEALING_PASSWORD = "iets anders"
    written(zegel=troubles()[name])

    with pytest.raises(KeyTrouble, match="zegel"):
        ring()
    (found,) = sealing_keys()
    assert found.id == "certification.E001"


def test_a_file_that_is_not_there_is_named(settings):
    settings.SEALING_KEYS = ["/nergens/zegel.pem"]

    with pytest.raises(KeyTrouble, match=r"/nergens/zegel\.pem"):
        sealing_key()


def test_a_demo_makes_its_own_key_once(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(sealing_key().key_id))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 4
    assert len(set(found)) == 1
    assert S_IMODE((tmp_path / DEMO_KEY).stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "sealing").iterdir()] == ["demo.pem"]


def test_production_is_told_to_get_a_key(settings):
    settings.SEALING_DEMO_KEY = False

    (found,) = sealing_keys()

    assert found.id == "certification.E001"
    assert "SEALING_KEYS" in found.hint


def test_a_key_that_ends_soon_is_announced(written):
    private = a_curve()
    written(zegel=pem_of(private, a_certificate_of(private, "kort", days=30)))

    (found,) = sealing_keys()

    assert found.id == "certification.W002"


def test_the_command_makes_a_key_and_never_writes_over_one(tmp_path, settings):
    file = tmp_path / "zegel.pem"
    call_command("new_sealing_key", str(file), "--name", "Zegel", stdout=StringIO())
    settings.SEALING_KEYS = [str(file)]
    before = file.read_bytes()

    assert sealing_key().subject == "Zegel"
    assert sealing_keys() == []
    with pytest.raises(CommandError):
        call_command("new_sealing_key", str(file))
    assert file.read_bytes() == before
    with pytest.raises(CommandError, match="64"):
        call_command("new_sealing_key", str(tmp_path / "x.pem"), "--name", "x" * 65)


@pytest.mark.django_db
def test_without_a_key_no_certificate_is_given_out_and_later_it_is(client, settings):
    certificate = a_certificate()
    settings.SEALING_DEMO_KEY = False
    address = reverse("certification:document", args=[certificate.code])

    response = client.get(address)

    assert response.status_code == 503
    assert response["Retry-After"]
    assert not CertificateDocument.objects.exists()
    with pytest.raises(NoSealingKey):
        operations.document_of(certificate)
    assert client.get(certificate.get_absolute_url()).status_code == 200

    settings.SEALING_DEMO_KEY = True
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_an_rsa_key_of_an_authority_signs_with_what_leads_to_it(written):
    authority, private = a_curve(), rsa.generate_private_key(65537, 4096)
    root = a_certificate_of(authority, AUTHORITY)
    own = a_certificate_of(
        private,
        "Vlaamse overheid",
        by=(AUTHORITY, authority),
    )
    written(zegel=pem_of(private, own, root))

    content = bytes(operations.document_of(a_certificate()).content)

    assert examine(content).signed_by == "Vlaamse overheid"
    (signature,) = PdfFileReader(BytesIO(content)).embedded_signatures
    status = validate_pdf_signature(
        signature,
        signer_validation_context=ValidationContext(
            trust_roots=[
                asn1.Certificate.load(root.public_bytes(serialization.Encoding.DER))
            ],
            allow_fetching=False,
        ),
    )
    assert status.intact
    assert status.valid
