"""A trainer makes a course in the admin with the keyboard, and an expert reads it over."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.checkers import tool
from tests.journeys.authoring import Author
from tests.journeys.road import heading, main
from tests.journeys.server import Server
from tests.journeys.simulated_group import let_a_group_follow
from tests.journeys.test_editor_pages import AXE_INSIDE, HIGH, WCAG, resize

QUESTION = "Meerkeuze"  # what the block is called in the list of blocks
COURSE = "Werk naast je werk"
SLUG, COPY_SLUG = "werk-naast-je-werk", "werk-naast-je-werk-2027"
LESSONS = ("Wat mag naast je werk?", "Wie beslist?", "Zo vraag je het aan")
TEST = "Toets: werk naast je werk"
TOPIC = "Belangenvermenging"  # no other page of the demo asks about it
# Its title, and how its prompt begins.
CHOSEN = ("Een bijberoep van een collega", "Een bijberoep buiten de werkuren")
PAGES = 7  # the course, two modules, three lessons and the test


def check_axe(page: Page) -> None:
    """No violation in what is ours on this page of the admin, wide and narrow."""
    page.evaluate(tool("axe.min.js").read_text())
    for width in (1366, 390):
        resize(page, width, HIGH)
        found = page.evaluate(AXE_INSIDE, [PLACE, WCAG])
        assert found == [], f"{page.url} at {width} px"
    resize(page, 1366, 900)


PLACE = ".course-tree, .course-copy, .content-editing, .results"
# The scripts that make an address of the title are there. Wagtail's saving by itself is
# held off: when it makes the new page while the shortcut does, one finds the address taken.
READY_TO_NAME = """() => {
  const [title, slug] = ["title", "slug"].map((name) => document.querySelector(`[name=${name}]`));
  const has = (field, name) =>
    window.wagtail?.app?.getControllerForElementAndIdentifier(field, name);
  title.form.dataset.wAutosaveActiveValue = "false";
  return has(title, "w-sync") && has(slug, "w-slug");
}"""


def name(author: Author, title: str) -> None:
    """Give the new page that is open a title, and so an address."""
    author.page.wait_for_function(READY_TO_NAME)
    author.write(author.page.locator("[name=title]"), title)
    author.write(author.page.locator("[name=summary]"), f"Over: {title}")
    expect(author.page.locator("[name=slug]")).not_to_have_value("")


def to_the_tree(author: Author) -> None:
    """By the button above the form of whatever page of the course is open."""
    author.follow("Opbouw van de cursus", within=author.page.get_by_role("main"))


def add_block(author: Author, place: Locator, kind: str) -> None:
    """Put a block of this kind at the end of the stream in this place."""
    page = author.page
    author.operate(place.get_by_role("button", name="Blok invoegen").last)
    search = page.locator("input[role=combobox]")
    author.write(search, kind)
    expect(page.locator("[role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(search).to_have_count(0)


def choose_of_the_bank(author: Author, field: str, name: str) -> None:
    """By the window in which a question or a topic is chosen."""
    page = author.page
    author.operate(page.locator(f"#{field}-chooser [data-chooser-action-choose]"))
    offered = page.locator("[data-chooser-modal-choice]", has_text=name)
    author.operate(offered)
    expect(offered).to_have_count(0)
    expect(page.locator(f"#{field}-title")).to_have_text(name)


def ask(author: Author, prompt: str) -> None:
    """Put a question with a right and a wrong answer in the lesson that is open."""
    page = author.page
    add_block(author, page.locator("[data-contentpath=body]"), QUESTION)
    author.write(page.locator("[name='body-0-value-prompt']"), prompt)
    for number, (text, right) in enumerate(
        [("Met een akkoord vooraf", True), ("Zomaar", False)]
    ):
        field = page.locator(f"[name='body-0-value-answers-{number}-value-text']")
        if not field.count():
            author.operate(page.locator("[data-streamfield-list-add]").last)
            expect(field).to_be_focused()
        author.write(field, text)
        if right:
            author.tick(
                page.locator(f"[name='body-0-value-answers-{number}-value-correct']")
            )


def test_a_trainer_makes_orders_previews_and_copies_a_course_that_an_expert_approves(
    server, page_of
):
    page = page_of("trainer")
    author = Author(page)
    make(author)
    order(author)
    preview(author)
    have_it_read_over(author, Author(page_of("deskundige")))
    page.goto(f"/aanbod/{SLUG}/")
    assert heading(page) == COURSE
    expect(main(page)).to_contain_text(LESSONS[2])
    see_results(author, server)
    copy(author)
    look_at_the_rest(page, server)


def have_it_read_over(author: Author, expert: Author) -> None:
    """All of it is sent; one page comes back, goes again, and all are approved."""
    page = author.page
    check_axe(page)
    author.press(f"Laat {PAGES} pagina’s nalezen")
    expect(main(page)).to_contain_text(f"Je hebt {PAGES} pagina’s laten nalezen.")
    send_one_back(expert)
    page.reload()
    expect(main(page)).to_contain_text("Noem ook de termijn.")
    author.press("Laat 1 pagina nalezen")
    approve_all(expert)


def make(author: Author) -> None:
    """A course with two modules, three lessons with a question each, and a test."""
    page = author.page
    page.goto("/beheer/")
    author.follow("Cursussen", within=page.get_by_role("navigation"))
    author.follow("Cursus toevoegen", within=page.get_by_role("main"))
    name(author, COURSE)
    author.save()
    to_the_tree(author)
    for title in ("De regels", "De aanvraag"):
        author.follow("Module toevoegen")
        name(author, title)
        author.save()
        to_the_tree(author)
    for title in LESSONS:
        author.follow("Les toevoegen (De regels)")
        name(author, title)
        ask(author, f"Vraag bij {title}")
        author.save()
        to_the_tree(author)
    author.follow("Toets toevoegen (De aanvraag)")
    name(author, TEST)
    fill_the_test(author)
    author.save()
    to_the_tree(author)


def fill_the_test(author: Author) -> None:
    """One question that is always asked, two drawn from a topic, and a pass mark."""
    page = author.page
    asked, field = (
        page.locator("[data-contentpath=questions]"),
        "body-0-value-questions",
    )
    add_block(author, asked, "Vraag")
    choose_of_the_bank(author, f"{field}-0-value", CHOSEN[0])
    add_block(author, asked, "Willekeurige vragen")
    choose_of_the_bank(author, f"{field}-1-value-topic", TOPIC)
    author.write(page.locator(f"[name='{field}-1-value-count']"), "2")
    author.write(page.locator("[name='body-0-value-pass_mark']"), "60")


def order(author: Author) -> None:
    """The third lesson comes second, then it goes to the second module; focus stays."""
    page = author.page
    told = page.locator("[data-told]")
    up = page.get_by_role("button", name=f"Zet “{LESSONS[2]}” hoger")
    author.reach(up)
    page.keyboard.press("Enter")
    expect(told).to_have_text(
        f"“{LESSONS[2]}” staat nu op plaats 2 van 3 in “De regels”."
    )
    expect(up).to_be_focused()
    page.keyboard.press("Enter")
    expect(told).to_contain_text("plaats 1 van 3")
    down = page.get_by_role("button", name=f"Zet “{LESSONS[2]}” lager")
    expect(down).to_be_focused()  # higher it cannot go
    author.pick(page.get_by_label(f"Module voor “{LESSONS[2]}”"), "De aanvraag")
    author.operate(page.get_by_role("button", name=f"Verplaats “{LESSONS[2]}”"))
    expect(told).to_contain_text("in “De aanvraag”")
    second = page.locator(".course-tree__module").nth(1)
    expect(second).to_contain_text(LESSONS[2])


def preview(author: Author) -> None:
    """The first lesson as somebody halfway sees it, in a tab of its own."""
    page = author.page
    author.follow("Halverwege")
    link = page.get_by_role(
        "link", name=re.compile(re.escape(LESSONS[0]) + r" \(opent")
    )
    author.reach(link)
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    tab = opened.value
    expect(tab.get_by_role("main")).to_contain_text(
        "Halverwege. Er wordt niets geregistreerd"
    )
    expect(tab.get_by_role("main")).to_contain_text("Je antwoord is opgeslagen.")
    tab.close()


def open_list(expert: Author) -> None:
    page = expert.page
    page.goto("/beheer/")
    expert.follow("Na te lezen", within=page.get_by_role("navigation"))


def send_one_back(expert: Author) -> None:
    page = expert.page
    open_list(expert)
    expect(main(page)).to_contain_text(f"{PAGES} pagina’s wachten op jou")
    check_axe(page)
    expert.tick(page.get_by_role("checkbox", name=LESSONS[2]))
    expert.press("Stuur terug")
    expect(main(page)).to_contain_text("Schrijf wat er anders moet.")
    check_axe(page)
    expert.write(page.get_by_label("Opmerking voor de trainer"), "Noem ook de termijn.")
    expert.press("Stuur terug")
    expect(main(page)).to_contain_text("gaat terug met je opmerking")


def approve_all(expert: Author) -> None:
    page = expert.page
    open_list(expert)
    boxes = page.get_by_role("checkbox")
    for number in range(boxes.count()):
        expert.tick(boxes.nth(number))
    expert.press("Keur goed en publiceer")
    expect(main(page)).to_contain_text(
        f"{PAGES} pagina’s zijn goedgekeurd en gepubliceerd."
    )


def look_at_the_rest(page: Page, server: Server) -> None:
    """The other pages of ours that a trainer comes to, for axe."""
    ids = server.ask(
        "from lms.content.models import LawVersion\n"
        "from courses.models import CoursePage",
        "[CoursePage.objects.get(slug='de-klokkenluidersregeling').pk, "
        "LawVersion.objects.filter(upkeep__isnull=False).first().pk]",
    )
    course, version = ids
    for address in (
        f"herzien/wagtailcore/page/{course}/",
        f"wetten/{version}/",
        f"gebruik/{course}/",
    ):
        page.goto(f"/beheer/inhoud/{address}")
        check_axe(page)


def see_results(author: Author, server: Server) -> None:
    """Eleven people follow it: of ten one sees how they did, by question."""
    passed = let_a_group_follow(server, SLUG, size=11)
    assert passed == [True] * 7 + [False] * 4
    page = author.page
    open_tree(author)
    author.follow("Resultaten per vraag", within=page.get_by_role("main"))
    author.operate(page.locator("summary", has_text="Zo lees je dit"))
    expect(main(page)).to_contain_text("We tellen mensen per 5")
    result = page.locator(".result")
    first = result.filter(has_text=f"Vraag bij {LESSONS[0]}")
    expect(first).to_contain_text(re.compile(r"Mensen\s*10"))
    expect(first).to_contain_text(re.compile(r"Gemiddelde score\s*90 %\s*makkelijk"))
    expect(first.get_by_role("row", name="Zomaar 10 %")).to_be_visible()
    expect(result.filter(has_text=f"Vraag bij {LESSONS[1]}")).to_contain_text(
        "Nog geen resultaten"
    )
    chosen = result.filter(has_text=CHOSEN[1])
    expect(chosen).to_contain_text(re.compile(r"Gemiddelde score\s*70 %\s*ertussenin"))
    expect(chosen).to_contain_text(re.compile(r"Onderscheid\s*\d,\d\s*goed"))
    expect(chosen).to_contain_text("Wat mensen kozen")
    check_axe(page)


def open_tree(author: Author) -> None:
    """From the list of courses to the tree of this one."""
    author.page.goto("/beheer/")
    author.follow("Cursussen", within=author.page.get_by_role("navigation"))
    author.follow(COURSE, within=author.page.get_by_role("main"))
    to_the_tree(author)


def copy(author: Author) -> None:
    """The whole course again, as drafts."""
    page = author.page
    open_tree(author)
    author.follow("Kopieer de hele cursus")
    check_axe(page)
    author.write(page.get_by_label("Titel van de kopie"), f"{COURSE} 2027")
    author.write(page.get_by_label("Laatste deel van het adres"), COPY_SLUG)
    author.press("Maak de kopie")
    expect(main(page)).to_contain_text("met alle pagina’s als concept")
    expect(page.locator(".course-tree__state--draft")).to_have_count(PAGES)
