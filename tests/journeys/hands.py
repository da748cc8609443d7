"""How a visitor operates a page: with the keyboard alone, or with the mouse.

Both know the same gestures, and name controls as a visitor finds them: by role and by
accessible name. So one road can be walked in either way.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import ElementHandle, Error, Locator, Page

Name = str | re.Pattern[str]
STOPS = 400
PATIENCE = 30  # seconds

# Whether all that is wanted lies behind what has focus.
PASSED = """wanted => wanted.every(one =>
  document.activeElement.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING)"""
# What has focus, whether a ring shows it, and whether any of it is in view and on top.
FOCUS = """wanted => {
  const stop = document.activeElement;
  if (!stop || stop === document.body) return {body: true};
  let ringed = false;
  for (let element = stop, up = 0; element && up < 6; element = element.parentElement, up++) {
    const style = getComputedStyle(element);
    if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) ringed = true;
  }
  const box = stop.getBoundingClientRect();
  let seen = false;
  for (const x of [0.1, 0.5, 0.9]) for (const y of [0.1, 0.5, 0.9]) {
    const top = document.elementFromPoint(box.x + box.width * x, box.y + box.height * y);
    if (top && (stop.contains(top) || top.contains(stop) && top !== document.body
      && top !== document.documentElement && top.closest("label, a, button, summary"))) seen = true;
  }
  return {
    found: wanted.includes(stop), ringed, seen,
    what: `${stop.outerHTML.slice(0, 160)} on ${location.pathname}`,
  };
}"""


class Hands:
    """The gestures; what a page must offer for each is the same in both ways."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, name: Name, *, within: Locator | None = None) -> None:
        """Follow the link of this name and wait for where it leads."""
        link = (within or self.page).get_by_role("link", name=name, exact=exact(name))
        self.send(link)

    def press(self, name: Name, *, within: Locator | None = None) -> None:
        """Press the button of this name and wait for the answer."""
        place = within or self.page
        self.send(place.get_by_role("button", name=name, exact=exact(name)))

    def send(self, control: Locator) -> None:
        """Operate a link or button that leads to another page, or to this one again."""
        with leaving(self.page):
            self.operate(control)

    def operate(self, control: Locator) -> None:
        """Operate a button, link or summary."""
        raise NotImplementedError

    def write(self, field: Locator, text: str) -> None:
        """Fill in a field, in place of what it holds."""
        raise NotImplementedError

    def tick(self, box: Locator) -> None:
        """Tick a checkbox."""
        raise NotImplementedError

    def choose(self, radio: Locator) -> None:
        """Choose one of a group of radio buttons."""
        raise NotImplementedError


@contextmanager
def leaving(page: Page) -> Iterator[None]:
    """What is done within leads to another document; at the end that is there.

    Not ``expect_navigation``: to that, an address that a script rewrites is a navigation
    too, and Wagtail's form rewrites it as soon as it saved itself.
    Raises ``AssertionError`` when no other document comes.
    """
    page.evaluate("() => { window.isLeft = true }")
    yield
    end = time.monotonic() + PATIENCE
    while _is_there(page):
        assert time.monotonic() < end, f"Nothing leads away from {page.url}."
        page.wait_for_timeout(20)
    page.wait_for_load_state()


def _is_there(page: Page) -> bool:
    try:
        return bool(page.evaluate("() => window.isLeft"))
    except Error:  # between two documents
        return True


def exact(name: Name) -> bool:
    """A string names the whole of it; for a part, a pattern is given."""
    return isinstance(name, str)


class Mouse(Hands):
    """Clicks, and fills in."""

    def operate(self, control: Locator) -> None:
        control.click()

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def tick(self, box: Locator) -> None:
        box.check()

    def choose(self, radio: Locator) -> None:
        radio.check()


class Keyboard(Hands):
    """Tab both ways, Enter, Space and arrows. Each stop must show its focus, in view."""

    def operate(self, control: Locator) -> None:
        self.reach(control)
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def tick(self, box: Locator) -> None:
        self.reach(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")
        assert box.is_checked()

    def choose(self, radio: Locator) -> None:
        form = radio.locator("xpath=ancestor::form")
        group = form.locator(f"input[name='{radio.get_attribute('name')}']")
        self.tab_to(group.element_handles(), f"the group of {radio}")
        here = radio.evaluate("radio => radio === document.activeElement")
        self.page.keyboard.press("Space" if here else "ArrowDown")
        for _ in range(group.count()):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrows do not reach {radio}.")

    def reach(self, control: Locator) -> None:
        """Press Tab (or Shift and Tab) until this control has focus.

        Raises ``AssertionError`` when it is never reached, or a stop on the way shows
        no focus ring or is hidden.
        """
        control.wait_for(state="attached")
        self.tab_to([control.element_handle()], str(control))

    def tab_to(self, wanted: list[ElementHandle], what: str) -> None:
        """Press Tab until one of these has focus; Shift and Tab when they are behind."""
        ends, key = 0, "Tab"
        for _ in range(STOPS):
            self.page.keyboard.press(key)
            stop = self._stop(wanted)
            ends += "body" in stop
            if stop.get("found"):
                return
            if ends > 2:  # once around, wherever one began
                break
            if "body" in stop:
                key = "Tab"  # from the edge of the window on, the way of most people
            elif not ends and key == "Tab" and self.page.evaluate(PASSED, wanted):
                key = "Shift+Tab"
        raise AssertionError(f"Tab never reaches {what} on {self.page.url}.")

    def _stop(self, wanted: list[ElementHandle]) -> dict[str, Any]:
        stop = self.page.evaluate(FOCUS, wanted)
        if "body" in stop:
            return stop
        for _moment in range(12):
            if stop["seen"]:
                break
            self.page.wait_for_timeout(30)  # still scrolling
            stop = self.page.evaluate(FOCUS, wanted)
        assert stop["ringed"], f"No focus ring: {stop['what']}"
        assert stop["seen"], f"Focus is not to be seen: {stop['what']}"
        return stop
