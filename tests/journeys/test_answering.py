"""Every kind of question in a real browser: asked, answered, spoken of, and recorded."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from lms.xapi.statements import validate
from tests.factories.courses import an_id
from tests.journeys.answering import OWN_WORDS, WAYS, Learner, Way, order_in
from tests.journeys.conftest import PASSWORD
from tests.journeys.hands import Mouse
from tests.journeys.road import main, sign_in
from tests.journeys.test_pages import NARROWEST, TOO_WIDE, photograph

LESSON = """
import json
from lms.accounts.models import User
from lms.learning.models import LearningActivity
from lms.learning.operations import register
from lms.xapi.models import StoredStatement
from tests.factories.asking import a_course_of_every_kind
from tests.factories.courses import lessons_of

def make(*emails):
    course = a_course_of_every_kind()
    activity = LearningActivity.objects.get(key=course.translation_key)
    for email in emails:
        register(User.objects.get(email=email), activity)
    return lessons_of(course)[0].url

def answered(email):
    person = str(User.objects.get(email=email).public_id)
    said = StoredStatement.objects.filter(
        verb__endswith="/answered", payload__contains=person
    )
    return [json.loads(one.payload) for one in said.order_by("seq")]
"""
# Whether leaving the page now would ask if one is sure.
WARNS = """() => !window.dispatchEvent(new Event("beforeunload", {cancelable: true}))"""
WHO, OTHER = "nieuw1@voorbeeld.test", "nieuw2@voorbeeld.test"


@pytest.fixture(scope="module")
def lesson(server):
    """The address of a lesson with a question of each kind; two people take part."""
    return server.ask(LESSON, f"make({WHO!r}, {OTHER!r})")


def test_every_kind_is_answered_by_keyboard(
    lesson, server, page_of, axe, html_checker, guard
):
    page = page_of("nieuw1")
    page.goto(lesson)
    hands = Learner(page)
    photograph(page, "every-kind")
    look_at(page, axe)
    html_checker(page.request.get(page.url).body(), name="every-kind")

    for way in WAYS:
        answer(hands, way)

    photograph(page, "every-kind-answered")
    look_at(page, axe)
    html_checker(page.request.get(page.url).body(), name="every-kind-answered")
    told = server.ask(LESSON, f"answered({WHO!r})")
    assert len(told) == len(WAYS)
    for way, statement in zip(WAYS, told, strict=True):
        check(way, statement)
    may_be_dragged_too(page)
    keeps_what_is_written(page, hands, guard)


def may_be_dragged_too(page: Page) -> None:
    """A row follows its grip, and its new place is said as it is by a button."""
    place = place_of(page, "ordering")
    place.scroll_into_view_if_needed()
    last, first = (place.locator(".ordering__grip").nth(n) for n in (3, 0))
    start, end = last.bounding_box(), first.bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 8, end["y"] + 2, steps=8)
    page.mouse.up()
    assert order_in(place) == ["Opvolgen", "Opmerken", "Bespreken", "Beslissen"]
    expect(place.locator("[data-ordering-says]")).to_have_text(
        "“Opvolgen” staat nu op plaats 1 van 4."
    )


def look_at(page: Page, axe) -> None:
    """Accessible in both schemes, and fitting where there is little room."""
    axe(page)
    page.emulate_media(color_scheme="dark")
    axe(page)
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    axe(page, sizes=((NARROWEST, 800),))
    assert page.evaluate(TOO_WIDE) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1366, "height": 900})


def answer(hands: Learner, way: Way) -> None:
    """Answer with the keyboard; what is said of it is where focus then is."""
    place = way.place(hands.page)
    expect(place).to_match_aria_snapshot(way.tree)
    way.answer(hands, place)
    hands.press("Antwoord", within=place)
    expect(place).to_be_focused()
    expect(place).to_have_accessible_description(re.compile(re.escape(way.says[0])))
    for words in way.says:
        expect(place).to_contain_text(words)
    expect(place.get_by_role("button", name="Antwoord opnieuw")).to_be_visible()
    expect(place.locator("[data-saved]")).to_have_text(
        re.compile(r"^Opgeslagen om \d\d\.\d\d uur$")
    )


def check(way: Way, statement: dict) -> None:
    """The statement is valid, and says what was answered: no more, no less."""
    assert validate(statement) == [], way.kind
    definition = statement["object"]["definition"]
    assert definition["interactionType"] == way.interaction, way.kind
    result = statement.get("result", {})
    assert result.get("response") == way.response, way.kind
    assert result.get("success") == way.success, way.kind
    assert OWN_WORDS not in str(statement)


def keeps_what_is_written(page: Page, hands: Learner, guard) -> None:
    """An open answer is saved while it is written; neither line nor session loses it."""
    field = main(page).get_by_role("textbox", name="Hoe zou jij dit")
    state = main(page).locator(f"#bewaard-{an_id('open')}")
    hands.write(field, "Eerst vraag ik raad.")
    page.keyboard.press("Tab")
    expect(state).to_have_text(re.compile(r"^Opgeslagen om"))

    page.context.set_offline(True)
    hands.write(field, "Eerst vraag ik raad aan een collega.")
    page.keyboard.press("Tab")
    expect(state).to_contain_text("Niet opgeslagen: je verbinding is weg.")
    assert page.evaluate(WARNS)
    page.context.set_offline(False)
    expect(state).to_have_text(re.compile(r"^Opgeslagen om"))

    assert not page.evaluate(WARNS)

    page.context.clear_cookies(name="sessionid")
    hands.write(field, "Eerst vraag ik raad aan mijn ankerpunt.")
    page.keyboard.press("Tab")
    expect(state).to_contain_text("je bent niet meer aangemeld")
    hands.send(state.get_by_role("button", name="Meld je aan en sla op"))
    sign_in(hands, WHO, PASSWORD)
    expect(main(page)).to_contain_text("Eerst vraag ik raad aan mijn ankerpunt.")
    hands.press("Verstuur opnieuw", within=main(page))
    expect(field).to_have_value("Eerst vraag ik raad aan mijn ankerpunt.")
    # What the browser notes of a request that could not be answered is what was meant.
    meant = re.compile("ERR_INTERNET_DISCONNECTED|status of 401")
    guard.seen[:] = [one for one in guard.seen if not meant.search(one)]


def test_every_kind_is_answered_without_scripts(lesson, page_of):
    page = page_of("nieuw2", java_script_enabled=False)
    page.goto(lesson)
    hands = Mouse(page)

    matching = place_of(page, "matching")
    matching.get_by_label("Een mening geven").select_option("Spreekrecht")
    hands.press("Antwoord", within=matching)
    refused = place_of(page, "matching")
    expect(refused.get_by_role("alert")).to_have_text(
        "Er staan er nog 2 open. Vul die ook in."
    )
    kept = refused.get_by_label("Een mening geven")
    assert kept.evaluate("one => one.selectedOptions[0].text") == "Spreekrecht"
    missing = refused.get_by_label("Namen doorgeven")
    expect(missing).to_have_attribute("aria-invalid", "true")
    expect(missing).to_have_accessible_description(re.compile("Vul die ook in"))

    number = place_of(page, "number")
    hands.write(number.get_by_role("textbox"), "een week")
    hands.press("Antwoord", within=number)
    number = place_of(page, "number")
    expect(number.get_by_role("alert")).to_contain_text("Schrijf een getal")
    expect(number.get_by_role("textbox")).to_have_value("een week")
    hands.write(number.get_by_role("textbox"), "7")
    hands.press("Antwoord", within=number)
    expect(place_of(page, "number")).to_contain_text("Dat klopt.")

    ordering = place_of(page, "ordering")
    for place, text in enumerate(["Opmerken", "Bespreken", "Beslissen", "Opvolgen"], 1):
        ordering.get_by_label(text).select_option(str(place))
    hands.press("Antwoord", within=ordering)
    expect(place_of(page, "ordering")).to_contain_text("Dat klopt.")

    place_of(page, "hotspot").locator(".hotspot__shape").first.click()
    hands.press("Antwoord", within=place_of(page, "hotspot"))
    expect(place_of(page, "hotspot")).to_contain_text("Dat klopt.")
    assert urlsplit(page.url).fragment == f"vraag-{an_id('hotspot')}"


def place_of(page: Page, kind: str) -> Locator:
    return main(page).locator(f"#vraag-{an_id(kind)}")
