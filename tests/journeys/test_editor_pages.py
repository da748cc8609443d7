"""The pages of the editor of dilemmas: accessible, and fitting a narrow screen.

What stands around them is Wagtail's; what is judged is what stands in the middle.
"""

import pytest
from playwright.sync_api import Page

from tests.checkers import AXE_TAGS, SIZES, rest, tool
from tests.journeys.test_pages import TOO_WIDE, photograph

OURS = "main .nice-padding"
# WCAG alone: that blocks of a field are landmarks of one name is how Wagtail makes them.
WCAG = [tag for tag in AXE_TAGS if tag.startswith("wcag")]
TOO_WIDE_INSIDE = TOO_WIDE.replace("body *:not(", f"{OURS} *:not(")
AXE_INSIDE = """([place, tags]) => axe.run(document.querySelectorAll(place), {
  runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]
}).then(found => found.violations.map(one => [one.id, one.nodes[0].html.slice(0, 200)]))"""

HIGH = 20_000


def resize(page: Page, width: int, height: int) -> None:
    """Give the page another size, and wait until it lies still in it."""
    page.set_viewport_size({"width": width, "height": height})
    rest(page)


@pytest.fixture(scope="module")
def scenario(server) -> tuple[int, str]:
    """A scenario of the demo: its page, and the key of its first scene."""
    return tuple(
        server.ask(
            "from dilemmas.models import ScenarioPage\n"
            "page = ScenarioPage.objects.get(title='De boze post')",
            "[page.pk, str(page.scenes.first().key)]",
        )
    )


@pytest.mark.parametrize(
    "place",
    ["kaart", "scene/{key}", "scene/{key}/wissen", "versies", "kaarten", "vertaling"],
)
def test_page_of_the_editor(page_of, scenario, place):
    number, key = scenario
    page = page_of("trainer")
    page.goto(f"/beheer/dilemmas/{number}/{place.format(key=key)}/")
    page.wait_for_function("() => !document.querySelector('[data-block] > template')")
    photograph(page, f"editor-{place.replace('/', '-').replace('{key}', 'x')}")

    page.evaluate(tool("axe.min.js").read_text())
    for width, _ in SIZES:
        # So high that nothing lies half under the bar with the buttons, which scrolls along.
        resize(page, width, HIGH)
        assert page.evaluate(AXE_INSIDE, [OURS, WCAG]) == [], f"at {width} px"
    resize(page, 320, 640)
    wide = page.evaluate(TOO_WIDE_INSIDE)
    assert [one for one in wide if "scenario-map" not in one] == []


def test_the_list_of_cards_for_who_leads_sessions(page_of):
    page = page_of("begeleider")
    page.goto("/beheer/dilemmas/kaarten/")
    photograph(page, "editor-decks")

    page.evaluate(tool("axe.min.js").read_text())
    assert page.evaluate(AXE_INSIDE, [OURS, WCAG]) == []
    resize(page, 320, 640)
    assert page.evaluate(TOO_WIDE_INSIDE) == []
