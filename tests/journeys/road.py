"""The stretches of the road that several journeys walk, with the hands they are given."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.hands import Hands

COURSE = "De deontologische code in de praktijk: vijf basisprincipes"
TRAJECTORY = "Professionaliseringstraject contactpersonen integriteit"
BASKET = "De mand van de leverancier"
UMBRELLA = "Dilemma’s in leiderschap"
GIFTS = "Geschenken en uitnodigingen: weigeren, bespreken, melden"
LONGEST_PLAY = 20
Pick = Callable[[list[Locator]], Locator]


def first(choices: list[Locator]) -> Locator:
    return choices[0]


def last(choices: list[Locator]) -> Locator:
    return choices[-1]


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def banner(page: Page) -> Locator:
    return page.get_by_role("banner")


def message(page: Page) -> Locator:
    """What the site says after a step."""
    return page.locator("[data-messages]")


def offers(page: Page) -> Locator:
    """The list of the catalogue, without what is recommended above it."""
    return page.get_by_role("region", name="Resultaten")


def heading(page: Page) -> str:
    """What the page is called."""
    return page.get_by_role("heading", level=1).inner_text()


def sign_in(hands: Hands, email: str, password: str) -> None:
    """Fill in the sign-in form that is open."""
    page = hands.page
    hands.write(page.get_by_label("E-mail"), email)
    hands.write(page.get_by_label("Wachtwoord", exact=True), password)
    hands.press("Meld je aan", within=main(page))


def enrol(hands: Hands) -> None:
    """From the page of an activity, register for it.

    What a trajectory asks for takes one press; else a page asks in which capacity.
    """
    place = main(hands.page)
    if place.get_by_role("link", name="Schrijf je in", exact=True).count():
        hands.follow("Schrijf je in", within=place)
    hands.press("Schrijf je in", within=place)


def open_course(hands: Hands) -> None:
    """From a course page, go to the lesson where one was, or to the first."""
    begin, go_on = "Begin", "Ga verder waar je was"
    hands.follow(re.compile(f"^({begin}|{go_on})"), within=main(hands.page))


def question(page: Page, number: int) -> Locator:
    """A question of the open lesson, counted from 0."""
    return main(page).locator(".question").nth(number)


def reflection(page: Page, number: int = 0) -> Locator:
    """A note to oneself in the open lesson, counted from 0."""
    return main(page).locator(".reflection").nth(number)


def choose_answer(hands: Hands, place: Locator) -> None:
    """Choose the second answer, or the first two where several fit."""
    boxes = place.get_by_role("checkbox").all()
    for box in boxes[:2]:
        hands.tick(box)
    if not boxes:
        hands.choose(place.get_by_role("radio").nth(1))


def answer_question(hands: Hands, number: int) -> None:
    """Answer one question of the open lesson."""
    place = question(hands.page, number)
    choose_answer(hands, place)
    hands.press("Antwoord", within=place)
    feedback = question(hands.page, number).locator(".answer__feedback")
    expect(feedback.first).to_be_visible()


def write_reflection(hands: Hands, number: int, text: str) -> None:
    """Write a note to oneself and save it."""
    place = reflection(hands.page, number)
    hands.write(place.get_by_role("textbox"), text)
    hands.press("Opslaan", within=place)
    place = reflection(hands.page, number)
    expect(place.get_by_role("textbox")).to_have_value(text)
    expect(place.get_by_role("status")).to_contain_text(re.compile(r"\d{1,2}\.\d{2}"))


def do_lesson(hands: Hands, *, text: str) -> None:
    """Everything that the open lesson asks, then on to the next."""
    page = hands.page
    title = heading(page)
    for number in range(main(page).locator(".question").count()):
        answer_question(hands, number)
    for number in range(main(page).locator(".reflection").count()):
        write_reflection(hands, number, text)
    embedded = main(page).locator(".activity-embed")
    if embedded.count():
        hands.follow("Begin", within=embedded)
        begin_dilemma(hands)
        play_on(hands, pick=first)
        hands.follow("Terug naar waar je was", within=main(page))
        assert heading(page) == title
        expect(embedded).to_contain_text("Voltooid")
    complete_lesson(hands)
    assert heading(page) != title


def complete_lesson(hands: Hands) -> None:
    """Say that one has read the open lesson."""
    onward = "Ik heb deze les gelezen en ga verder"
    finish = "Ik heb deze les gelezen en rond af"
    hands.press(re.compile(f"^({onward}|{finish})$"), within=main(hands.page))


def begin_dilemma(hands: Hands) -> None:
    """Begin a play on the first screen, or go on with one that an earlier test began."""
    place = main(hands.page)
    begin = place.get_by_role("button", name=re.compile("^(Begin|Speel opnieuw)$"))
    go_on = place.get_by_role("link", name="Ga verder waar je was", exact=True)
    hands.send(begin if begin.count() else go_on)


def play_on(hands: Hands, *, pick: Pick, steps: int = LONGEST_PLAY) -> list[str]:
    """Choose on and on, to the ending or for so many steps; the titles of the scenes."""
    seen = []
    for _ in range(steps):
        choices = choices_of(hands.page)
        if not choices:
            break
        seen.append(heading(hands.page))
        hands.send(pick(choices))
    return seen


def choices_of(page: Page) -> list[Locator]:
    """The buttons of the choices of this scene; none at an ending."""
    return main(page).locator(".choices-list").get_by_role("button").all()
