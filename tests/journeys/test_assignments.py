"""An assignment by keyboard: refused, handed in, returned, improved, accepted."""

import re

from playwright.sync_api import Page, expect

from tests.factories.assignments import PDF
from tests.journeys.authoring import Author
from tests.journeys.hands import Keyboard
from tests.journeys.road import enrol, main, message

ASSIGNMENT = "/aanbod/praktijkopdracht-organiseer-een-dilemmagesprek/"
TEXT = "Ik besprak de mand van de leverancier met zes collega’s."
MORE = f"{TEXT} Volgende keer wacht ik langer."
FEEDBACK = "Zeg ook wat je de volgende keer anders doet."
LEARNER = "Nieuw Aarts"
REPORT = {"name": "Mijn verslag.pdf", "mimeType": "application/pdf", "buffer": PDF}
PROGRAM = {"name": "verslag.exe", "mimeType": "application/pdf", "buffer": b"MZ\x90"}


def field(page: Page):
    return page.get_by_role("textbox", name=re.compile("^Je tekst"))


def files(page: Page):
    return page.get_by_label(re.compile("^Voeg bestanden toe"))


def test_from_a_refused_file_to_an_accepted_assignment(server, page_of, axe):
    page = page_of("nieuw1")
    hands = Keyboard(page)
    page.goto(ASSIGNMENT)
    enrol(hands)

    hands.write(field(page), TEXT)
    expect(page.locator("[data-note-status]")).to_contain_text("Opgeslagen om")
    hands.reach(files(page))
    files(page).set_input_files([REPORT, PROGRAM])
    hands.press("Dien in", within=main(page))
    expect(page.get_by_role("alert")).to_contain_text("verslag.exe")
    expect(field(page)).to_have_value(TEXT)
    expect(main(page)).to_contain_text("Mijn verslag.pdf")
    axe(page)

    hands.press("Dien in", within=main(page))
    expect(message(page)).to_contain_text("Je opdracht is ingediend")
    expect(main(page)).to_contain_text("Ingediend, wacht op de trainer")
    axe(page)
    report = page.get_by_role("link", name=re.compile("^Mijn verslag"))
    address = report.get_attribute("href")
    assert page.request.get(address).body() == PDF
    page.goto("/mijn-leren/")
    expect(main(page)).to_contain_text("Ingediend, wacht op de trainer")

    # Who takes part in the same, but did not hand this in, and is no trainer.
    stranger = page_of("nieuw2")
    assert stranger.request.get(address).status == 404

    trainer = page_of("trainer")
    decide(trainer, "Stuur terug met feedback", feedback=FEEDBACK)
    page.goto(ASSIGNMENT)
    expect(main(page)).to_contain_text(FEEDBACK)
    axe(page)
    hands.write(field(page), MORE)
    hands.press("Dien in", within=main(page))

    decide(trainer, "Aanvaard", feedback="")
    page.goto(ASSIGNMENT)
    expect(main(page)).to_contain_text("Aanvaard op")
    expect(main(page)).to_contain_text("Voltooid")
    hands.operate(page.locator("summary", has_text="Ronde 1"))
    expect(main(page)).to_contain_text(FEEDBACK)
    axe(page)
    assert server.ask(
        "from lms.learning.models import Completion",
        "list(Completion.objects.filter(activity__code='OPD-07', "
        "learner__email='nieuw1@voorbeeld.test').values_list('source', flat=True))",
    ) == ["platform"]


def decide(page: Page, decision: str, *, feedback: str) -> None:
    """As the trainer: find what waits, tick what is met, decide."""
    trainer = Author(page)
    page.goto("/beheer/")
    panel = page.get_by_role("region", name="Opdrachten")
    trainer.follow("Lees en beoordeel", within=panel)
    trainer.follow(LEARNER, within=page.get_by_role("main"))
    if feedback:
        trainer.write(page.get_by_role("textbox", name="Je feedback"), feedback)
    else:
        for box in page.get_by_role("checkbox").all():
            trainer.tick(box)
    trainer.press(decision)
    expect(page.get_by_role("main")).to_contain_text("De cursist krijgt een mail")
