"""A completion that was recorded by mistake: found, put right without script, and read."""

import re

from playwright.sync_api import expect

from tests.journeys.road import main

REASON = "Op de lijst stond de verkeerde persoon"
ATTENDED = (
    "from lms.learning.models import Completion\n"
    "done = Completion.objects.filter(\n"
    "    learner__email='gecertificeerd@voorbeeld.test', activity__kind='session'\n"
    ").select_related('activity', 'learner').latest('pk')"
)


def test_a_coordinator_puts_it_right_and_the_learner_reads_why(server, page_of, axe):
    told = server.ask(
        ATTENDED, "[done.activity.title, done.activity.address, str(done.learner)]"
    )
    title, address, name = told
    page = page_of("coordinator", java_script_enabled=False)
    page.goto("/beheer/voltooiingen/rechtzetten/")
    page.get_by_label("Activiteit").select_option(label=title)
    page.get_by_label("Zoek op naam of e-mailadres").fill("gecertificeerd")
    page.get_by_role("button", name="Zoek voltooiingen").click()
    seen = page_of("coordinator")
    seen.goto(page.url)
    axe(seen)

    main(page).get_by_role("link", name=re.compile(f"Zet recht {name}")).click()
    seen.goto(page.url)
    axe(seen)
    expect(main(page)).to_contain_text("Hierdoor voltooid")
    expect(main(page)).to_contain_text("Certificaten die hierop steunen")
    page.get_by_label("Reden").fill(REASON)
    page.get_by_role("button", name="Dit was niet voltooid").click()
    expect(page.locator("body")).to_contain_text("telt niet meer voor")
    seen.goto(page.url)
    axe(seen)
    expect(main(seen).get_by_role("link", name=re.compile("Trek in"))).to_have_count(2)

    learner = page_of("gecertificeerd")
    learner.goto(address)
    expect(main(learner)).to_contain_text(REASON)
    axe(learner)
