"""How each kind of question is answered with the keyboard, and what it then says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from playwright.sync_api import Locator, Page, expect

from courses.questions import Categories, Matching, Question, question_in
from tests.factories.asking import every_kind
from tests.factories.courses import an_id
from tests.journeys.hands import Keyboard
from tests.journeys.road import main

# The image is of no importance to what a question takes.
QUESTIONS: dict[str, Question] = {
    question.kind: question for question in map(question_in, every_kind(1))
}
MOVES = ["Opmerken", "Bespreken", "Beslissen", "Opvolgen"]
OWN_WORDS = "Ik vertel rustig wat er gebeurde."


class Learner(Keyboard):
    """The keyboard on a page with questions."""

    def pick(self, select: Locator, option: str) -> None:
        """Choose from a list by typing its first letters."""
        self.reach(select)
        self.page.keyboard.type(option)
        assert select.evaluate("one => one.selectedOptions[0].text") == option

    def toggle(self, button: Locator) -> None:
        """Operate a button on this page that leads nowhere, wherever focus is now."""
        if not button.evaluate("one => one === document.activeElement"):
            self.reach(button)
        self.page.keyboard.press("Space")


@dataclass(frozen=True)
class Way:
    """How a kind is answered; what stands in the page before, and is said after."""

    kind: str
    tree: str
    answer: Callable[[Learner, Locator], None]
    says: tuple[str, ...]
    interaction: str
    response: str | None
    success: bool | None

    def place(self, page: Page) -> Locator:
        return main(page).locator(f"#vraag-{an_id(self.kind)}")


def part(kind: str, number: int) -> UUID:
    return an_id(kind, number)


def source(number: int) -> UUID:
    """The id of the left side of a pair."""
    question = QUESTIONS["matching"]
    assert isinstance(question, Matching)
    return UUID(question.sources[number - 1].id)


def target(kind: str, text: str) -> str:
    """The id of what a part can be given, by its words."""
    question = QUESTIONS[kind]
    assert isinstance(question, Matching | Categories)
    found = question.targets if isinstance(question, Matching) else question.categories
    return next(one.id for one in found if one.text == text)


def pairs(kind: str, given: dict[UUID, str]) -> str:
    """Pairs as a statement holds them, in the order of the ids of their parts."""
    named = sorted((str(source), target(kind, text)) for source, text in given.items())
    return "[,]".join(f"{source}[.]{chosen}" for source, chosen in named)


def choose(name: str) -> Callable[[Learner, Locator], None]:
    def answer(hands: Learner, place: Locator) -> None:
        hands.choose(place.get_by_role("radio", name=name, exact=True))

    return answer


def point(hands: Learner, place: Locator) -> None:
    """By its name in the list; the region on the image shows where focus is."""
    printer = place.get_by_role("radio", name="Op de printer in de gang", exact=True)
    hands.choose(printer)
    edge = place.locator(".answer:has(:focus) .hotspot__edge")
    assert edge.evaluate("one => getComputedStyle(one).stroke") == "rgb(0, 85, 204)"


def fill(text: str) -> Callable[[Learner, Locator], None]:
    def answer(hands: Learner, place: Locator) -> None:
        hands.write(place.get_by_role("textbox"), text)

    return answer


def pick_each(given: dict[str, str]) -> Callable[[Learner, Locator], None]:
    def answer(hands: Learner, place: Locator) -> None:
        for label, option in given.items():
            hands.pick(place.get_by_role("combobox", name=label, exact=True), option)

    return answer


def fill_gaps(hands: Learner, place: Locator) -> None:
    hands.pick(place.get_by_role("combobox", name="Gat 1"), "nooit")
    hands.write(place.get_by_role("textbox", name="Gat 2"), "bedankje")


def put_in_order(hands: Learner, place: Locator) -> None:
    """Each to its place with its button, which keeps focus; every move is said."""
    says = place.locator("[data-ordering-says]")
    expect(says).to_have_role("status")
    for aim, text in enumerate(MOVES):
        up = place.get_by_role("button", name=f"“{text}” omhoog", exact=True)
        while (at := order_in(place).index(text)) > aim:
            hands.toggle(up)
            expect(up).to_be_focused()
            expect(says).to_have_text(f"“{text}” staat nu op plaats {at} van 4.")
    first = place.get_by_role("button", name="“Opmerken” omhoog", exact=True)
    expect(first).to_have_attribute("aria-disabled", "true")


def order_in(place: Locator) -> list[str]:
    return place.locator("[data-text]").all_inner_texts()


WAYS = [
    Way(
        kind="question",
        tree="""
        - region "Vraag 1":
          - group "Een leverancier biedt je een kaartje voor een concert aan. Wat doe je?":
            - radio "Ik bedank en leg uit waarom ik het niet aanneem."
            - 'radio "Ik neem het aan: het is maar een kaartje."'
            - radio "Ik geef het door aan een collega."
          - button "Antwoord"
        """,
        answer=choose("Ik neem het aan: het is maar een kaartje."),
        says=("Niet dit keer. Lees waarom.", "Ook iets kleins kan de schijn wekken"),
        interaction="choice",
        response=str(part("question", 2)),
        success=False,
    ),
    Way(
        kind="true_false",
        tree="""
        - group "Een geschenk van minder dan tien euro mag je altijd aannemen.":
          - radio "Juist"
          - radio "Niet juist"
        """,
        answer=choose("Niet juist"),
        says=("Dat klopt.", "Je kijkt ook naar wie het geeft, wanneer en waarom."),
        interaction="true-false",
        response="false",
        success=True,
    ),
    Way(
        kind="matching",
        tree="""
        - group "Wat hoort bij wat?":
          - list:
            - listitem:
              - combobox "Een mening geven"
            - listitem:
              - combobox "Een misbruik melden"
            - listitem:
              - combobox "Namen doorgeven"
        """,
        answer=pick_each(
            {
                "Een mening geven": "Spreekrecht",
                "Een misbruik melden": "Spreekplicht",
                "Namen doorgeven": "Vakbondsverlof",
            }
        ),
        says=("Deels juist. Lees waarom.", "Dat moet je zelfs."),
        interaction="matching",
        response=pairs(
            "matching",
            {
                source(1): "Spreekrecht",
                source(2): "Spreekplicht",
                source(3): "Vakbondsverlof",
            },
        ),
        success=False,
    ),
    Way(
        kind="ordering",
        tree="""
        - group "Zet de stappen in de goede volgorde.":
          - list:
            - listitem:
              - button "“Opmerken” omlaag"
        """,
        answer=put_in_order,
        says=("Dat klopt.", "Uitleg bij ordering."),
        interaction="sequencing",
        response="[,]".join(str(part("ordering", number)) for number in range(1, 5)),
        success=True,
    ),
    Way(
        kind="gaps",
        tree="""
        - group "Vul aan.":
          - paragraph:
            - combobox "Gat 1"
            - textbox "Gat 2"
        """,
        answer=fill_gaps,
        says=("Deels juist. Lees waarom.", "Dat is iets anders."),
        interaction="fill-in",
        response="nooit[,]bedankje",
        success=False,
    ),
    Way(
        kind="short_text",
        tree="""
        - textbox "Hoe heet wie bij je organisatie over integriteit waakt?"
        """,
        answer=fill("Integriteitscoordinator"),
        says=("Dat klopt.", "Uitleg bij short_text."),
        interaction="fill-in",
        response="integriteitscoördinator",
        success=True,
    ),
    Way(
        kind="number",
        tree="""
        - textbox "Binnen hoeveel dagen krijg je een ontvangstmelding?"
        - text: dagen
        """,
        answer=fill("30 dagen"),
        says=("Niet dit keer. Lees waarom.", "Zo lang duurt het niet."),
        interaction="numeric",
        response="30",
        success=False,
    ),
    Way(
        kind="likert",
        tree="""
        - group "In mijn team kan ik een fout toegeven.":
          - radio "Helemaal oneens"
          - radio "Oneens"
          - radio "Neutraal"
          - radio "Eens"
          - radio "Helemaal eens"
        """,
        answer=choose("Eens"),
        says=("Je antwoord is opgeslagen.", "Uitleg bij likert."),
        interaction="likert",
        response=str(part("likert", 4)),
        success=None,
    ),
    Way(
        kind="hotspot",
        tree="""
        - group "Waar ligt een vertrouwelijk dossier niet goed?":
          - img "Een kantoor met een bureau, een printer en een kast."
          - radio "Op de printer in de gang"
          - radio "In de kast op slot"
          - radio "Naast de kop koffie"
        """,
        answer=point,
        says=("Dat klopt.", "Iedereen kan het daar meenemen."),
        interaction="choice",
        response=str(part("hotspot", 1)),
        success=True,
    ),
    Way(
        kind="categories",
        tree="""
        - group "Is het een geschenk of een uitnodiging?"
        """,
        answer=pick_each(
            {
                "Een fles wijn": "Geschenk",
                "Een etentje": "Uitnodiging",
                "Een congres": "Uitnodiging",
            }
        ),
        says=("Dat klopt.", "Vraag het eerst na."),
        interaction="matching",
        response=pairs(
            "categories",
            {
                part("geschenk", 1): "Geschenk",
                part("uitnodiging", 1): "Uitnodiging",
                part("uitnodiging", 2): "Uitnodiging",
            },
        ),
        success=True,
    ),
    Way(
        kind="open",
        tree="""
        - textbox "Hoe zou jij dit met je leidinggevende bespreken?"
        """,
        answer=fill(OWN_WORDS),
        says=("Je antwoord is opgeslagen.", "Ik vertel wat er gebeurde"),
        interaction="long-fill-in",
        response=None,
        success=None,
    ),
]
