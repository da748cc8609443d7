"""The layouts: what they look like, who may see them, and what is kept of them."""

import json
from dataclasses import replace
from io import BytesIO

import pypdf
import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from certification import operations, pdf
from certification.models import Certificate, CertificateTerms
from certification.pdf import layouts
from certification.printed import printed
from certification.sample import CODE, preview
from certification.sealing import Verdict, examine
from tests.factories.accounts import UserFactory
from tests.factories.certification import a_certificate, a_trajectory

pytestmark = pytest.mark.django_db


def text_of(content):
    return " ".join(
        " ".join(
            page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages
        )
        .replace("\n", " ")
        .split()
    )


@pytest.fixture
def viewer(client):
    user = UserFactory()
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "view_certificate"])
    )
    client.force_login(user)
    return client


@pytest.mark.parametrize("layout", list(pdf.Layout))
def test_a_preview_is_a_pdf_of_nobody(viewer, layout):
    response = viewer.get(reverse("certification_layout", args=[layout.value]))

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("inline")
    text = text_of(response.content)
    assert CODE in text
    assert "Voornaam Familienaam" in text
    assert examine(response.content).verdict is Verdict.UNKNOWN
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
@pytest.mark.parametrize("layout", list(pdf.Layout))
def test_verapdf_passes_every_layout(layout, flavour, pdf_checker):
    pdf_checker(preview(layout), flavour=flavour)


def test_long_names_and_titles_stay_on_the_first_sheet():
    certificate = a_certificate()
    paper = printed(certificate)
    long = replace(
        paper,
        name="Marie-Antoinette Vandenbroucke-Van Nieuwenhuyzen de Saint-Hubert",
        wording=" ".join([*["arbeidsmarktondersteuning"] * 18, paper.address]),
        facts=[
            replace(each, value=" ".join(["organisatiebeheersing"] * 5))
            if number < 3
            else each
            for number, each in enumerate(paper.facts)
        ],
    )

    first = pypdf.PdfReader(BytesIO(pdf.render(long, {}))).pages[0].extract_text()

    assert certificate.number in first
    assert paper.words.check in first


def test_the_page_shows_every_layout(viewer):
    html = viewer.get(reverse("certification_layouts")).content.decode()

    for layout in pdf.Layout:
        assert reverse("certification_layout", args=[layout.value]) in html
        assert str(layout.label) in html


def test_who_may_not_see_the_register_sees_no_layout(client):
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user)
    page = reverse("certification_layouts")

    assert client.get(page).status_code in (302, 403)
    assert client.get(
        reverse("certification_layout", args=["certificate"])
    ).status_code in (302, 403)
    client.logout()
    assert client.get(page).status_code == 302


def test_no_other_layout_is_there(viewer):
    address = reverse("certification_layout", args=["certificate"])

    assert viewer.get(address.replace("certificate.pdf", "main.pdf")).status_code == 404


def test_the_layout_is_frozen_with_the_certificate():
    trajectory = a_trajectory()
    CertificateTerms.objects.update(layout=pdf.Layout.ATTENDANCE)
    certificate = a_certificate(trajectory=trajectory)
    CertificateTerms.objects.update(layout=pdf.Layout.CERTIFICATE)

    content = bytes(operations.document_of(certificate).content)

    reader = pypdf.PdfReader(BytesIO(content))
    assert reader.metadata.title.startswith("Deelnameattest ")
    assert (
        json.loads(reader.attachments["certificaat.json"][0])["layout"] == "attendance"
    )
    assert examine(content).is_genuine


def test_a_certificate_is_printed_with_the_template_of_its_day(tmp_path, monkeypatch):
    """Issued under the first revision, asked for when there is a second."""
    certificate = a_certificate()
    assert layouts.newest("certificate") == certificate.template_revision == 1
    folder = tmp_path / "certificate"
    folder.mkdir()
    for number in (1, 2, 10):
        (folder / f"{number}.typ").touch()

    monkeypatch.setattr(layouts, "FOLDER", tmp_path)

    assert layouts.newest("certificate") == 10
    assert layouts.path_of("certificate", 1) == "/certificate/1.typ"
    with pytest.raises(LookupError):
        layouts.path_of("certificate", 3)
