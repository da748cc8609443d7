"""The stretches of the road that several journeys walk, with the hands they are given."""

import re
from collections.abc import Callable, Iterable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.hands import Hands

COURSE = "De deontologische code in de praktijk: vijf basisprincipes"
TRAJECTORY = "Professionaliseringstraject contactpersonen integriteit"
BASKET = "De mand van de leverancier"
LONGEST_PLAY = 20
Pick = Callable[[list[Locator]], Locator]


def first(choices: list[Locator]) -> Locator:
    return choices[0]


def last(choices: list[Locator]) -> Locator:
    return choices[-1]


def main(page: Page) -> Locator:
    return page.get_by_role("main")


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
    """From the page of an activity, register for it."""
    hands.follow("Schrijf je in", within=main(hands.page))
    hands.press("Schrijf je in", within=main(hands.page))


def open_course(hands: Hands) -> None:
    """From a course page, go to the lesson where one was, or to the first."""
    hands.follow(re.compile("^(Begin|Ga verder waar je was)"), within=main(hands.page))


def questions(page: Page) -> Iterable[Locator]:
    """The forms of the questions in this lesson."""
    return main(page).locator("form.question").all()


def answer_question(hands: Hands, form: Locator) -> None:
    """Answer one question: the second answer, or the first two where several fit."""
    boxes = form.get_by_role("checkbox").all()
    if boxes:
        for box in boxes[:2]:
            hands.tick(box)
    else:
        hands.choose(form.get_by_role("radio").nth(1))
    hands.press(re.compile("^Antwoord|^Beantwoord|antwoord$"), within=form)


def write_reflections(hands: Hands, text: str) -> int:
    """Write this in every reflection of the lesson; how many there were."""
    page = hands.page
    count = main(page).locator(".reflection").count()
    for number in range(count):
        place = main(page).locator(".reflection").nth(number)
        hands.write(place.get_by_role("textbox"), text)
        hands.press("Opslaan", within=place)
        place = main(page).locator(".reflection").nth(number)
        expect(place.get_by_role("textbox")).to_have_value(text)
        expect(place).to_contain_text("Opgeslagen om")
    return count


def do_lesson(hands: Hands, *, note: str) -> None:
    """Everything that the open lesson asks, then on to the next."""
    page = hands.page
    title = heading(page)
    for number in range(len(list(questions(page)))):
        answer_question(hands, main(page).locator("form.question").nth(number))
    write_reflections(hands, note)
    embedded = main(page).locator(".activity-embed")
    if embedded.count() and embedded.get_by_role("link", name="Begin").count():
        hands.follow("Begin", within=embedded)
        play_dilemma(hands, pick=first)
        hands.follow(re.compile("^Terug naar"), within=main(page))
        assert heading(page) == title
        expect(main(page).locator(".activity-embed")).to_contain_text("Voltooid")
    hands.press(re.compile("Ik heb deze les gelezen"), within=main(page))
    assert heading(page) != title


def play_dilemma(hands: Hands, *, pick: Pick) -> list[str]:
    """From its first screen to an ending; the titles of the scenes on the way."""
    begin_dilemma(hands)
    seen = []
    for _ in range(LONGEST_PLAY):
        choices = choices_of(hands.page)
        if not choices:
            break
        seen.append(heading(hands.page))
        hands.send(pick(choices))
    expect(main(hands.page)).to_contain_text("Bij wie kun je terecht?")
    return seen


def begin_dilemma(hands: Hands) -> None:
    """Press what begins or resumes the play on the first screen."""
    hands.press(re.compile("^Begin|^Ga verder"), within=main(hands.page))


def choices_of(page: Page) -> list[Locator]:
    """The buttons of the choices of this scene; none at an ending."""
    return main(page).locator(".choices-list").get_by_role("button").all()
