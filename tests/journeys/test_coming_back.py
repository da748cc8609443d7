"""Who comes back after a break is where they were: from home in one step, on any device."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.hands import Mouse
from tests.journeys.road import (
    COURSE,
    answer_question,
    complete_lesson,
    enrol,
    heading,
    main,
    offers,
    open_course,
    question,
)

READING = 4_000  # a little more than after which a part counts as read
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
# The mark is in view and has focus, and so is what it stands before.
AT_THE_SPOT = """() => {
  const here = document.activeElement;
  const next = here.nextElementSibling;
  const inView = (element) => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.top < innerHeight;
  };
  return here.id === "hier" && inView(here) && inView(next) ? next.id || next.dataset.block : "";
}"""


def go_on(hands: Mouse) -> None:
    """From the home page, with the one button of the card."""
    page = hands.page
    page.goto("/")
    card = page.get_by_role("region", name=re.compile(COURSE[:20]))
    hands.follow(re.compile("^Ga verder"), within=card)


def expect_to_be_at(page: Page, block: str) -> None:
    """The mark before this block has focus; both are in view."""
    expect(page.get_by_text("Hier was je gebleven")).to_be_visible()
    page.wait_for_function(f"({AT_THE_SPOT})() === {block!r}")


@pytest.fixture
def halfway(page_of):
    """Somebody at a desk, in the second lesson of a course."""
    page = page_of("nieuw1", fresh=True)
    hands = Mouse(page)
    page.goto("/aanbod/")
    hands.follow(COURSE, within=offers(page))
    enrol(hands)
    open_course(hands)
    for number in range(main(page).locator(".question").count()):
        answer_question(hands, number)
    complete_lesson(hands)
    return page


def test_after_a_break_one_is_at_the_spot_on_any_device(halfway, page_of, server, axe):
    title = heading(halfway)
    expect(halfway.get_by_text("Hier was je gebleven")).to_be_hidden()
    answer_question(Mouse(halfway), 0)
    answered = question(halfway, 0).get_attribute("id")
    server.manage(
        *("shell", "--no-imports", "-c"),
        "from django.contrib.sessions.models import Session as S; S.objects.all().delete()",
    )

    # On a phone, after signing in again: home, and one press.
    phone = page_of("nieuw1", fresh=True, **PHONE)
    go_on(Mouse(phone))
    assert heading(phone) == title
    expect_to_be_at(phone, answered)
    axe(phone)
    assert phone.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    # Reading on counts too: what was in view for some seconds, told on leaving.
    last = main(phone).locator("[data-block]").last
    block = last.get_attribute("data-block")
    last.evaluate("block => scrollBy(0, block.getBoundingClientRect().top - 200)")
    phone.wait_for_timeout(READING)
    phone.goto("/")

    # Without scripts the address itself leads to the spot.
    plain = page_of("nieuw1", fresh=True, java_script_enabled=False)
    go_on(Mouse(plain))
    assert plain.url.endswith("#hier")
    mark = plain.get_by_text("Hier was je gebleven")
    expect(mark).to_be_visible()
    expect(mark).to_be_in_viewport()
    expect(plain.locator("#hier + *")).to_have_attribute("data-block", block)
