"""What strangers and coordinators do with a certificate, and what its PDF proves."""

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pypdf
from asn1crypto import pem, x509
from playwright.sync_api import Page, expect
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tests.journeys.hands import Keyboard, Mouse, leaving

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def check_seal(pdf: bytes, known: dict) -> None:
    """Whole, signed by our key, and printed for whom it is."""
    with ThreadPoolExecutor(
        1
    ) as aside:  # pyHanko wants a loop, and this thread has one
        aside.submit(_validate, pdf, known["pem"]).result()
    sheets = pypdf.PdfReader(BytesIO(pdf)).pages
    printed = "\n".join(sheet.extract_text() for sheet in sheets)
    assert known["name"] in printed
    assert known["number"] in printed


def _validate(pdf: bytes, key: str) -> None:
    _kind, _headers, certificate = pem.unarmor(key.encode())
    trust = ValidationContext(
        trust_roots=[x509.Certificate.load(certificate)], allow_fetching=False
    )
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    found = validate_pdf_signature(signature, signer_validation_context=trust)
    assert found.bottom_line, found.pretty_print_details()
    assert found.coverage.name == "ENTIRE_FILE"


def status(page: Page):
    return page.locator(".status-panel__word").last


def fits(page: Page) -> None:
    """Nothing sticks out at 320 pixels."""
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate(WIDER) <= 0, page.url
    page.set_viewport_size(before)


def by_code(hands: Keyboard, known: dict, axe) -> None:
    """One that nobody has, then the right one as people type it; on another day too."""
    page = hands.page
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


def by_file(hands: Keyboard, known: dict, pdf: bytes, axe) -> None:
    """One that was edited, one of somebody else, and the real one."""
    page = hands.page
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


def put_right(page: Page, known: dict, axe) -> str:
    """Replace it, then revoke what took its place; the number of that one."""
    mouse = Mouse(page)
    page.goto(f"/beheer/certificates/inspect/{known['pk']}/")
    _choose(page, "Dit certificaat vervangen")
    axe(page)
    mouse.write(page.get_by_label("Reden"), "Nieuwe functie")
    page.get_by_label("Rol").select_option(label="Contactpersoon integriteit")
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


def _choose(page: Page, name: str) -> None:
    """Wagtail keeps what can be done with a certificate in a menu."""
    page.get_by_role("button", name="Acties").click()
    with leaving(page):
        page.get_by_role("link", name=name).click()
