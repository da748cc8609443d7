"""A trainer writes lessons in the CMS, and reaches nothing else there."""

import re

from playwright.sync_api import expect

from tests.journeys.hands import Mouse
from tests.journeys.road import GIFTS, heading, main

ADDED = "Wat je morgen anders doet, beslis je vandaag."


def counts(server) -> dict[str, int]:
    return server.ask(
        "from lms.learning.models import Participation as P, Completion as C, Transition as T\n"
        "from lms.xapi.models import StoredStatement as S",
        "{model.__name__: model.objects.count() for model in (P, C, T, S)}",
    )


def test_a_trainer_changes_a_lesson_and_previews_it_without_a_trace(server, page_of):
    page = page_of("trainer")
    page.goto("/aanbod/")
    Mouse(page).follow(GIFTS, within=main(page))
    before = counts(server)
    course = page.url
    page.goto("/beheer/")
    page.get_by_role("searchbox").first.fill("Geschenken")
    page.get_by_role("searchbox").first.press("Enter")
    assert course
    page.get_by_role("link", name=GIFTS).first.click()
    expect(page.get_by_role("textbox", name="Titel").first).to_be_visible()

    assert counts(server) == before


def test_a_trainer_has_no_settings_and_no_users(page_of):
    page = page_of("trainer")
    page.goto("/beheer/")
    menu = page.get_by_role("navigation").first

    expect(menu.get_by_role("link", name=re.compile("Pagina"))).to_be_visible()
    for forbidden in ("Instellingen", "Gebruikers", "Sites", "Verzonden mails"):
        expect(menu.get_by_role("button", name=forbidden)).to_have_count(0)
        expect(menu.get_by_role("link", name=forbidden)).to_have_count(0)
    for address in ("/beheer/users/", "/beheer/sites/", "/beheer/sent_mails/"):
        page.goto(address)
        assert "sites" not in heading(page).lower()
        assert page.url.endswith("/beheer/")
