"""The road through the whole product: from the offer to the certificate."""

import io
import re
from urllib.parse import urlsplit

import pypdf
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD
from tests.journeys.hands import Hands
from tests.journeys.road import (
    COURSE,
    TRAJECTORY,
    banner,
    do_lesson,
    enrol,
    heading,
    main,
    offers,
    open_course,
    sign_in,
)

NOTE = "Morgen zeg ik het vooraf: eerst bespreken, dan beslissen."
LESSONS = 8
FURNITURE = {"blad", "onderdeel", "vorm"}  # number of the sheet, heads of columns


def walk(hands: Hands) -> str:
    """The road, as cursist@voorbeeld.test; the address of the certificate."""
    page = hands.page
    page.goto("/")
    hands.follow("Meld je aan", within=banner(page))
    sign_in(hands, "cursist@voorbeeld.test", PASSWORD)

    hands.follow("Aanbod", within=banner(page))
    hands.tick(page.get_by_role("checkbox", name=re.compile("^E-learning")))
    hands.tick(page.get_by_role("checkbox", name=re.compile("^Objectiviteit")))
    hands.press("Toon de resultaten")
    assert "?" in page.url
    hands.follow(COURSE, within=offers(page))
    assert heading(page) == COURSE

    enrol(hands)
    open_course(hands)
    lessons = 0
    while heading(page) != COURSE:
        do_lesson(hands, text=NOTE)
        lessons += 1
        assert lessons <= LESSONS, "The course has no end."
    expect(main(page)).to_contain_text("Voltooid")

    hands.follow("Mijn leren", within=banner(page))
    hands.follow(TRAJECTORY, within=page.get_by_role("region", name="Certificaten"))
    assert urlsplit(page.url).path.startswith("/certificaten/")
    return page.url


def check_certificate(address: str, page: Page, anonymous: Page) -> None:
    """The PDF opens and says whose it is; the public page shows all that it prints."""
    link = main(page).get_by_role("link", name=re.compile("pdf"))
    answer = page.request.get(link.get_attribute("href"))
    assert answer.status == 200
    pdf = pypdf.PdfReader(io.BytesIO(answer.body()))
    printed = "\n".join(sheet.extract_text() for sheet in pdf.pages)
    anonymous.goto(address)
    shown = main(anonymous).inner_text()

    number = re.search(r"IC-\d{4}-\d+", shown)
    assert number, shown
    assert number[0] in printed
    assert "Lore Maesen" in printed
    assert "Lore Maesen" in shown
    expect(main(anonymous)).to_contain_text("Geldig")
    assert squeezed(printed) - squeezed(shown) <= FURNITURE


def squeezed(text: str) -> set[str]:
    """The words of a text, for comparing two ways of setting it."""
    return set(re.findall(r"\w{3,}", re.sub(r"[\u00ad\u200b]", "", text).lower()))
