"""Impatience: double clicks, two tabs, the back button. Each step counts once."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.hands import Mouse
from tests.journeys.ledger import Ledger
from tests.journeys.road import (
    BASKET,
    COURSE,
    answer_question,
    begin_dilemma,
    choices_of,
    complete_lesson,
    enrol,
    first,
    heading,
    last,
    main,
    message,
    offers,
    open_course,
    play_on,
    question,
)

pytestmark = pytest.mark.rules


def to_first_scene(page: Page) -> Mouse:
    hands = Mouse(page)
    page.goto("/dilemmas/")
    hands.follow(BASKET, within=main(page))
    begin_dilemma(hands)
    return hands


@pytest.mark.parametrize(("name", "scripts"), [("nieuw1", True), ("nieuw2", False)])
def test_a_double_click_on_a_choice_is_one_step(server, page_of, name, scripts):
    page = page_of(name, java_script_enabled=scripts)
    ledger = Ledger(server, f"{name}@voorbeeld.test")
    hands = to_first_scene(page)
    here = heading(page)

    first(choices_of(page)).dblclick()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(here)
    page.reload()
    after = heading(page)
    assert after == "Het wordt stil"

    play_on(hands, pick=last)
    steps = ledger.read()["steps"]
    assert steps == list(range(1, len(steps) + 1))


def test_two_tabs_on_one_scene_make_one_step(server, page_of):
    page = page_of("nieuw3")
    ledger = Ledger(server, "nieuw3@voorbeeld.test")
    hands = to_first_scene(page)
    other = page.context.new_page()
    other.goto(page.url)

    hands.send(first(choices_of(page)))
    here = heading(page)
    Mouse(other).send(last(choices_of(other)))

    assert heading(other) == here
    expect(message(other)).to_contain_text("Die stap had je al gezet.")
    assert ledger.read()["steps"] == [1]


def test_the_back_button_changes_no_choice(server, page_of):
    page = page_of("nieuw4")
    ledger = Ledger(server, "nieuw4@voorbeeld.test")
    hands = to_first_scene(page)
    play_on(hands, pick=first, steps=2)
    here = heading(page)

    page.go_back()
    page.go_back()
    choices = choices_of(page)
    assert choices
    hands.send(last(choices))

    assert ledger.read()["steps"] in ([1, 2], [1, 2, 3])
    if heading(page) == here:
        expect(message(page)).to_be_visible()
    play_on(hands, pick=first)
    expect(main(page)).to_contain_text("De weg die je nam")


def enter_lesson(page: Page) -> Mouse:
    hands = Mouse(page)
    page.goto("/aanbod/")
    hands.follow(COURSE, within=offers(page))
    enrol(hands)
    open_course(hands)
    return hands


def complete_button(page: Page):
    return main(page).get_by_role("button", name="Ik heb deze les gelezen en ga verder")


@pytest.mark.parametrize(("name", "scripts"), [("nieuw5", True), ("nieuw6", False)])
def test_a_double_click_completes_a_lesson_once(server, page_of, name, scripts):
    page = page_of(name, java_script_enabled=scripts)
    ledger = Ledger(server, f"{name}@voorbeeld.test")
    hands = enter_lesson(page)
    title = heading(page)
    answer = question(page, 0)
    answer.get_by_role("radio").nth(1).check()
    answer.get_by_role("button", name="Antwoord").dblclick()
    expect(question(page, 0).locator(".answer__feedback").first).to_be_visible()

    complete_button(page).dblclick()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(title)

    held = ledger.read()
    assert held["answers"] == 1
    assert held["completed"] == [title]
    assert held["said"]["completed"] == 1
    assert hands.page is page


def test_two_tabs_and_the_back_button_complete_a_lesson_once(server, page_of):
    page = page_of("nieuw7")
    ledger = Ledger(server, "nieuw7@voorbeeld.test")
    hands = enter_lesson(page)
    title = heading(page)
    answer_question(hands, 0)
    other = page.context.new_page()
    other.goto(page.url)

    complete_lesson(hands)
    onward = heading(page)
    complete_lesson(Mouse(other))
    assert heading(other) == onward

    page.go_back()
    if complete_button(page).count():
        complete_lesson(hands)
        assert heading(page) == onward

    held = ledger.read()
    assert held["completed"] == [title]
    assert held["said"]["completed"] == 1
