"""A stranger uploads a PDF: one of four verdicts, and never a hint of another certificate."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from certification import operations, throttle
from certification.sealing import MAX_BYTES
from lms.common import personal
from lms.common.uploads import MOST_OF_A_STRANGER
from tests.factories.certification import a_certificate

pytestmark = pytest.mark.django_db

NOT_OURS = b"%PDF-1.7\n%nothing of ours\n%%EOF\n"


@pytest.fixture(autouse=True)
def nobody_guessed_yet():
    cache.clear()


@pytest.fixture
def certificate():
    return a_certificate()


@pytest.fixture
def pdf(certificate):
    return bytes(operations.document_of(certificate).content)


def upload(client, content, **extra):
    return client.post(
        "/certificaten/", {"pdf": SimpleUploadedFile("x.pdf", content)}, **extra
    )


def test_a_genuine_file_is_called_so_and_shows_the_certificate(
    client, certificate, pdf
):
    response = upload(client, pdf)

    html = response.content.decode()
    assert response.status_code == 200
    assert "Dit bestand is echt" in html
    assert certificate.number in html
    assert certificate.name in html
    assert "Geldig" in html
    assert response["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("share", [0.1, 0.35, 0.6, 0.85, 0.999])
def test_one_changed_byte_makes_it_altered_and_says_what_differs(
    client, certificate, pdf, share
):
    edited = bytearray(pdf)
    edited[int(len(pdf) * share)] ^= 1

    response = upload(client, bytes(edited))

    html = response.content.decode()
    assert "Dit bestand is veranderd" in html
    assert "Dit bestand is echt" not in html
    assert "<li>" in html[html.index('id="verdict"') :]


def test_a_file_of_somebody_erased_is_still_checked(client, certificate, pdf):
    personal.erase(certificate.award.person)

    html = upload(client, pdf).content.decode()

    assert "Dit bestand is echt" in html
    assert "Geldig, persoonsgegevens gewist" in html
    assert certificate.number in html


@pytest.mark.parametrize(
    ("content", "status", "says"),
    [
        (NOT_OURS, 404, "Onbekend"),
        (b"Beste, hierbij mijn certificaat", 400, "Niet leesbaar"),
        (b"", 400, "Dit bestand is leeg"),
        (b"%PDF-" + b"0" * MAX_BYTES, 400, "groter dan 5 MB"),
        (b"%PDF-" + b"0" * (MOST_OF_A_STRANGER + 1), 400, "groter dan 5 MB"),
    ],
)
def test_what_is_not_ours_gets_a_clear_sentence(client, content, status, says):
    response = upload(client, content)

    assert response.status_code == status
    assert says in response.content.decode()


def test_without_a_file_it_says_to_choose_one(client):
    response = client.post("/certificaten/", {})

    assert response.status_code == 400
    assert "id_pdf_error" in response.content.decode()


def test_uploading_guesses_is_braked_too(client):
    for _ in range(throttle.MISSES):
        assert upload(client, NOT_OURS).status_code == 404

    braked = upload(client, NOT_OURS)

    assert braked.status_code == 429
    assert int(braked["Retry-After"]) == throttle.SECONDS
    assert upload(client, NOT_OURS, REMOTE_ADDR="192.0.2.7").status_code == 404
