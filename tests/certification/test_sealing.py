"""A certificate is sealed: signed, archived, accessible, and for ever the same."""

import hashlib
import json
from io import BytesIO

import pypdf
import pytest
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certification import operations, pdf
from certification.exceptions import Erased
from certification.models import (
    CertificateDocument,
    CertificatePersonalia,
    SealingCertificate,
)
from certification.operations import documents
from certification.printed import printed
from certification.sealing.facts import attached
from certification.sealing.keys import sealing_key
from tests.factories.certification import a_certificate
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    return a_certificate(
        mandate=MandateFactory(
            person__first_name="Lore",
            person__last_name="Maesen",
            entity__name="Agentschap Wegwijzers",
        )
    )


def unsigned(certificate):
    return pdf.render(printed(certificate), attached(certificate))


def test_pyhanko_finds_a_signature_of_the_whole_file_by_our_key(certificate):
    document = operations.document_of(certificate)
    key = sealing_key()
    ours = asn1.Certificate.load(key.certificate.public_bytes(Encoding.DER))

    (signature,) = PdfFileReader(BytesIO(document.content)).embedded_signatures
    status = validate_pdf_signature(
        signature,
        signer_validation_context=ValidationContext(
            trust_roots=[ours], allow_fetching=False
        ),
    )

    assert status.bottom_line, status.pretty_print_details()
    assert status.coverage.name == "ENTIRE_FILE"
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert certificate.code in signature.sig_object["/ContactInfo"]
    # PAdES B-B: the certificate is named under the signature, its time stands beside it.
    signed = {one["type"].native for one in signature.signer_info["signed_attrs"]}
    assert "signing_certificate_v2" in signed
    assert "signing_time" not in signed


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_verapdf_passes_it_before_and_after_signing(certificate, pdf_checker, flavour):
    pdf_checker(unsigned(certificate), flavour=flavour)
    pdf_checker(bytes(operations.document_of(certificate).content), flavour=flavour)


def test_signing_only_appends_to_what_was_rendered(certificate):
    content = bytes(operations.document_of(certificate).content)

    before = unsigned(certificate)

    assert before.endswith(b"%%EOF\n")
    assert content.startswith(before)


def test_the_hash_and_the_key_are_kept_beside_the_bytes(certificate):
    document = operations.document_of(certificate)

    assert document.sha256 == hashlib.sha256(document.content).hexdigest()
    assert document.sealed_with.key_id == sealing_key().key_id
    assert "BEGIN CERTIFICATE" in document.sealed_with.pem
    assert "PRIVATE" not in document.sealed_with.pem
    assert operations.document_of(certificate) == document
    assert SealingCertificate.objects.count() == 1


def test_what_was_erased_while_it_was_made_is_not_kept(certificate, monkeypatch):
    """The person is erased between the rendering and the storing."""
    make = documents.sealed

    def made_while_erasing(*arguments):
        content = make(*arguments)
        CertificatePersonalia.objects.all().delete()
        return content

    monkeypatch.setattr(documents, "sealed", made_while_erasing)

    with pytest.raises(Erased):
        operations.document_of(certificate)

    assert not CertificateDocument.objects.exists()


def test_its_facts_are_attached_as_json(certificate):
    reader = pypdf.PdfReader(BytesIO(operations.document_of(certificate).content))
    root = reader.trailer["/Root"]

    (content,) = reader.attachments["certificaat.json"]
    facts = json.loads(content)

    assert facts == attached(certificate)
    assert facts["name"] == "Lore Maesen"
    assert facts["number"] == certificate.number
    assert [step["title"] for step in facts["requirements"][0]["steps"]]
    (file,) = root["/AF"]
    assert file["/AFRelationship"] == "/Data"


def test_a_template_that_changes_leaves_a_rendered_document_alone(
    certificate, monkeypatch
):
    content = bytes(operations.document_of(certificate).content)

    monkeypatch.setattr(pdf, "newest", lambda *_: 99)

    assert bytes(operations.document_of(certificate).content) == content
    assert CertificateDocument.objects.get().template_revision == 1
