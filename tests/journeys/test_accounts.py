"""Someone interested makes an account, and forgets a password."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.hands import Mouse
from tests.journeys.road import GIFTS, banner, enrol, main, message, offers, sign_in

NEWCOMER = "nieuwsgierig@voorbeeld.test"
PASSWORD = "een zin die niemand raadt"
ANOTHER = "een heel andere zin, ook lang"
LINK = re.compile(r"https?://\S+")
DELIVERY_SECONDS = 30


def mail_to(admin: Page, recipient: str, *, subject: str) -> str:
    """The text of the last such mail, found in the admin as a person does."""
    hands = Mouse(admin)
    admin.goto("/beheer/")
    hands.follow("Verzonden mails")
    rows = admin.get_by_role("row").filter(has_text=recipient).filter(has_text=subject)
    for _ in range(DELIVERY_SECONDS * 2):  # the worker sends it
        if rows.count():
            break
        admin.wait_for_timeout(500)
        admin.reload()
    hands.send(rows.first.get_by_role("link").first)
    return main(admin).inner_text()


def address_in(mail: str) -> str:
    """The address that a mail asks to open, without the host."""
    found = LINK.search(mail)
    assert found, mail
    return urlsplit(found[0]).path


def test_someone_interested_registers_confirms_enrols_and_withdraws(page, page_of):
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Maak een account").click()
    page.get_by_label("Voornaam").fill("Noor")
    page.get_by_label("Achternaam").fill("Vandamme")
    page.get_by_label("E-mail").fill(NEWCOMER)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_label("Wachtwoord (bevestigen)").fill(PASSWORD)
    page.get_by_role("button", name="Maak een account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in je mailbox")

    admin = page_of("beheerder")
    page.goto(address_in(mail_to(admin, NEWCOMER, subject="Bevestig")))
    page.get_by_role("button", name="Bevestig").click()
    page.wait_for_url("**/mijn-leren/")

    banner(page).get_by_role("link", name="Aanbod").click()
    offers(page).get_by_role("link", name=GIFTS).click()
    enrol(Mouse(page))
    expect(message(page)).to_contain_text("Je bent ingeschreven")

    page.get_by_role("button", name="Schrijf je uit").click()
    expect(message(page)).to_contain_text("Je bent uitgeschreven")
    expect(page.get_by_role("link", name="Schrijf je in").first).to_be_visible()


def test_a_forgotten_password_is_replaced_through_a_mail(page, page_of):
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Wachtwoord vergeten?").click()
    page.get_by_label("E-mail").fill("diversiteit@voorbeeld.test")
    page.get_by_role("button", name="Stuur me de link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in je mailbox")

    admin = page_of("beheerder")
    page.goto(
        address_in(mail_to(admin, "diversiteit@voorbeeld.test", subject="wachtwoord"))
    )
    page.get_by_label("Nieuw wachtwoord", exact=True).fill(ANOTHER)
    page.get_by_label("Nieuw wachtwoord (bevestigen)").fill(ANOTHER)
    page.get_by_role("button", name="Sla het wachtwoord op").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Je wachtwoord is veranderd"
    )

    page.goto("/accounts/login/")
    sign_in(Mouse(page), "diversiteit@voorbeeld.test", ANOTHER)
    page.wait_for_url("**/mijn-leren/")


def test_the_contact_form_sends_a_message_and_says_that_it_is_no_reporting_channel(
    page, page_of
):
    page.goto("/contact/")
    expect(main(page)).to_contain_text("geen meldkanaal")
    page.get_by_label("Naam").fill("Noor Vandamme")
    page.get_by_label("E-mail").fill("noor@voorbeeld.test")
    page.get_by_label("Je vraag of opmerking").fill(
        "Wanneer begint het volgende traject?"
    )
    page.get_by_role("button", name="Versturen").click()
    page.wait_for_url("**/contact/bedankt/")
    assert "volgende traject" in mail_to(
        page_of("beheerder"), "contact@", subject="Noor"
    )
