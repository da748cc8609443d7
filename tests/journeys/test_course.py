"""A trainer makes a course in the admin with the keyboard, and an expert reads it over."""

import re

from playwright.sync_api import Page, expect

from tests.checkers import tool
from tests.journeys.authoring import Author
from tests.journeys.road import heading, main
from tests.journeys.server import Server
from tests.journeys.test_editor_pages import AXE_INSIDE, HIGH, WCAG

QUESTION = "Kennisvraag"  # what the block is called in the list of blocks
COURSE = "Werk naast je werk"
SLUG, COPY_SLUG = "werk-naast-je-werk", "werk-naast-je-werk-2027"
LESSONS = ("Wat mag naast je werk?", "Wie beslist?", "Zo vraag je het aan")


def check_axe(page: Page) -> None:
    """No violation in what is ours on this page of the admin, wide and narrow."""
    page.evaluate(tool("axe.min.js").read_text())
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": HIGH})
        found = page.evaluate(AXE_INSIDE, [PLACE, WCAG])
        assert found == [], f"{page.url} at {width} px"
    page.set_viewport_size({"width": 1366, "height": 900})


PLACE = ".course-tree, .course-copy, .content-editing"


def save(author: Author) -> None:
    """Save by the shortcut, once Wagtail is done with saving the new page by itself.

    Sooner, both would make the page and the second would find its address taken.
    """
    author.page.wait_for_timeout(1000)
    author.save()


def name(author: Author, title: str) -> None:
    """Give the new page that is open a title, and so an address."""
    author.page.wait_for_function("() => window.wagtail?.app")
    author.page.wait_for_timeout(500)  # the script that makes an address of the title
    author.write(author.page.locator("[name=title]"), title)
    author.write(author.page.locator("[name=summary]"), f"Over: {title}")
    expect(author.page.locator("[name=slug]")).not_to_have_value("")


def to_the_tree(author: Author) -> None:
    """By the button above the form of whatever page of the course is open."""
    author.follow("Opbouw van de cursus", within=author.page.get_by_role("main"))


def ask(author: Author, prompt: str) -> None:
    """Put a question with a right and a wrong answer in the lesson that is open."""
    page = author.page
    stream = page.locator("[data-streamfield-stream-container]").first
    author.operate(stream.get_by_role("button", name="Blok invoegen").first)
    author.write(page.get_by_role("combobox").first, QUESTION)
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    author.write(page.locator("[name='body-0-value-prompt']"), prompt)
    for number, (text, right) in enumerate(
        [("Met een akkoord vooraf", True), ("Zomaar", False)]
    ):
        field = page.locator(f"[name='body-0-value-answers-{number}-value-text']")
        if not field.count():
            author.operate(page.locator("[data-streamfield-list-add]").last)
            expect(field).to_be_visible()
            page.wait_for_timeout(500)  # it unfolds
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
    copy(author)
    look_at_the_rest(page, server)


def have_it_read_over(author: Author, expert: Author) -> None:
    """All of it is sent; one page comes back, goes again, and all are approved."""
    page = author.page
    check_axe(page)
    author.press("Laat 6 pagina’s nalezen")
    expect(main(page)).to_contain_text("Je hebt 6 pagina’s laten nalezen.")
    send_one_back(expert)
    page.reload()
    expect(main(page)).to_contain_text("Noem ook de termijn.")
    author.press("Laat 1 pagina nalezen")
    approve_all(expert)


def make(author: Author) -> None:
    """A course with two modules and three lessons, each with a question.

    A test from the bank of questions belongs here too: add it to the second module.
    """
    page = author.page
    page.goto("/beheer/")
    author.follow("Cursussen", within=page.get_by_role("navigation"))
    author.follow("Cursus toevoegen", within=page.get_by_role("main"))
    name(author, COURSE)
    save(author)
    to_the_tree(author)
    for title in ("De regels", "De aanvraag"):
        author.follow("Module toevoegen")
        name(author, title)
        save(author)
        to_the_tree(author)
    for title in LESSONS:
        module = page.locator(".course-tree__module").filter(has_text="De regels")
        author.send(module.get_by_role("link", name="Les toevoegen"))
        name(author, title)
        ask(author, f"Vraag bij {title}")
        save(author)
        to_the_tree(author)


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
    expect(told).to_contain_text("plaats 1 van 1 in “De aanvraag”")
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
    expect(main(page)).to_contain_text("6 pagina’s wachten op jou")
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
    expect(main(page)).to_contain_text("6 pagina’s zijn goedgekeurd en gepubliceerd.")


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


def copy(author: Author) -> None:
    """The whole course again, as drafts."""
    page = author.page
    page.goto("/beheer/")
    author.follow("Cursussen", within=page.get_by_role("navigation"))
    author.follow(COURSE, within=page.get_by_role("main"))
    to_the_tree(author)
    author.follow("Kopieer de hele cursus")
    check_axe(page)
    author.write(page.get_by_label("Titel van de kopie"), f"{COURSE} 2027")
    author.write(page.get_by_label("Laatste deel van het adres"), COPY_SLUG)
    author.press("Maak de kopie")
    expect(main(page)).to_contain_text("met alle pagina’s als concept")
    expect(page.locator(".course-tree__state--draft")).to_have_count(6)
