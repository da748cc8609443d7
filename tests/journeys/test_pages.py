"""Every kind of page: accessible, valid, fitting, quiet, and served from here alone."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.page_types import PAGES, PageType

SHOTS = os.environ.get("SHOTS", "")
NARROWEST = 320
DARK = ["home", "catalogue", "course-enrolled", "lesson-answered", "scene", "dashboard"]
# What a box cuts off makes the page no wider, and is lost all the same; what scrolls is not.
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const scrolls = element => element && element !== document.body
    && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  return [...document.querySelectorAll("body *:not(svg *, [aria-hidden=true] *)")]
    .filter(element => element.getBoundingClientRect().right > width + 1 && !scrolls(element))
    .slice(0, 5).map(element => element.outerHTML.slice(0, 120));
}"""


@pytest.fixture
def open_page(page_of, new_page):
    def open_page(kind: PageType, **options) -> Page:
        page = page_of(kind.who, **options) if kind.who else new_page(**options)
        kind.open(page)
        return page

    return open_page


def photograph(page: Page, name: str) -> None:
    """Keep a picture, when SHOTS names a folder: to look at, not to compare."""
    if not SHOTS:
        return
    for width, height in ((1366, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)


@pytest.mark.parametrize("kind", PAGES, ids=str)
def test_page(kind, open_page, axe, html_checker):
    page = open_page(kind)
    photograph(page, kind.name)

    axe(page)
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    assert page.evaluate(TOO_WIDE) == [], f"{kind} does not fit {NARROWEST} px"
    html_checker(served_html(page, kind), name=kind.name)


def served_html(page: Page, kind: PageType) -> bytes:
    """What the server answers at the address, before any script."""
    if kind.name in ("expired-form", "login-refused", "what-if", "what-if-ending"):
        return page.content().encode()
    return page.request.get(page.url).body()


@pytest.mark.parametrize("kind", [kind for kind in PAGES if kind.name in DARK], ids=str)
def test_page_in_the_dark(kind, open_page, axe):
    page = open_page(kind, color_scheme="dark")
    photograph(page, f"{kind.name}-dark")

    axe(page, sizes=((1366, 900),))
    red, green, blue = page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number)"
    )[:3]
    assert max(red, green, blue) < 80


@pytest.mark.parametrize(
    "name", ["lesson-answered", "ending", "certificate", "hr-list"]
)
def test_page_prints_without_what_belongs_to_the_screen(name, open_page):
    page = open_page(next(kind for kind in PAGES if kind.name == name))
    heading = page.get_by_role("heading", level=1)

    page.emulate_media(media="print")
    photograph(page, f"{name}-print")

    assert heading.is_visible()
    assert not page.get_by_role("banner").is_visible()
    assert not page.get_by_role("contentinfo").is_visible()
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("name", ["catalogue", "lesson-answered", "scene"])
def test_page_in_forced_colours_and_without_motion(name, open_page):
    kind = next(kind for kind in PAGES if kind.name == name)
    page = open_page(kind, forced_colors="active", reduced_motion="reduce")
    photograph(page, f"{name}-forced")

    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter(element => {
          const style = getComputedStyle(element);
          return [style.transitionDuration, style.animationDuration].some(
            durations => durations.split(",").some(one => parseFloat(one) > 0.01));
        }).map(element => element.outerHTML.slice(0, 100))"""
    )
    assert moving == []
    controls = page.get_by_role("main").get_by_role("button")
    for button in controls.all()[:10]:
        width = button.evaluate("button => getComputedStyle(button).borderTopWidth")
        assert width != "0px" or button.get_attribute("class") is None, width
