"""Hands in the form of a scene: a scene is picked by its title, and nothing typed is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.authoring import Author

PASTED = "Je leest de brief nog eens. Er staat geen naam onder."


@pytest.fixture(scope="module")
def scene(server) -> tuple[int, str]:
    """The first scene of a dilemma of the demo: its page, and its key."""
    return tuple(
        server.ask(
            "from dilemmas.models import ScenarioPage\n"
            "page = ScenarioPage.objects.get(title='De boze post')",
            "[page.pk, str(page.scenes.first().key)]",
        )
    )


# What is left unsaved is saved on leaving: that may come when the next test is here already.
LEAVE_UNSAVED = """() => {
  const form = document.getElementById("scene-form");
  if (form) form.dataset.wAutosaveActiveValue = "false";
}"""


@pytest.fixture
def author(scene, page_of) -> Iterator[Author]:
    """A trainer at that scene."""
    number, key = scene
    page = page_of("trainer")
    page.goto(f"/beheer/dilemmas/{number}/scene/{key}/")
    page.wait_for_function("() => !document.querySelector('[data-block] > template')")
    yield Author(page)
    page.evaluate(LEAVE_UNSAVED)


def target_of(page: Page) -> Locator:
    """The first field that picks a scene."""
    return page.get_by_role("combobox", name="Leidt naar").first


def retype(author: Author, text: str) -> None:
    author.write(target_of(author.page), text)


def test_a_scene_is_picked_from_the_list_by_enter(author):
    page, target = author.page, target_of(author.page)
    retype(author, "wat")
    options = page.get_by_role("listbox", name="Scènes").get_by_role("option")
    expect(options.first).to_contain_text("Wat wij zien")
    expect(options.last).to_contain_text("Begin een nieuwe scène met deze titel")

    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(target).to_have_attribute(
        "aria-activedescendant", options.first.get_attribute("id")
    )
    page.keyboard.press("Enter")

    expect(target).to_have_value("Wat wij zien")
    expect(options).to_have_count(0)


@pytest.mark.rules
def test_a_title_that_is_typed_on_begins_a_scene_when_one_saves_and_not_by_enter(
    author,
):
    page, target = author.page, target_of(author.page)
    retype(author, "wat")
    page.keyboard.press("Tab")
    expect(target).to_have_value("wat")
    expect(page.locator("#scene-form")).to_contain_text("Wordt een nieuwe scène zodra")

    retype(author, "een heel andere weg")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    expect(target).to_have_value("een heel andere weg")
    expect(page.locator("#not-saved")).to_contain_text(
        "“een heel andere weg” wordt een"
    )
    assert "is bewaard" not in page.get_by_role("main").inner_text()
    author.save()
    expect(page.get_by_role("main")).to_contain_text("“een heel andere weg”")


@pytest.mark.rules
def test_the_title_that_is_typed_comes_before_longer_ones(author):
    page, target = author.page, target_of(author.page)
    for title in ("De brief van Rik", "De brief"):
        retype(author, title)
        author.save()
    retype(author, "De brief")
    page.keyboard.press("Enter")
    expect(target).to_have_value("De brief")

    target.click()
    page.keyboard.press("Enter")
    expect(target).to_have_value("De brief")
    page.keyboard.press("ArrowDown")
    options = page.get_by_role("listbox", name="Scènes").get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")


@pytest.mark.rules
def test_escape_and_another_field_close_the_list(author):
    page = author.page
    options = page.get_by_role("listbox", name="Scènes").get_by_role("option")
    retype(author, "de")
    expect(options.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Shift+Tab")
    expect(options).to_have_count(0)


def test_what_is_pasted_and_saved_at_once_is_kept(author):
    page = author.page
    text = page.locator("#body-root [role=textbox]").first
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(PASTED)
    page.get_by_role("button", name="Opslaan", exact=True).click()

    expect(page.get_by_role("main")).to_contain_text("is bewaard.")
    expect(page.locator("#body-root [role=textbox]").first).to_contain_text(PASTED)


@pytest.mark.rules
@pytest.mark.parametrize("wait", [0, 1600, 2200, 4000])
def test_a_title_that_waits_becomes_a_scene_when_one_leaves(author, wait):
    """However soon: before Wagtail looked at the form, while it saves itself, and after."""
    page, title = author.page, f"De brief in de lade, {wait}"
    retype(author, title)
    page.wait_for_timeout(wait)
    author.follow("Alle scènes")

    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()


@pytest.mark.rules
def test_who_stands_at_a_note_stays_there_while_the_form_saves_itself(author):
    page = author.page
    notes = page.locator("#checked a[href]")
    for number in (0, 1):
        page.locator(f"[name='choices-{number}-text']").fill("")
    author.save()
    before = notes.count()
    page.locator("[name='choices-0-text']").fill("Ik vraag het na.")
    notes.last.focus()
    stood = notes.last.get_attribute("href")

    expect(notes).to_have_count(before - 1)
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == stood


def test_a_new_dilemma_is_saved_however_soon_one_presses(page_of):
    page = page_of("trainer")
    for wait in (0, 700, 1200):
        page.goto("/beheer/dilemmas/lijst/")
        page.get_by_role("link", name="Dilemma toevoegen").first.click()
        title = page.locator("[name=title]")
        page.wait_for_function("() => document.body.classList.contains('ready')")
        page.wait_for_timeout(2500)  # then Wagtail begins to save by itself
        title.press_sequentially(f"Snel bewaard {wait}")
        page.wait_for_timeout(wait)
        page.keyboard.press("Control+s")

        expect(page.get_by_role("link", name="Schrijf de scènes")).to_be_visible()


def test_what_was_sent_by_hand_is_not_saved_by_itself_meanwhile(page_of):
    page = page_of("trainer")
    page.goto("/beheer/dilemmas/lijst/")
    page.get_by_role("link", name="Dilemma toevoegen").first.click()
    page.wait_for_function("() => document.body.classList.contains('ready')")

    def passes(event):
        return page.evaluate(
            """event => document.querySelector("form[data-edit-form]").dispatchEvent(
              new Event(event, {bubbles: true, cancelable: true}))""",
            event,
        )

    assert passes("w-autosave:save")
    assert passes("w-autosave:success")
    assert passes("submit")
    assert not passes("w-autosave:save")
