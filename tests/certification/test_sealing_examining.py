"""An uploaded PDF: genuine byte by byte, or told what happened to it."""

import zlib
from io import BytesIO, StringIO

import pypdf
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from certification import operations
from certification.models import CertificateDocument, CertificatePersonalia
from certification.sealing import MAX_BYTES, Verdict, examine, reading
from certification.sealing.keys import Key, load, make_key
from tests.factories.certification import a_certificate, a_trajectory
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    return a_certificate(mandate=MandateFactory(person__last_name="Maesen"))


@pytest.fixture
def content(certificate):
    return bytes(operations.document_of(certificate).content)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def another():
    return a_certificate(trajectory=a_trajectory(title="Een ander", code="TR-02"))


def a_key(tmp_path, name="Somebody else") -> Key:
    make_key(tmp_path / f"{name}.pem", name)
    return load((tmp_path / f"{name}.pem").read_bytes(), "", name)


def re_saved(content, change=lambda _writer: None) -> bytes:
    """As an editor saves it: everything written anew."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(content))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_what_was_issued_is_genuine_and_says_by_whom(certificate, content):
    finding = examine(content)

    assert finding.is_genuine
    assert finding.number == certificate.number
    assert finding.code == certificate.code
    assert finding.signed_by == "Integriteitscampus (demo)"
    assert finding.reasons == (
        "This is, byte by byte, the file that was issued.",
        "The signature of Integriteitscampus (demo) holds and covers the whole file.",
    )


def test_one_flipped_byte_is_detected_wherever_it_stands(certificate, content):
    """Every 50th byte, and every one where parts of the file meet."""
    (signature,) = reading.signatures(content)
    gap = content.index(b"/Contents <") + len(b"/Contents <")
    edges = {
        *range(12),
        *range(len(content) - 12, len(content)),
        *range(gap - 12, gap + 12),
        *range(content.index(b">", gap) - 12, content.index(b">", gap) + 12),
        *(m.end() for m in reading._STREAM.finditer(content)),
    }
    for place in sorted({*range(0, len(content), 50), *edges}):
        flipped = bytearray(content)
        flipped[place] ^= 1
        finding = examine(bytes(flipped))
        assert finding.verdict is Verdict.ALTERED, place
        assert finding.number == certificate.number, place
        assert finding.reasons
    assert signature.end == len(content)


def test_what_is_added_after_the_signature_is_called_so(certificate, content):
    finding = examine(content + b"\n% added\n")

    assert finding.verdict is Verdict.ALTERED
    assert finding.number == certificate.number
    assert "Something was added after it was signed." in finding.reasons
    assert finding.signed_by == "Integriteitscampus (demo)"


def test_an_incremental_update_is_called_altered(content):
    writer = pypdf.PdfWriter(BytesIO(content), incremental=True)
    writer.add_metadata({"/Title": "Certificaat van iemand anders"})
    out = BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(content)

    finding = examine(out.getvalue())

    assert finding.verdict is Verdict.ALTERED
    assert "Something was added after it was signed." in finding.reasons


def test_a_file_that_was_cut_off_is_called_so(content):
    finding = examine(content[:-300])

    assert finding.verdict is Verdict.ALTERED
    assert "A part of the file is missing." in finding.reasons


def test_other_facts_in_it_are_named_but_not_told(certificate, content):
    def change(writer):
        attached = writer._root_object["/Names"]["/EmbeddedFiles"]["/Names"][1]
        stream = attached.get_object()["/EF"]["/F"].get_object()
        stream.set_data(stream.get_data().replace(b"Maesen", b"Jansen"))

    finding = examine(re_saved(content, change))

    assert finding.verdict is Verdict.ALTERED
    assert finding.number == certificate.number
    assert (
        "The facts attached to it differ from those of the certificate: name, text."
        in finding.reasons
    )
    assert not any("Maesen" in reason for reason in finding.reasons)


def test_a_seal_of_somebody_else_on_our_certificate_is_called_so(certificate, tmp_path):
    forged = operations.documents.sealed(certificate, a_key(tmp_path))
    operations.document_of(certificate)

    finding = examine(forged)

    assert finding.verdict is Verdict.ALTERED
    assert finding.signed_by == ""
    assert "It was signed by somebody else." in finding.reasons


def test_a_certificate_that_the_register_does_not_know_is_not_called_altered(
    certificate, content, monkeypatch
):
    """As after the restoring of an old backup: the signature is what is left."""
    monkeypatch.setattr(
        "certification.sealing.examining._document_with", lambda *_: None
    )
    monkeypatch.setattr(
        "certification.sealing.examining._certificate_named_in", lambda *_: None
    )

    finding = examine(content)

    assert finding.verdict is Verdict.UNKNOWN
    assert finding.signed_by == "Integriteitscampus (demo)"


def test_a_number_alone_tells_nothing(certificate, content):
    other = re_saved(content).replace(certificate.code.encode(), b"X" * 19)
    forged = b"%PDF-1.7\n" + certificate.number.encode()

    assert examine(forged).verdict is Verdict.UNKNOWN
    assert examine(forged).number is None
    assert certificate.number.encode() in other


def test_after_an_erasure_a_copy_is_still_checked(certificate, content):
    CertificatePersonalia.objects.all().delete()
    CertificateDocument.objects.update(content=None)

    assert examine(content).is_genuine
    assert examine(content + b" ").verdict is Verdict.ALTERED


def test_it_stays_verifiable_when_its_key_is_retired(content, settings, tmp_path):
    make_key(tmp_path / "new.pem", "De nieuwe sleutel")
    settings.SEALING_KEYS = [str(tmp_path / "new.pem")]

    later = bytes(operations.document_of(another()).content)

    assert examine(content).signed_by == "Integriteitscampus (demo)"
    assert examine(content + b" ").signed_by == "Integriteitscampus (demo)"
    assert examine(later).signed_by == "De nieuwe sleutel"


def test_two_certificates_are_told_apart(certificate, content):
    other = another()
    operations.document_of(other)

    assert examine(content).number == certificate.number


def bomb() -> bytes:
    packed = zlib.compress(bytes(200 * 1024 * 1024))
    return b"%PDF-1.7\n1 0 obj\n<<>>\nstream\n" + packed + b"\nendstream\n"


HOSTILE = {
    "nothing": b"",
    "no PDF": b"PK\x03\x04" + bytes(100),
    "zeros": b"%PDF-" + bytes(100_000),
    "a packed bomb": bomb(),
    "many streams": b"%PDF-1.7\n" + b"stream\n" * 300_000,
    "deep JSON": b"%PDF-\nstream\n{"
    + b'"integriteitscampus.certificate":[' * 5000
    + b"\nendstream",
    "ranges of nonsense": b"%PDF-\n"
    + b"/ByteRange [0 999999999 999999999 999999999]\n" * 50_000,
    "ranges that overlap": b"%PDF-\n/ByteRange [0 5 2 9] /ByteRange [0 0 0 0]" * 1000,
    "a signature of rubbish": b"%PDF-\n<3082>/ByteRange [0 6 12 1]",
    "a very deep signature": b"%PDF-\n<"
    + b"3080" * 10_000
    + b">/ByteRange [0 6 40008 1]",
    "open brackets": b"%PDF-1.7\n" + b"<<[" * 500_000,
    "dashes": b"%PDF-1.7\n" + b"AAAA-" * 800_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_answered(name):
    expected = Verdict.UNKNOWN if b"%PDF-" in HOSTILE[name][:9] else Verdict.UNREADABLE

    assert examine(HOSTILE[name]).verdict is expected


def test_what_is_too_large_is_not_read():
    finding = examine(b"%PDF-" + bytes(MAX_BYTES))

    assert finding.verdict is Verdict.UNREADABLE
    assert finding.reasons == ("This file is too large to be a certificate of ours.",)


def test_the_command_tells_and_its_status_too(certificate, content, tmp_path):
    file = tmp_path / "certificaat.pdf"
    file.write_bytes(content)
    out = StringIO()
    call_command("verify_certificate", str(file), stdout=out)
    assert out.getvalue().startswith(f"genuine: {certificate.number}\n")

    for changed, status, word in (
        (content + b" ", 1, "altered"),
        (b"%PDF-1.7", 2, "unknown"),
        (b"", 3, "unreadable"),
    ):
        file.write_bytes(changed)
        with pytest.raises(CommandError, match=word) as refused:
            call_command("verify_certificate", str(file))
        assert refused.value.returncode == status
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_certificate", str(tmp_path / "gone.pdf"))
