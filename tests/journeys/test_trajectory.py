"""A coordinator builds and changes a trajectory; a learner reads why they are not done."""

import re
from contextlib import suppress

from playwright.sync_api import Error, Locator, Page, expect

from tests.checkers import tool
from tests.journeys.authoring import Author
from tests.journeys.hands import Keyboard, leaving
from tests.journeys.road import heading, main
from tests.journeys.test_course import READY_TO_NAME
from tests.journeys.test_editor_pages import AXE_INSIDE, WCAG

TITLE = "Traject nieuwe medewerkers"
SLUG = "traject-nieuwe-medewerkers"
# A word of the title of each: the list renews itself while somebody goes on typing.
FIRST = ("Geschenken", "Geschenken en uitnodigingen: weigeren, bespreken, melden")
SECOND = ("verzamelen", "Cijfers verzamelen en lezen")
THIRD = ("Startmodule", "Startmodule: jouw rol als contactpersoon integriteit")
FOUND = "document.querySelectorAll('[data-chooser-modal-choice]').length < 10"
OURS = "#findings, .versions"


def check_axe(page: Page, place: str) -> None:
    """No violation in this part of the page."""
    page.evaluate(tool("axe.min.js").read_text())
    assert page.evaluate(AXE_INSIDE, [place, WCAG]) == [], page.url


def add(author: Author, place: Locator, kind: str = "") -> None:
    """Put a block at the end of the stream in this place; of its only kind, or of this one."""
    page = author.page
    author.operate(place.get_by_role("button", name="Blok invoegen").last)
    if kind:
        search = page.locator("input[role=combobox]")
        author.write(search, kind)
        expect(page.locator("[role=option]")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(search).to_have_count(0)


def choose(author: Author, field: str, activity: tuple[str, str]) -> None:
    """By the window in which an activity is chosen."""
    page = author.page
    author.operate(page.locator(f"#{field}-chooser [data-chooser-action-choose]"))
    word, title = activity
    # On a slow machine the first letters may come before the window listens, and the list
    # is that of the answer that came last, not of what was typed last: one types again.
    for _time in range(10):
        with suppress(Error):
            with page.expect_response(re.compile(rf"[?&]q={word}(&|$)"), timeout=5_000):
                author.write(page.locator("#id_q"), word)
            page.wait_for_function(FOUND, timeout=2_000)
            break
    author.operate(page.get_by_role("link", name=title, exact=True))
    expect(page.locator(f"#{field}-title")).to_contain_text(title)


def build(author: Author) -> None:
    """A group of which more is asked than is in it, and a group of minutes inside."""
    page = author.page
    page.wait_for_function(READY_TO_NAME)
    author.write(page.locator("[name=title]"), TITLE)
    expect(page.locator("[name=slug]")).not_to_have_value("")
    group = "requirements-0-value"
    add(author, page.locator("[data-contentpath=requirements]"))
    author.write(page.locator(f"[name={group}-title]"), "Kies mee")
    author.pick(page.locator(f"[name={group}-rule]"), "Minstens een aantal")
    author.write(page.locator(f"[name={group}-amount]"), "3")
    parts = page.locator("[data-contentpath=requirements] [data-contentpath=parts]")
    add(author, parts.first, "Activiteit")
    choose(author, f"{group}-parts-0-value-activity", FIRST)
    add(author, parts.first, "Groep")
    inner = f"{group}-parts-1-value"
    author.write(page.locator(f"[name={inner}-title]"), "Leestijd")
    author.pick(page.locator(f"[name={inner}-rule]"), "Minstens een aantal minuten")
    author.write(page.locator(f"[name={inner}-amount]"), "40")
    for number, activity in enumerate((SECOND, THIRD)):
        add(author, parts.nth(1), "Activiteit")
        choose(author, f"{inner}-parts-{number}-value-activity", activity)
    author.write(page.locator("[name=duration_minutes]"), "60")
    author.save()


def publish(author: Author) -> None:
    page = author.page
    author.operate(page.get_by_role("button", name="Meer acties").last)
    with leaving(page):
        author.operate(page.get_by_role("button", name="Publiceren"))


def preview(author: Author) -> None:
    page = author.page
    author.operate(page.get_by_role("button", name="Toon/verberg voorvertoning"))
    shown = page.frame_locator("iframe.w-preview__iframe:not(.w-preview__proxy)")
    expect(shown.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(shown.get_by_role("main")).to_contain_text("minstens 40 minuten")
    author.operate(page.get_by_role("button", name="Toon/verberg voorvertoning"))


def build_mend_and_publish(author: Author) -> str:
    """From an empty form to a published trajectory; where it is edited."""
    page = author.page
    build(author)
    found = page.locator("#findings")
    expect(found).to_contain_text("“Kies mee” vraagt 3 delen, maar er zitten er 2 in.")
    check_axe(page, OURS)
    publish(author)
    expect(main(page)).to_contain_text("Hierdoor kun je dit niet publiceren")
    author.write(page.locator("[name=requirements-0-value-amount]"), "2")
    author.save()
    expect(found).to_contain_text("“Kies mee” vraagt alles wat erin zit.")
    edited = page.url
    preview(author)
    publish(author)
    expect(main(page)).to_contain_text("gepubliceerd")
    return edited


def read_why(learner: Page) -> None:
    """Register, and read what is missing."""
    hands = Keyboard(learner)
    learner.goto(f"/aanbod/{SLUG}/")
    hands.follow("Schrijf je in voor dit traject", within=main(learner))
    hands.press("Schrijf je in", within=main(learner))
    learner.goto(f"/aanbod/{SLUG}/")
    assert heading(learner) == TITLE
    why = learner.locator("#why")
    hands.operate(why.get_by_text("Waarom ben ik nog niet klaar?"))
    expect(why).to_contain_text("Kies hier nog 2 onderdelen.")
    expect(why).to_contain_text("Je hebt 0 minuten. Je hebt nog 40 minuten nodig.")
    check_axe(learner, "main")


def change_and_move(author: Author, edited: str) -> None:
    """Ask for less, read whom it touches, and move everybody with a reason."""
    page = author.page
    page.goto(edited)
    page.wait_for_function(READY_TO_NAME)
    author.write(page.locator("[name=requirements-0-value-amount]"), "1")
    author.save()
    found = page.locator("#findings")
    expect(found).to_contain_text("1 persoon is onderweg.")
    expect(found).to_contain_text("blijft deze persoon op de versie")
    expect(found).to_contain_text("Ingeschreven, nog niet begonnen: 1")
    publish(author)
    page.goto(edited)
    author.follow("Verplaats mensen naar de versie van vandaag")
    check_axe(page, OURS)
    author.write(page.get_by_label("Reden"), "Eén onderdeel volstaat.")
    author.press(re.compile("Verplaats iedereen"))
    expect(main(page)).to_contain_text("1 persoon is verplaatst")
    expect(main(page)).to_contain_text("Iedereen die bezig is")


def test_a_coordinator_builds_a_trajectory_and_a_learner_reads_why_they_are_not_done(
    server, page_of
):
    page = page_of("coordinator")
    catalogue = server.ask(
        "from cms_site.models import CataloguePage", "CataloguePage.objects.get().pk"
    )
    page.goto(f"/beheer/pages/add/certification/trajectorypage/{catalogue}/")
    author = Author(page)
    edited = build_mend_and_publish(author)
    learner = page_of("nieuw1")
    read_why(learner)
    change_and_move(author, edited)
    learner.goto(f"/aanbod/{SLUG}/")
    why = learner.locator("#why")
    why.locator("summary").click()
    expect(why).to_contain_text("Kies hier nog 1 onderdeel.")
