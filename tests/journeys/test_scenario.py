"""A trainer writes a dilemma of twelve scenes from nothing, with the keyboard alone."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.authoring import (
    Author,
    Written,
    add_scene,
    new_scenario,
    open_scene,
    write_scene,
)
from tests.journeys.road import main

TITLE = "De uren van Rik"
STORY = [
    Written(
        "Het lijstje",
        "Op de lijst van maart staan acht uren die Rik niet gewerkt heeft.",
        "Keuzemoment",
        {"Ik vraag het hem.": "Het gesprek", "Ik zoek het eerst uit.": "De lijsten"},
    ),
    Written(
        "Het gesprek",
        "Rik zwijgt lang. Dan zegt hij: dat doet toch iedereen?",
        "Keuzemoment",
        {"Ik vraag wie nog.": "De namen", "Ik houd het bij hem.": "De afspraak"},
    ),
    Written(
        "De lijsten",
        "Drie jaar lijsten. Het begon in het jaar dat zijn vrouw ziek werd.",
        "Verhaal",
        {"Verder": "Het gesprek"},
    ),
    Written("De namen", "Hij noemt er twee.", "Verhaal", {"Verder": "De vergadering"}),
    Written("De afspraak", "Hij betaalt terug.", "Verhaal", {"Verder": "De vraag"}),
    Written(
        "De vergadering",
        "Iedereen kijkt naar de tafel.",
        "Keuzemoment",
        {"Ik noem niemand.": "De koffie", "Ik zeg hoe het zit.": "De stilte"},
    ),
    Written(
        "De vraag",
        "De personeelsdienst vraagt waarom er een storting komt.",
        "Keuzemoment",
        {"Ik vertel alles.": "De stilte", "Ik zeg dat het klopt.": ""},
    ),
    Written("De koffie", "Er wordt gelachen.", "Verhaal", {"Verder": "Wat bleef"}),
    Written("De stilte", "Niemand lacht.", "Verhaal", {"Verder": "Wat kon"}),
    Written("De brief", "Een brief.", "Verhaal", {"Verder": "Wat bleef"}),
    Written("Wat bleef", "Er wordt niet meer over gepraat.", "Afloop"),
    Written("Wat kon", "Het is gezegd.", "Afloop", {}, "Wie heb je beschermd?"),
]
FAULTS = {
    "leads nowhere": re.compile("“Ik zeg dat het klopt.” nergens naartoe"),
    "asks nothing": re.compile("De afloop “Wat bleef”"),
    "not reached": re.compile("“De brief”"),
}


def test_a_trainer_writes_mends_plays_and_publishes_with_the_keyboard(server, page_of):
    page = page_of("trainer")
    author = Author(page)
    new_scenario(author, TITLE, "Uren die niet kloppen, en wie daarvan weet.")
    author.follow("Schrijf de scènes")
    address = page.url
    add_scene(author, STORY[0].title)
    write_scene(author, STORY[0])
    for written in STORY[1:]:
        author.follow("Alle scènes")
        if page.get_by_role("heading", name=written.title, exact=True).count():
            open_scene(page, author, written.title)
        else:
            add_scene(author, written.title)
        write_scene(author, written)
    author.follow("Alle scènes")
    expect(main(page)).to_contain_text("12 scènes.")

    expect(main(page).get_by_role("heading", name="Te herstellen")).to_be_visible()
    expect(page.get_by_role("button", name="Publiceren")).to_have_count(0)
    for fault in FAULTS.values():
        expect(to_mend(page).get_by_role("link", name=fault)).to_be_visible()
    mend(author, FAULTS["leads nowhere"], "De brief")  # and so it is reached as well
    mend(author, FAULTS["asks nothing"], "Wat had je willen zeggen?")
    expect(main(page)).to_contain_text("Niets houdt publiceren tegen.")

    row = page.get_by_role("listitem").filter(
        has=page.get_by_role("heading", name="De vergadering", exact=True)
    )
    author.follow(re.compile("Speel vanaf hier"), within=row)
    author.follow("Ik noem niemand.")
    expect(page.get_by_role("heading", level=1)).to_have_text("De koffie")
    page.goto(address)
    two_trainers_at_once(server, page_of, author, address)
    page.goto(address)
    leave_without_saving(author)
    author.press("Publiceren")

    expect(main(page)).to_contain_text(f"“{TITLE}” is gepubliceerd.")
    scenes = published(server)
    assert len(scenes) == 12
    assert {"De brief", "De koffie, later", "De stilte, later"} <= set(scenes)


def to_mend(page: Page) -> Locator:
    return page.get_by_role("region", name="Te herstellen")


def mend(author: Author, fault: re.Pattern[str], text: str) -> None:
    """Follow what the checks say to its field, which then has focus, and write there."""
    page = author.page
    author.follow(fault, within=to_mend(page))
    field = page.locator("input:focus, textarea:focus")
    expect(field).to_be_visible()
    page.keyboard.type(text)
    author.save()
    author.follow("Alle scènes")


def two_trainers_at_once(server, page_of, author: Author, address: str) -> None:
    """Another trainer saves another scene, and then the same one, meanwhile."""
    make_a_trainer_of("nieuw3", server)
    other = Author(page_of("nieuw3"))
    other.page.goto(address)
    open_scene(author.page, author, "De koffie")
    open_scene(other.page, other, "De stilte")
    rename(author, "De koffie, later")
    rename(other, "De stilte, later")

    other.page.goto(author.page.url)
    author.page.reload()
    rename(author, "De koffie, eerst")
    other.write(other.page.locator("[name=title]"), "De koffie, anders")
    other.save()
    told = other.page.get_by_role("alert").first
    expect(told).to_contain_text("bewaarde deze scène")
    expect(told).to_contain_text("De koffie, eerst")
    expect(other.page.locator("[name=title]")).to_have_value("De koffie, anders")
    rename(author, "De koffie, later")


def rename(author: Author, title: str) -> None:
    author.write(author.page.locator("[name=title]"), title)
    author.save()
    expect(main(author.page)).to_contain_text(f"“{title}” is bewaard.")


def leave_without_saving(author: Author) -> None:
    """What was typed stands there when one comes back, however soon one left."""
    page = author.page
    open_scene(page, author, "De vraag")
    author.write(page.locator("[name=choices-0-text]"), "Ik vertel haar alles.")
    page.get_by_role("link", name="Alle scènes").click()
    expect(page.get_by_role("heading", name="Als lijst")).to_be_visible()
    page.reload()
    expect(main(page)).to_contain_text("Ik vertel haar alles.")


def make_a_trainer_of(name: str, server) -> None:
    server.ask(
        "from django.contrib.auth.models import Group\n"
        "from lms.accounts.models import User\n"
        f"person = User.objects.get(email='{name}@voorbeeld.test')",
        "Group.objects.get(name='trainers').user_set.add(person)",
    )


def published(server) -> list[str]:
    """The titles of the scenes in the version in force, if there is one."""
    return server.ask(
        "from dilemmas.models import ScenarioVersion\n"
        f"found = [one.graph for one in ScenarioVersion.objects.all() "
        f"if one.graph['title'] == '{TITLE}']",
        "[scene['title'] for graph in found for scene in graph['scenes'].values()]",
    )


def test_a_play_ends_on_the_version_that_it_began_on(server, page_of):
    """While somebody plays, a new version is published: the next one begins on that."""
    learner, later = page_of("nieuw1"), page_of("nieuw2")
    begin(learner)
    before = heading(learner)
    server.manage("shell", "--no-imports", "-c", REWRITE)
    learner.reload()
    assert heading(learner) == before

    begin(later)
    assert heading(later) == f"{before}, herschreven"
    learner.get_by_role("button", name=re.compile("^Ik ")).first.click()
    learner.wait_for_load_state()
    assert "herschreven" not in heading(learner)


REWRITE = """
from dilemmas.models import ScenarioPage
page = ScenarioPage.objects.get(title="De mand van de leverancier")
scenes = list(page.scenes.all())
for scene in scenes:
    scene.title = f"{scene.title}, herschreven"
page.scenes = scenes
page.save_revision().publish()
"""


def begin(page: Page) -> None:
    page.goto("/dilemmas/de-mand-van-de-leverancier/")
    main(page).locator("form[action*='begin'] button[type=submit]").click()
    page.wait_for_url(re.compile("/spelen/"))


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()
