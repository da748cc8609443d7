"""A trainer writes lessons in the CMS, and reaches nothing else there."""

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import Mouse, leaving
from tests.journeys.road import GIFTS, enrol, heading, main, offers, open_course

LESSON = "Bespreken en melden"
RENAMED = "Bespreken, melden en onthouden"


def recorded(server) -> dict[str, int]:
    """How much is recorded of the trainer's own learning.

    Not of everybody's: the rules of the demo ask things of whoever gets a mandate.
    """
    return server.ask(
        "from lms.accounts.models import User\n"
        "from lms.learning.models import Completion, Participation, Transition\n"
        "from lms.xapi.models import StoredStatement\n"
        "trainer = User.objects.get(email='trainer@voorbeeld.test')\n"
        "identity = str(trainer.public_id)\n"
        "said = StoredStatement.objects.filter(payload__icontains=identity)\n"
        "noted = Transition.objects.filter(participation__learner=trainer)\n"
        "taking = Participation.objects.filter(learner=trainer)\n"
        "done = Completion.objects.filter(learner=trainer)",
        "{rows.model.__name__: rows.count() for rows in (done, taking, noted, said)}",
    )


def test_a_trainer_changes_a_lesson_and_previews_it_without_a_trace(server, page_of):
    before = recorded(server)
    page = page_of("trainer")
    page.goto("/beheer/")
    search = page.get_by_role("textbox", name="Zoekterm")
    search.fill(LESSON)
    search.press("Enter")
    main(page).get_by_role("link", name=LESSON, exact=True).click()
    page.get_by_role("textbox", name="Titel*", exact=True).fill(RENAMED)
    page.get_by_role("button", name="Toon/verberg voorvertoning").click()
    preview = page.frame_locator("iframe.w-preview__iframe:not(.w-preview__proxy)")
    expect(preview.get_by_role("heading", level=1)).to_have_text(RENAMED)
    expect(preview.get_by_role("main")).to_contain_text("Er wordt niets geregistreerd")

    page.get_by_role("button", name="Meer acties").last.click()
    with leaving(page):
        page.get_by_role("button", name="Publiceren").click()
    expect(main(page)).to_contain_text("gepubliceerd")
    assert recorded(server) == before

    learner = page_of("nieuw1")
    hands = Mouse(learner)
    learner.goto("/aanbod/")
    hands.follow(GIFTS, within=offers(learner))
    enrol(hands)
    open_course(hands)
    hands.follow(
        RENAMED, within=learner.get_by_role("navigation", name="Lessen van deze cursus")
    )
    assert heading(learner) == RENAMED


@pytest.mark.parametrize(
    "address", ["/beheer/users/", "/beheer/sites/", "/beheer/sent_mails/"]
)
def test_a_trainer_reaches_no_settings_and_no_users(page_of, address):
    page = page_of("trainer")
    page.goto("/beheer/")
    menu = page.get_by_role("navigation", name="Hoofdmenu")

    expect(menu.get_by_role("button", name="Pagina’s")).to_be_visible()
    for forbidden in ("Instellingen", "Gebruikers", "Verzonden mails"):
        expect(menu.get_by_text(forbidden, exact=True)).to_have_count(0)
    page.goto(address)
    assert page.url.endswith("/beheer/")
