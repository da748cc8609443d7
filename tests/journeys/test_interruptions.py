"""The server dies, or the session ends: what was acknowledged is there, and once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD
from tests.journeys.hands import Mouse
from tests.journeys.ledger import Ledger
from tests.journeys.road import (
    BASKET,
    COURSE,
    answer_question,
    begin_dilemma,
    choices_of,
    choose_answer,
    complete_lesson,
    enrol,
    first,
    heading,
    main,
    message,
    offers,
    open_course,
    play_on,
    question,
    reflection,
    sign_in,
    write_reflection,
)

pytestmark = pytest.mark.rules

TEXT = "Wat ik morgen anders doe, staat hier en nergens anders."
LATER = "En dit schreef ik toen mijn sessie al voorbij was."


def power_cut(server) -> None:
    server.kill()
    server.restart()


def to_the_course(hands: Mouse) -> None:
    hands.page.goto("/aanbod/")
    hands.follow(COURSE, within=offers(hands.page))


def test_a_killed_server_loses_no_step_of_a_lesson_and_doubles_none(server, page_of):
    page = page_of("nieuw1")
    hands = Mouse(page)
    ledger = Ledger(server, "nieuw1@voorbeeld.test")
    to_the_course(hands)
    enrol(hands)
    open_course(hands)
    title = heading(page)

    answer_question(hands, 0)
    write_reflection(hands, 0, TEXT)
    power_cut(server)
    page.reload()
    expect(question(page, 0).locator(".answer__feedback").first).to_be_visible()
    expect(reflection(page).get_by_role("textbox")).to_have_value(TEXT)

    complete_lesson(hands)
    assert heading(page) != title
    power_cut(server)
    page.reload()
    assert heading(page) != title

    held = ledger.read()
    assert held["answers"] == held["answered"] == 1
    assert held["notes"] == [TEXT]
    assert held["completed"] == [title]
    assert held["twice"] == []
    assert held["said"]["answered"] == 1
    assert held["said"]["completed"] == 1


def test_a_killed_server_loses_no_step_of_a_dilemma_and_doubles_none(server, page_of):
    page = page_of("nieuw2")
    hands = Mouse(page)
    ledger = Ledger(server, "nieuw2@voorbeeld.test")
    page.goto("/dilemmas/")
    hands.follow(BASKET, within=main(page))
    begin_dilemma(hands)

    seen = play_on(hands, pick=first, steps=2)
    here = heading(page)
    power_cut(server)
    assert here not in seen
    seen += play_on(hands, pick=first, steps=1)  # on the page that was open before
    page.reload()
    seen += play_on(hands, pick=first)
    power_cut(server)
    page.reload()
    expect(main(page)).to_contain_text("De weg die je nam")

    held = ledger.read()
    assert held["plays"] == 1
    assert held["steps"] == list(range(1, len(seen) + 1))
    assert BASKET in held["completed"]
    assert len(held["completed"]) == len(set(held["completed"]))


def end_session(page: Page, server) -> None:
    """What the server does to a session that is too old."""
    server.ask(
        "from django.contrib.sessions.models import Session as S",
        "S.objects.all().delete()",
    )


def sign_in_again(hands: Mouse, name: str) -> None:
    assert "/accounts/login/" in hands.page.url
    sign_in(hands, f"{name}@voorbeeld.test", PASSWORD)


def test_an_expired_session_loses_no_answer_text_or_choice(server, page_of):
    page = page_of("nieuw3", fresh=True)
    hands = Mouse(page)
    ledger = Ledger(server, "nieuw3@voorbeeld.test")
    to_the_course(hands)
    enrol(hands)
    open_course(hands)
    title = heading(page)
    write_reflection(hands, 0, TEXT)

    choose_answer(hands, question(page, 0))
    end_session(page, server)
    hands.press("Antwoord", within=question(page, 0))
    sign_in_again(hands, "nieuw3")
    hands.press("Verstuur opnieuw", within=main(page))
    assert heading(page) == title
    expect(question(page, 0).locator(".answer__feedback").first).to_be_visible()
    expect(reflection(page).get_by_role("textbox")).to_have_value(TEXT)

    hands.write(reflection(page).get_by_role("textbox"), LATER)
    page.context.clear_cookies(name="sessionid")
    hands.press("Opslaan", within=reflection(page))
    sign_in_again(hands, "nieuw3")
    expect(main(page).get_by_role("textbox")).to_have_value(LATER)
    hands.press("Verstuur opnieuw", within=main(page))
    expect(reflection(page).get_by_role("textbox")).to_have_value(LATER)

    page.context.clear_cookies(name="sessionid")
    complete_lesson(hands)
    sign_in_again(hands, "nieuw3")
    hands.press("Verstuur opnieuw", within=main(page))
    assert heading(page) != title

    page.goto("/dilemmas/")
    hands.follow(BASKET, within=main(page))
    begin_dilemma(hands)
    seen = play_on(hands, pick=first, steps=1)
    here = heading(page)
    end_session(page, server)
    hands.send(first(choices_of(page)))
    sign_in_again(hands, "nieuw3")
    assert heading(page) == here
    expect(main(page)).to_contain_text("Je was intussen afgemeld.")
    seen += play_on(hands, pick=first)

    note = main(page).get_by_label("Je notitie")
    state = main(page).locator("[data-note-status]")
    hands.write(note, TEXT)
    expect(state).to_contain_text("Opgeslagen om")
    page.reload()
    expect(note).to_have_value(TEXT)
    page.context.clear_cookies(name="sessionid")
    hands.write(note, LATER)
    expect(state).to_contain_text("je bent intussen afgemeld")
    expect(note).to_have_value(LATER)
    page.context.clear_cookies(name="sessionid")
    hands.press("Sla de notitie op", within=main(page))
    sign_in_again(hands, "nieuw3")
    expect(note).to_have_value(LATER)
    hands.press("Sla de notitie op", within=main(page))
    expect(main(page).locator(".takeaway [data-saved]")).to_be_visible()

    held = ledger.read()
    assert held["answers"] == held["said"]["answered"] == 1
    assert held["notes"] == [LATER]
    assert held["steps"] == list(range(1, len(seen) + 1))
    assert held["plays"] == 1
    assert title in held["completed"]
    assert BASKET in held["completed"]
    assert len(held["completed"]) == len(set(held["completed"]))
    assert held["twice"] == []


def test_a_form_of_an_expired_page_is_refused_with_a_page_of_ours(page_of):
    page = page_of("nieuw4", fresh=True)
    page.goto("/mijn-gegevens/")
    page.context.clear_cookies(name="csrftoken")
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.get_by_role("button", name=re.compile("Sla|Bewaar|Opslaan")).click()
    assert sent.value.status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Dit formulier is verlopen"
    )
    assert message(page).count() == 0
