"""A stranger checks a certificate, by code and by file; a coordinator revokes and replaces.

The stranger uses the keyboard alone, on one page after the other.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import Keyboard, Mouse

pytestmark = pytest.mark.journey

KNOWN = """
from certification.models import Certificate
from certification.operations import document_of

def known():
    mine = Certificate.objects.in_force().filter(
        award__person__email="gecertificeerd@voorbeeld.test"
    )
    certificate = mine.to_check().latest("pk")
    document_of(certificate)
    return {
        "pk": certificate.pk,
        "number": certificate.number,
        "code": certificate.code,
        "name": certificate.name,
    }
"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def fits(page):
    """Nothing sticks out at 320 pixels."""
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate(WIDER) <= 0, page.url
    page.set_viewport_size(before)


def status(page):
    return page.locator(".status-panel__word").last


def test_a_stranger_checks_and_a_coordinator_puts_right(server, new_page, page_of, axe):
    known = server.ask(KNOWN, "known()")
    page = new_page()
    hands = Keyboard(page)
    _by_code(page, hands, known, axe)
    pdf = page.request.get(f"/certificaten/{known['code']}.pdf").body()
    _by_file(page, hands, known, pdf, axe)
    new = _put_right(page_of("coordinator"), known, axe)

    page.goto(f"/certificaten/{known['code']}/")
    expect(status(page)).to_have_text("Vervangen")
    hands.follow(new)
    expect(status(page)).to_have_text("Ingetrokken")
    axe(page)


def _by_code(page, hands, known, axe):
    page.goto("/certificaten/")
    axe(page)
    fits(page)
    hands.write(page.get_by_label("Code van het certificaat"), "7K3M-9QXT-2BCD-EFGH")
    hands.press("Controleer")
    expect(status(page)).to_have_text("Onbekend")
    axe(page)
    fits(page)
    typed = known["code"].lower().replace("-", " ")
    hands.write(page.get_by_label("Code van het certificaat"), typed)
    hands.press("Controleer")
    expect(status(page)).to_have_text("Geldig")
    expect(page.get_by_role("heading", level=1)).to_have_text(known["name"])
    axe(page)
    fits(page)
    page.goto(f"{page.url}?op=2099-01-01")
    expect(status(page)).to_have_text("Vervallen")
    page.goto(f"{page.url.partition('?')[0]}?op=morgen")
    expect(page.locator("#id_op_error")).to_contain_text("geen dag")
    expect(status(page)).to_have_text("Geldig")
    axe(page)


def _by_file(page, hands, known, pdf, axe):
    edited = bytearray(pdf)
    edited[len(edited) // 2] ^= 1
    page.goto("/certificaten/")
    for name, content, verdict in (
        ("bewerkt.pdf", bytes(edited), "Dit bestand is veranderd"),
        ("brief.pdf", b"%PDF-1.7\nnothing of ours\n%%EOF\n", "Onbekend"),
        ("echt.pdf", pdf, "Dit bestand is echt"),
    ):
        field = page.get_by_label("Certificaat als pdf")
        hands.reach(field)
        field.set_input_files(
            {"name": name, "mimeType": "application/pdf", "buffer": content}
        )
        hands.press("Controleer dit bestand")
        expect(page.locator("#verdict")).to_have_text(verdict)
        axe(page)
        fits(page)
    expect(status(page)).to_have_text("Geldig")
    expect(page.get_by_role("heading", level=1)).to_have_text(known["name"])


def _put_right(page, known, axe):
    """Replace it, then revoke what took its place; the number of that one."""
    mouse = Mouse(page)
    page.goto(f"/beheer/certificates/inspect/{known['pk']}/")
    _choose(page, "Dit certificaat vervangen")
    axe(page)
    mouse.write(page.get_by_label("Reden"), "Nieuwe functie")
    page.get_by_label("Rol").select_option(label="Vertrouwenspersoon")
    mouse.press("Dit certificaat vervangen")
    expect(page.locator("li.success")).to_contain_text(known["number"])
    new = re.search(r"IC-\d{4}-\d{6}", page.locator("main dl").inner_text())[0]
    _choose(page, "Dit certificaat intrekken")
    axe(page)
    mouse.press("Dit certificaat intrekken")
    expect(page.locator(".error-message")).to_be_visible()
    mouse.write(page.get_by_label("Reden"), "Toch niet")
    mouse.press("Dit certificaat intrekken")
    expect(page.locator("li.success")).to_contain_text(f"{new} is ingetrokken")
    page.goto("/beheer/certificaten/keten/")
    expect(page.get_by_text("De ketting klopt:")).to_be_visible()
    axe(page)
    return new


def _choose(page, name):
    """Wagtail keeps what can be done with a certificate in a menu."""
    page.get_by_role("button", name="Acties").click()
    with page.expect_navigation():
        page.get_by_role("link", name=name).click()
