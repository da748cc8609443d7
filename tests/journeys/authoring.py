"""How an author writes a dilemma in the admin, with the keyboard alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from tests.journeys.hands import Keyboard, leaving


@dataclass(frozen=True)
class Written:
    """A scene as its author means it: what happens, and choices with where they lead."""

    title: str
    text: str
    kind: str = "Verhaal"
    choices: dict[str, str] = field(default_factory=dict)
    question: str = ""


class Author(Keyboard):
    """The keyboard in the Wagtail admin. Rings and order there are Wagtail's own, not ours."""

    def _stop(self, wanted):
        return self.page.evaluate(
            "wanted => ({found: wanted.includes(document.activeElement),"
            " ...(document.activeElement === document.body ? {body: true} : {})})",
            wanted,
        )

    def pick(self, select: Locator, option: str) -> None:
        """Choose an option by typing its first letters."""
        self.reach(select)
        self.page.keyboard.type(option)
        assert select.evaluate("one => one.selectedOptions[0].text") == option

    def save(self) -> None:
        """Save the scene by its shortcut."""
        with leaving(self.page):
            self.page.keyboard.press("Control+s")


def new_scenario(author: Author, title: str, summary: str) -> None:
    """A page for a dilemma below the module, saved as a draft."""
    page = author.page
    page.goto("/beheer/")
    author.follow("Dilemma’s", within=page.get_by_role("navigation"))
    author.follow("Dilemma toevoegen", within=page.get_by_role("main"))
    author.write(page.locator("[name=title]"), title)
    author.write(page.locator("[name=summary]"), summary)
    author.write(page.locator("[name=duration_minutes]"), "15")
    for value in ("Collegialiteit", "Openheid"):
        author.tick(page.get_by_role("checkbox", name=value))
    author.save()


def add_scene(author: Author, title: str) -> None:
    """Begin a scene from the map."""
    author.write(author.page.get_by_label("Titel van een nieuwe scène"), title)
    author.press("Toevoegen en schrijven")


def write_scene(author: Author, written: Written) -> None:
    """Fill in the scene that is open, and save it."""
    page = author.page
    author.pick(page.locator("[name=kind]"), written.kind)
    author.reach(page.locator("#body-root [role=textbox]").first)
    page.keyboard.type(written.text)
    for number, (text, target) in enumerate(written.choices.items()):
        author.operate(page.locator("#id_choices-ADD"))
        author.write(page.locator(f"[name='choices-{number}-text']"), text)
        author.write(page.locator(f"[name='choices-{number}-target']"), target)
    if written.question:
        author.write(page.locator("[name='reflection-0-value']"), written.question)
    author.save()
    expect(page.get_by_role("main")).to_contain_text(f"“{written.title}” is bewaard.")


def open_scene(page: Page, author: Author, title: str) -> None:
    """From the map to a scene, by its place on the drawing."""
    author.send(page.locator(".scenario-map__scene").filter(has_text=title).first)
