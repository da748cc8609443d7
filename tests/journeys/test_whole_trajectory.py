"""The trajectory of the demo from its first page to its certificate, and what that proves.

A learner comes up from a waiting list, attends, hands in twice; a trainer plans, marks and
judges; a stranger checks by code and by file; a coordinator puts right. The learner and
the stranger have the keyboard alone. What other journeys show of courses is cut short.
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lms.common import clock
from tests.courses.sessions.reading_calendars import parse
from tests.factories.assignments import PDF
from tests.journeys.authoring import Author
from tests.journeys.certificate import by_code, by_file, check_seal, put_right, status
from tests.journeys.hands import Keyboard, Mouse, leaving
from tests.journeys.road import (
    COURSE,
    TRAJECTORY,
    begin_dilemma,
    complete_lesson,
    enrol,
    first,
    heading,
    main,
    message,
    play_on,
)

pytestmark = pytest.mark.journey

LEARNER, NAME = "nieuw2", "Nieuw Baeten"
WAY = "/aanbod/professionaliseringstraject-contactpersonen-integriteit/"
SESSION = "/aanbod/dilemmas-begeleiden/"
ASSIGNMENT = "/aanbod/praktijkopdracht-organiseer-een-dilemmagesprek/"
TEXT = "Ik besprak de mand van de leverancier met zes collega’s."
MORE = f"{TEXT} Volgende keer wacht ik langer."
FEEDBACK = "Zeg ook wat je de volgende keer anders doet."
REPORT = {"name": "Mijn verslag.pdf", "mimeType": "application/pdf", "buffer": PDF}
PROGRAM = {"name": "verslag.exe", "mimeType": "application/pdf", "buffer": b"MZ\x90"}

# What is learned on line, but for the lesson with the dilemma; and the one place is taken.
SHORT_CUT = """
from random import Random
from cms_site.demo.history.acts import Actor
from cms_site.demo.history.offer import CORE, ELECTIVES, PRACTICE, Offer
from courses.models import Session
from courses.sessions.operations import enrol
from lms.accounts.models import User
from lms.common import clock
from lms.organisation.models import Mandate

def one(email):
    return User.objects.get(email=f"{email}@voorbeeld.test")

def short_cut(email, other):
    offer, person = Offer.read(), one(email)
    mandate = Mandate.objects.of(person).current().get()
    actor = Actor(person=person, mandate=mandate, dice=Random(1), offer=offer)
    acts = [actor.attends(PRACTICE, trainer=one("trainer"))]
    for code in (*CORE, *ELECTIVES[:2]):
        acts.append(actor.joins(code))
        for number, lesson in enumerate(offer.lessons[code]):
            if not lesson.embedded:
                acts.append(actor.does_lesson(code, number))
    for act in acts:
        act()
    to_come = Session.objects.filter(begins_at__gt=clock.now())
    enrol(one(other), to_come.earliest("begins_at").pk)
    (lesson,) = (each for each in offer.lessons["EL-03"] if each.embedded)
    return lesson.get_url()
"""
OVER = """
from datetime import timedelta
from django.db.models import F
from courses.models import Session, SessionPart
from lms.common import clock
first = Session.objects.filter(begins_at__gt=clock.now()).earliest("begins_at")
back = first.ends_at - clock.now() + timedelta(minutes=5)
for rows in (SessionPart.objects.filter(session=first), Session.objects.filter(pk=first.pk)):
    rows.update(begins_at=F("begins_at") - back, ends_at=F("ends_at") - back)
"""


def test_from_the_first_page_to_a_certificate_that_proves_itself(
    server, new_page, page_of, axe
):
    page, trainer = page_of(LEARNER), page_of("trainer")
    _register(page, axe)
    _plan(trainer, axe)
    lesson = server.ask(SHORT_CUT, f"short_cut('{LEARNER}', 'nieuw1')")
    _dilemma(page, lesson)
    _waiting_list(server, page, page_of("nieuw1"), axe)
    server.ask(OVER, "1")
    _attendance(page, trainer, axe)
    _assignment(page, page_of("nieuw1"), trainer, axe)
    known = _certificate(server, page, axe)

    pdf = page.request.get(f"/certificaten/{known['code']}.pdf").body()
    check_seal(pdf, known)
    stranger = new_page()
    hands = Keyboard(stranger)
    by_code(hands, known, axe)
    by_file(hands, known, pdf, axe)
    new = put_right(page_of("coordinator"), known, axe)
    stranger.goto(f"/certificaten/{known['code']}/")
    expect(status(stranger)).to_have_text("Vervangen")
    hands.follow(new)
    expect(status(stranger)).to_have_text("Ingetrokken")
    axe(stranger)


def mails_to(server, name):
    return server.ask(
        "from lms.messaging.models import SentMail",
        f"[mail.subject.partition(':')[0] for mail in SentMail.objects.filter("
        f"recipients='{name}@voorbeeld.test').order_by('pk')]",
    )


def dates(page: Page):
    return main(page).get_by_role("region", name="Datums").get_by_role("listitem")


def _register(page, axe):
    hands = Keyboard(page)
    page.goto(WAY)
    assert heading(page).replace("\u00ad", "") == TRAJECTORY
    hands.follow("Schrijf je in voor dit traject", within=main(page))
    axe(page)
    hands.press("Schrijf je in", within=main(page))
    expect(main(page)).to_contain_text("Startmodule")
    axe(page)


def _plan(trainer, axe):
    """A date before those of the demo, with one place, under the framework contract."""
    day = clock.today() + timedelta(days=12)
    trainer.goto("/beheer/sessies/new/")
    for label, value in (
        ("Begint op", f"{day}T09:30"),
        ("Eindigt op", f"{day}T16:30"),
        ("Trainers", "Marleen Standaert"),
        ("Plaatsen", "1"),
        ("Aanbieder", "Kompas Opleidingen"),
        ("Perceel", "Perceel 2"),
        ("Bestelbon", "BB-2026-0142"),
    ):
        trainer.get_by_label(label).fill(value)
    with leaving(trainer):
        trainer.get_by_role("button", name="Maak aan").click()
    expect(main(trainer)).to_contain_text("0 van 1")


def _dilemma(page, lesson):
    """The one lesson that is left of its course, with the dilemma in it."""
    hands = Mouse(page)
    page.goto(lesson)
    embedded = main(page).locator(".activity-embed")
    hands.follow("Begin", within=embedded)
    begin_dilemma(hands)
    play_on(hands, pick=first)
    hands.follow("Terug naar waar je was", within=main(page))
    expect(embedded).to_contain_text("Voltooid")
    complete_lesson(hands)
    page.goto(WAY)
    done = main(page).locator(".path__item--done")
    expect(done.filter(has_text=COURSE)).to_be_visible()


def _waiting_list(server, page, other, axe):
    """The one place goes from hand to hand."""
    hands = Keyboard(page)
    page.goto(SESSION)
    hands.press("Zet je op de wachtlijst", within=dates(page).first)
    expect(dates(page).first).to_contain_text("Je bent nummer 1.")
    expect(main(page)).not_to_contain_text("Kompas")
    axe(page)

    other.goto(SESSION)
    hands_of_other = Keyboard(other)
    hands_of_other.operate(dates(other).first.locator("summary"))
    axe(other)
    hands_of_other.press("Ja, geef mijn plaats terug", within=dates(other).first)
    expect(message(other)).to_contain_text("Je gaf je plaats terug.")
    page.goto("/mijn-leren/")
    own = page.get_by_role("region", name="Je sessies")
    expect(own).to_contain_text("Je hebt een plaats")
    assert mails_to(server, LEARNER)[-2:] == [
        "Je staat op de wachtlijst",
        "Er kwam een plaats vrij",
    ]
    with page.expect_download() as download:
        hands.operate(own.get_by_role("link", name=re.compile("^Zet het in je agenda")))
    (event,) = parse(Path(download.value.path()).read_bytes().decode())[1]
    assert event["SUMMARY"].startswith("Dilemma’s begeleiden")
    assert event["STATUS"] == "CONFIRMED"
    page.goto(WAY)
    expect(main(page)).to_contain_text("Je hebt een plaats op")


def _attendance(page, trainer, axe):
    page.goto(WAY)
    expect(main(page)).to_contain_text("De trainer noteert wie er was")
    trainer.goto("/beheer/")
    panel = trainer.get_by_role("region", name="Sessies")
    hands = Author(trainer)
    hands.send(panel.get_by_role("link", name=re.compile("^Dilemma’s begeleiden")))
    axe(trainer)
    hands.choose(main(trainer).get_by_label("Aanwezig"))
    hands.press("Sla de aanwezigheid op", within=main(trainer))
    expect(main(trainer)).to_contain_text("Aanwezig, vastgelegd")

    page.goto(SESSION)
    expect(dates(page).first).to_contain_text("Je was er")
    expect(main(page).get_by_role("complementary")).to_contain_text("Voltooid")
    axe(page)


def _assignment(page, other, trainer, axe):
    """Refused, handed in, returned, improved, accepted."""
    hands = Keyboard(page)
    page.goto(ASSIGNMENT)
    enrol(hands)
    text = page.get_by_role("textbox", name=re.compile("^Je tekst"))
    files = page.get_by_label(re.compile("^Voeg bestanden toe"))
    hands.write(text, TEXT)
    expect(page.locator("[data-note-status]")).to_contain_text("Opgeslagen om")
    hands.reach(files)
    files.set_input_files([REPORT, PROGRAM])
    hands.press("Dien in", within=main(page))
    expect(page.get_by_role("alert")).to_contain_text("verslag.exe")
    expect(text).to_have_value(TEXT)
    axe(page)
    hands.press("Dien in", within=main(page))
    expect(message(page)).to_contain_text("Je opdracht is ingediend")
    axe(page)
    report = page.get_by_role("link", name=re.compile("^Mijn verslag"))
    address = report.get_attribute("href")
    assert page.request.get(address).body() == PDF
    assert other.request.get(address).status == 404
    page.goto(WAY)
    expect(main(page)).to_contain_text("Ingediend, wacht op de trainer")

    _decide(trainer, "Stuur terug met feedback", feedback=FEEDBACK)
    page.goto(ASSIGNMENT)
    expect(main(page)).to_contain_text(FEEDBACK)
    axe(page)
    hands.write(text, MORE)
    hands.press("Dien in", within=main(page))
    _decide(trainer, "Aanvaard", feedback="")
    page.goto(ASSIGNMENT)
    expect(main(page)).to_contain_text("Aanvaard op")
    hands.operate(page.locator("summary", has_text="Ronde 1"))
    expect(main(page)).to_contain_text(FEEDBACK)
    axe(page)


def _decide(page, decision, *, feedback):
    """As the trainer: find what waits, tick what is met, decide."""
    trainer = Author(page)
    page.goto("/beheer/")
    panel = page.get_by_role("region", name="Opdrachten")
    trainer.follow("Lees en beoordeel", within=panel)
    trainer.follow(NAME, within=main(page))
    if feedback:
        trainer.write(page.get_by_role("textbox", name="Je feedback"), feedback)
    else:
        for box in page.get_by_role("checkbox").all():
            trainer.tick(box)
    trainer.press(decision)
    expect(main(page)).to_contain_text("De cursist krijgt een mail")


def _certificate(server, page, axe):
    """It came by itself, and by mail."""
    page.goto("/mijn-leren/")
    axe(page)
    own = page.get_by_role("region", name="Certificaten")
    Keyboard(page).follow(TRAJECTORY, within=own)
    code = page.url.rstrip("/").rpartition("/")[2]
    axe(page)
    assert any("certificaat" in each.lower() for each in mails_to(server, LEARNER))
    return server.ask(
        "from certification.models import Certificate, SealingCertificate",
        "next({'pk': one.pk, 'number': one.number, 'code': one.code, 'name': one.name,"
        " 'pem': SealingCertificate.objects.get().pem}"
        f" for one in Certificate.objects.to_check().filter(code='{code}'))",
    )
