"""A session with a waiting list: enrol, leave, attend; by keyboard, as people do."""

from pathlib import Path

from playwright.sync_api import expect

from tests.courses.sessions.reading_calendars import parse
from tests.journeys.hands import Keyboard, leaving
from tests.journeys.road import main, message

ADDRESS = "/aanbod/dilemmas-begeleiden/"
OVER = """
from datetime import timedelta
from django.db.models import F
from courses.models import Session, SessionPart
from lms.common import clock
first = Session.objects.earliest("begins_at")
back = first.ends_at - clock.now() + timedelta(minutes=5)
for rows in (SessionPart.objects.filter(session=first), Session.objects.filter(pk=first.pk)):
    rows.update(begins_at=F("begins_at") - back, ends_at=F("ends_at") - back)
"""


def dates(page):
    return main(page).get_by_role("region", name="Datums").get_by_role("listitem")


def enrol(page, button):
    """From the page of the session, by way of the page that says who will see it."""
    hands = Keyboard(page)
    page.goto(ADDRESS)
    hands.send(dates(page).first.get_by_role("link", name=button))
    hands.press(button, within=main(page))
    return hands


def mails_to(server, name):
    return server.ask(
        "from lms.messaging.models import SentMail",
        f"[mail.subject.partition(':')[0] for mail in SentMail.objects.filter("
        f"recipients='{name}@voorbeeld.test').order_by('pk')]",
    )


def test_the_last_place_goes_from_hand_to_hand(server, page_of, axe):
    trainer = page_of("trainer")
    trainer.goto("/beheer/sessies/?ordering=begins_at")
    trainer.get_by_role("link", name="Dilemma’s begeleiden").first.click()
    trainer.get_by_label("Plaatsen").fill("1")
    with leaving(trainer):
        trainer.get_by_role("button", name="Opslaan").click()

    one, two = page_of("nieuw1"), page_of("nieuw2")
    hands = enrol(one, "Schrijf je in")
    expect(message(one)).to_contain_text("Je hebt een plaats op")
    axe(one)
    with one.expect_download() as download:
        hands.operate(dates(one).first.get_by_role("link", name="Zet het in je agenda"))
    (event,) = parse(Path(download.value.path()).read_bytes().decode())[1]
    assert event["SUMMARY"].startswith("Dilemma’s begeleiden")
    assert event["STATUS"] == "CONFIRMED"

    enrol(two, "Zet je op de wachtlijst")
    expect(dates(two).first).to_contain_text("Je bent nummer 1.")
    axe(two)
    hands.press("Geef je plaats terug", within=dates(one).first)
    expect(message(one)).to_contain_text("Je gaf je plaats terug.")
    two.goto("/mijn-leren/")
    expect(two.get_by_role("region", name="Je sessies")).to_contain_text(
        "Je hebt een plaats"
    )
    assert mails_to(server, "nieuw2") == [
        "Je staat op de wachtlijst",
        "Er kwam een plaats vrij",
    ]

    server.ask(OVER, "1")
    trainer.goto("/beheer/sessies/?ordering=begins_at")
    trainer.get_by_role("link", name="1 van 1").click()
    expect(main(trainer)).to_contain_text("Nieuw Baeten")
    axe(trainer)
    Keyboard(trainer).press("Iedereen aanwezig", within=main(trainer))
    expect(main(trainer)).to_contain_text("Aanwezig, vastgelegd")

    two.goto(ADDRESS)
    expect(dates(two).first).to_contain_text("Je was er")
    expect(main(two).get_by_role("complementary")).to_contain_text("Voltooid")
    axe(two)
