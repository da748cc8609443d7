"""What HR sees and exports: their own people, what was asked or shared, never a choice."""

import csv
import io
import json
import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.hands import Keyboard, Mouse
from tests.journeys.road import (
    BASKET,
    GIFTS,
    UMBRELLA,
    begin_dilemma,
    enrol,
    first,
    last,
    message,
    offers,
    play_on,
)

WHO = {"persoon_id", "naam", "voornaam"}


def export(page: Page, format_: str) -> bytes:
    """Today's export in one format, asked for at its address."""
    today = datetime.now(ZoneInfo("Europe/Brussels")).date()
    answer = page.request.get(f"/hr/export/?format={format_}&peildatum={today}")
    assert answer.status == 200, answer.text()
    return answer.body()


def rows_of(content: bytes, format_: str) -> list[dict[str, Any]]:
    """The rows of an export, each a mapping from column to cell."""
    if format_ == "jsonl":
        return [json.loads(line) for line in content.decode().splitlines()]
    if format_ == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        heading, *rows = book.worksheets[0].values
        return [dict(zip(map(str, heading), row, strict=True)) for row in rows]
    delimiter = ";" if format_ == "csv-excel" else ","
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def people(rows: list[dict[str, Any]]) -> set[str]:
    return {str(row["persoon_id"]) for row in rows}


def people_on_the_list(page: Page) -> set[str]:
    """Every name on every page of the list."""
    page.goto("/hr/")
    names: set[str] = set()
    while True:
        cells = page.get_by_role("rowheader").all_inner_texts()
        names |= {name.strip() for name in cells}
        onward = page.get_by_role("navigation", name="Pagina’s").get_by_role(
            "link", name=re.compile("Volgende")
        )
        if not onward.count():
            return names
        onward.click()


@pytest.mark.parametrize("format_", ["xlsx", "csv-excel", "csv", "jsonl"])
def test_two_hr_officers_export_disjoint_people(page_of, format_):
    ours = people(rows_of(export(page_of("hr"), format_), format_))
    theirs = people(rows_of(export(page_of("hr2"), format_), format_))

    assert ours
    assert theirs
    assert not ours & theirs


def test_two_hr_officers_see_disjoint_people(page_of):
    ours = people_on_the_list(page_of("hr"))
    theirs = people_on_the_list(page_of("hr2"))

    assert len(ours) > 10
    assert len(theirs) > 5
    assert not ours & theirs


def test_hr_exports_from_the_list_what_the_filter_shows(page_of):
    page = page_of("hr")
    page.goto("/hr/")
    page.get_by_label("Vorm").select_option(label="Traject")
    page.get_by_role("button", name="Filter").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^Excel")).click()

    rows = rows_of(download.value.path().read_bytes(), "xlsx")

    assert {row["vorm"] for row in rows} == {"traject"}
    count = page.locator(".result-count").inner_text()
    assert f"{len(rows)} rij" in count


def everything_exported(page: Page) -> list[dict[str, Any]]:
    return [
        row
        for format_ in ("xlsx", "csv-excel", "csv", "jsonl")
        for row in rows_of(export(page, format_), format_)
    ]


def of_this_choice(page: Page, person: str) -> list[dict[str, Any]]:
    """The rows, in all formats, of the course that this person chose."""
    return [
        row
        for row in everything_exported(page)
        if row["naam"] == person and row["opleiding_titel"] == GIFTS
    ]


def test_what_somebody_chose_is_hidden_until_it_is_shared(page_of):
    learner, hr, hr2 = page_of("ankerpunt"), page_of("hr"), page_of("hr2")
    hands = Mouse(learner)
    learner.goto("/aanbod/")
    hands.follow(GIFTS, within=offers(learner))
    enrol(hands)
    expect(learner.get_by_role("main")).to_contain_text(
        "Dit kies je zelf, dus HR ziet het niet"
    )

    assert of_this_choice(hr, "Cools") == []
    assert of_this_choice(hr2, "Cools") == []

    hands.press("Deel met HR")
    expect(message(learner)).to_contain_text("ziet dit nu")

    shared = of_this_choice(hr, "Cools")
    assert len(shared) == 4
    assert of_this_choice(hr2, "Cools") == []
    hr.goto("/hr/?zoek=Cools")
    expect(hr.get_by_role("table")).to_contain_text(GIFTS)

    hands.press("Niet langer delen met HR")
    assert of_this_choice(hr, "Cools") == []


def test_opposite_paths_through_a_dilemma_give_the_same_row(page_of):
    for name, pick in (("nieuw1", first), ("nieuw2", last)):
        learner = page_of(name)
        hands = Mouse(learner)
        learner.goto("/dilemmas/")
        hands.follow(re.compile(BASKET))
        begin_dilemma(hands)
        play_on(hands, pick=pick)
        learner.goto("/mijn-leren/")
        hands.press(re.compile(f"^Deel met HR ?: {UMBRELLA}$"))
        expect(message(learner)).to_contain_text("ziet dit nu")

    rows = [
        row
        for row in rows_of(export(page_of("hr"), "csv"), "csv")
        if row["opleiding_titel"] == UMBRELLA and row["naam"] in ("Aarts", "Baeten")
    ]

    assert len(rows) == 2
    assert rows[0].keys() == rows[1].keys()
    ours, theirs = ({k: v for k, v in row.items() if k not in WHO} for row in rows)
    assert ours == theirs
    assert ours["status"] == "voltooid"
    content = export(page_of("hr"), "csv").decode()
    assert BASKET not in [r["opleiding_titel"] for r in rows]
    assert "chocolade" not in content


def test_others_are_turned_away_from_hr(page_of, page):
    refused = page_of("cursist").goto("/hr/")
    assert refused.status == 403
    page.goto("/hr/")
    assert "/accounts/login/" in page.url


def rows_told(page: Page) -> int:
    """How many rows the list says that there are."""
    words = page.locator(".result-count").inner_text()
    return int(re.search(r"(\d+) rij", words).group(1))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Wie is gecertificeerd?", "Certificaat is geldig"),
        ("Wie is te laat?", "Te laat"),
    ],
)
def test_a_question_is_answered_by_one_press_on_the_keyboard(
    page_of, axe, question, words
):
    page = page_of("hr")
    page.goto("/hr/")
    axe(page)
    asked = page.get_by_role("link", name=question)
    said = asked.locator("xpath=ancestor::div[1]").locator("dd").inner_text()

    Keyboard(page).operate(asked)

    expect(page.get_by_role("list", name="Gekozen filters")).to_contain_text(words)
    assert rows_told(page) == int(said) > 0
    axe(page)


def test_march_is_a_file_after_two_presses(page_of):
    page = page_of("hr")
    page.goto("/hr/")
    hands = Keyboard(page)

    hands.operate(page.get_by_role("link", name="maart", exact=True))
    told = rows_told(page)
    with page.expect_download() as download:
        hands.operate(page.get_by_role("link", name=re.compile("^Excel")))

    rows = rows_of(download.value.path().read_bytes(), "xlsx")
    assert len(rows) == told
    assert {row["voltooid_op"].month for row in rows} <= {3}


def test_from_people_to_a_person_to_a_report_by_keyboard(page_of, axe):
    page = page_of("hr")
    page.goto("/hr/mensen/")
    axe(page)
    hands = Keyboard(page)
    someone = page.get_by_role("rowheader").first.get_by_role("link")
    name = someone.inner_text()
    hands.operate(someone)
    for part in name.split():
        expect(page.get_by_role("heading", level=1)).to_contain_text(part)
    axe(page)

    page.goto("/hr/?te-laat=ja")
    hands.operate(page.locator("summary", has_text="Bewaar deze vraag als rapport"))
    hands.write(page.get_by_label("Naam van het rapport"), "Te laat bij ons")
    hands.operate(page.get_by_role("button", name="Bewaar het rapport"))
    expect(message(page)).to_contain_text("is bewaard")
    axe(page)
    hands.operate(page.get_by_role("link", name="Te laat bij ons", exact=True))
    expect(page).to_have_url(re.compile("te-laat=ja"))


def test_a_manager_and_the_coordinator_have_pages_of_their_own(page_of, axe):
    manager = page_of("leidinggevende")
    manager.goto("/hr/team/")
    expect(manager.get_by_role("heading", level=1)).to_have_text("Mijn team")
    axe(manager)

    coordinator = page_of("coordinator")
    for address, title in (
        ("/hr/dekking/", "Dekking"),
        ("/hr/dekking/pijlers/", "Pijlers"),
    ):
        coordinator.goto(address)
        expect(coordinator.get_by_role("heading", level=1)).to_have_text(title)
        axe(coordinator)
    learner = page_of("cursist")
    learner.goto("/mijn-leren/wie-ziet-wat/")
    axe(learner)


CARDS = """() => {
    const table = document.querySelector(".table--cards");
    const headings = [...table.querySelectorAll("thead th")].map(one => one.innerText);
    const labels = [...table.querySelectorAll("tbody tr")].map(row =>
        ["", ...[...row.querySelectorAll("td")].map(cell => cell.dataset.label)]
    );
    const wrap = table.parentElement;
    return {
        wider: wrap.scrollWidth - wrap.clientWidth,
        wrong: labels.filter(row => row.slice(1).join() !== headings.slice(1).join()),
        rows: labels.length,
        hidden: table.tHead.offsetHeight <= 1,
    };
}"""


def test_a_row_is_a_card_on_a_phone(page_of, axe):
    looked = page_of("coordinator")
    looked.goto("/hr/dekking/")
    rule = page_of("hr")
    rule.goto("/hr/toewijzen/nieuw/")
    rule.get_by_label("Naam van de regel").fill("Basis")
    rule.get_by_label("Wat gevraagd wordt").select_option(index=1)
    rule.get_by_label("Entiteit", exact=True).select_option(index=1)
    rule.get_by_role("button", name="Toon wie eronder valt").click()

    for page in (looked, rule):
        assert page.evaluate(CARDS)["hidden"] is False
        page.set_viewport_size({"width": 390, "height": 844})
        found = page.evaluate(CARDS)
        assert found["rows"]
        assert (found["wider"], found["wrong"], found["hidden"]) == (0, [], True)
        axe(page)
