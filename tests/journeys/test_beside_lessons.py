"""What stands beside a lesson, by keyboard: note, mark, question and its answer, survey, paper."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.authoring import Author
from tests.journeys.hands import Keyboard
from tests.journeys.road import main, message

COURSE = "Het integriteitsbeleid van de Vlaamse overheid: drie pijlers, één verhaal"
HOME = "/aanbod/het-integriteitsbeleid-drie-pijlers/"
LESSON = f"{HOME}module-1/drie-pijlers-op-een-tankkaart/"
NOTE = "Dit bespreek ik dinsdag."
QUESTION = "Wie bewaart bij ons de tankkaart?"
ANSWER = "De beheerder van het wagenpark, achter slot."


def unfold(hands: Keyboard, name: str) -> None:
    hands.operate(hands.page.locator("summary", has_text=name))


def test_note_mark_question_survey_and_paper_by_keyboard(page_of, axe):
    page = page_of("gecertificeerd")
    hands = Keyboard(page)
    page.goto(LESSON)
    unfold(hands, "Je notitie")
    hands.write(page.get_by_label("Wat wil je van deze les onthouden?"), NOTE)
    expect(page.locator("[data-note-status]")).to_contain_text("Opgeslagen om")
    page.reload()
    expect(page.get_by_label("Wat wil je van deze les onthouden?")).to_have_value(NOTE)

    hands.press("Bewaar deze les")
    mark = page.get_by_role("button", name="Bewaar deze les")
    expect(mark).to_have_attribute("aria-pressed", "true")
    unfold(hands, "Stel een vraag aan de trainer")
    hands.write(page.get_by_label("Je vraag over deze les"), QUESTION)
    hands.press("Verstuur je vraag")
    expect(message(page)).to_contain_text("Je vraag is verstuurd")
    axe(page)

    answer_as_trainer(page_of("trainer"), axe)

    page.goto("/mijn-leren/")
    hands.follow("Mijn vragen", within=main(page))
    expect(main(page)).to_contain_text(ANSWER)
    axe(page)
    page.goto("/leren/bewaard/")
    hands.follow(re.compile("Drie pijlers"), within=main(page))
    expect(main(page)).to_contain_text(ANSWER)
    page.goto(HOME)
    give_opinion(hands, axe)
    page.goto(HOME)
    look_at_paper(hands, axe)


def answer_as_trainer(page: Page, axe) -> None:
    trainer = Author(page)
    page.goto("/beheer/")
    trainer.follow("Lees en antwoord", within=page.get_by_role("main"))
    trainer.follow(QUESTION, within=page.get_by_role("main"))
    trainer.write(page.get_by_role("textbox", name="Je antwoord"), ANSWER)
    trainer.press("Verstuur het antwoord")
    expect(page.get_by_role("main")).to_contain_text("Nuttig voor iedereen?")


def give_opinion(hands: Keyboard, axe) -> None:
    page = hands.page
    hands.follow("Geef je mening", within=main(page))
    hands.choose(page.get_by_role("radio", name="4", exact=True).first)
    hands.tick(page.get_by_role("checkbox", name="De bronnen"))
    hands.write(page.get_by_label(re.compile("Wat zou jij veranderen")), "Niets.")
    axe(page)
    hands.press("Versturen", within=main(page))
    expect(message(page)).to_contain_text("Je antwoorden worden zonder je naam bewaard")
    expect(page.get_by_role("link", name="Geef je mening")).to_have_count(0)


def look_at_paper(hands: Keyboard, axe) -> None:
    page = hands.page
    hands.follow("Afdrukversie van de hele cursus", within=main(page))
    hands.follow("Met mijn notities", within=main(page))
    expect(main(page)).to_contain_text(NOTE)
    axe(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_role("link", name="Met mijn notities")).to_be_hidden()
    expect(page.get_by_role("heading", name=COURSE)).to_be_visible()
