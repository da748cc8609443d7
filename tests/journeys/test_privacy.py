"""Somebody reads what is kept, takes it along, asks to be erased, by keyboard; and is."""

import re
import zipfile

from playwright.sync_api import expect

from tests.journeys.conftest import PASSWORD
from tests.journeys.hands import Keyboard, Mouse
from tests.journeys.road import main, message, sign_in

WHO = "nieuw1@voorbeeld.test"


def test_somebody_takes_everything_along_and_is_erased(
    page_of, new_page, axe, tmp_path
):
    page = page_of("nieuw1")
    hands = Keyboard(page)
    page.goto("/mijn-gegevens/")
    hands.follow("Mijn gegevens en privacy", within=main(page))
    axe(page)
    hands.follow("Bekijk wat verdwijnt en wat blijft", within=main(page))
    hands.write(page.get_by_label("Wachtwoord"), PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Je gegevens laten wissen").wait_for()
    axe(page)

    with page.expect_download() as download:
        hands.reach(page.get_by_role("link", name="Alles downloaden"))
        page.keyboard.press("Enter")
    file = tmp_path / "alles.zip"
    download.value.save_as(file)
    assert WHO in zipfile.ZipFile(file).read("mijn-gegevens.html").decode()

    hands.write(page.get_by_label(re.compile("Waarom vraag je dit")), "Ik ga weg.")
    hands.tick(page.get_by_label(re.compile("niet ongedaan")))
    hands.press("Vraag om te wissen")
    expect(message(page)).to_contain_text("functionaris voor gegevensbescherming")

    officer = page_of("fg")
    by_officer = Mouse(officer)
    officer.goto("/beheer/privacy/verzoeken/")
    axe(officer)
    by_officer.follow("Nieuw Aarts")
    expect(officer.get_by_text("Ik ga weg.")).to_be_visible()
    axe(officer)
    by_officer.press(re.compile("Kijk wat er verdwijnt"))
    by_officer.press("Deze persoon voorgoed wissen")
    expect(officer.get_by_text("De persoon is gewist")).to_be_visible()
    for address in ("bewaartermijnen/", "register/", "register/leren-volgen/"):
        officer.goto(f"/beheer/privacy/{address}")
        axe(officer)

    page.goto("/mijn-gegevens/privacy/")  # the session ended with the account
    sign_in(Mouse(page), WHO, PASSWORD)
    expect(page.get_by_role("alert").first).to_be_visible()

    visitor = new_page()
    visitor.goto("/")
    Mouse(visitor).follow("Privacy")
    axe(visitor)
    Mouse(visitor).follow("Exports voor HR")
    axe(visitor)
