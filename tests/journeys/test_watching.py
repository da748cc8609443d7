"""A film in a lesson: played, searched and completed with the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import Keyboard

pytestmark = pytest.mark.journey

PREPARE = """
from cms_site.models import CataloguePage
from courses.enums import Condition
from courses.models import LessonPage, Watched
from lms.accounts.models import User
from lms.learning.models import LearningActivity
from lms.learning.operations import register
from lms.xapi.models import StoredStatement
from tests.factories.courses import a_course, lessons_of, publish
from tests.factories.media import a_video, a_video_block

def prepare(*names):
    video = a_video()
    course = a_course([a_video_block(video)], parent=CataloguePage.objects.get())
    lesson = lessons_of(course)[0]
    lesson.conditions = [Condition.WATCHED.value]
    publish(lesson)
    activity = LearningActivity.objects.get(key=course.translation_key)
    for name in names:
        register(User.objects.get(email=f"{name}@voorbeeld.test"), activity)
    return lesson.url

def known_of(name):
    rows = Watched.objects.filter(participation__learner__email=f"{name}@voorbeeld.test")
    return [
        {
            "seen": row.seen,
            "position": row.position,
            "done": row.completed_at is not None,
            "read": row.read_at is not None,
            "status": row.participation.status,
        }
        for row in rows
    ]

def told():
    rows = StoredStatement.objects.filter(payload__contains="/media/").order_by("seq")
    return [row.verb.rpartition("/")[2] for row in rows]
"""
PLAYED = "at => document.querySelector('video').currentTime >= at"
NOW = "() => document.querySelector('video').currentTime"
SHOWING = """() => [...document.querySelector('video').textTracks]
  .filter(track => track.mode === 'showing')
  .map(track => [track.language, track.cues?.length ?? 0, track.activeCues?.length ?? 0])"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def film(server):
    """The address of a lesson with a film of twelve seconds that must be seen."""
    return server.ask(PREPARE, "prepare('nieuw1', 'nieuw2', 'nieuw3')")


def play_until(page, moment):
    """From the player, with K: play until a moment has passed, then pause."""
    page.keyboard.press("k")
    page.wait_for_function(PLAYED, arg=moment)
    with page.expect_response(re.compile("/gezien/")):
        page.keyboard.press("k")
    return page.evaluate(NOW)


def percent(page):
    """What is told once it stays: a report of before may still be on its way."""
    told = page.locator("[data-watch-told]")
    expect(told).to_contain_text(re.compile(r"zag [1-9]\d* %"))
    before = ""
    while before != told.inner_text():
        before = told.inner_text()
        page.wait_for_timeout(500)
    return int(re.search(r"zag (\d+) %", before).group(1))


def test_a_film_is_watched_and_searched_with_the_keyboard(page_of, server, film, axe):
    page = page_of("nieuw1")
    page.goto(film)
    hands = Keyboard(page)
    player = page.locator("figure[data-media]")

    # It plays, twice as fast, with captions.
    hands.reach(player.get_by_label("Snelheid"))
    page.keyboard.press("End")
    assert page.evaluate("document.querySelector('video').playbackRate") == 2
    hands.reach(player.get_by_role("slider", name="Moment"))
    first = play_until(page, 5)
    assert page.evaluate(SHOWING) == [["nl", 4, 1]]
    half = percent(page)
    assert 40 <= half < 85

    # The same half again is the same half.
    page.keyboard.press("j")
    page.wait_for_function("() => document.querySelector('video').currentTime < 1")
    assert play_until(page, 4) <= first
    assert percent(page) == half
    assert server.ask(PREPARE, "known_of('nieuw1')")[0]["done"] is False

    # The arrows go five seconds; letters mean nothing outside the player.
    with page.expect_response(re.compile("/gezien/")):
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowRight")
    page.wait_for_function(PLAYED, arg=4)
    page.evaluate("document.activeElement.blur()")
    before = page.evaluate(NOW)
    page.keyboard.press("l")
    assert page.evaluate(NOW) == before

    # Who comes back goes on where they were, and the rest completes it.
    hands.reach(player.get_by_label("Ondertitels"))
    page.keyboard.press("Home")
    assert page.evaluate(SHOWING) == []
    page.reload()
    assert page.evaluate(SHOWING) == []
    hands.operate(player.get_by_role("button", name=re.compile("^Verder vanaf 0:0")))
    page.wait_for_function(PLAYED, arg=before)
    hands.reach(player.get_by_label("Snelheid"))
    page.keyboard.press("End")
    told = page.locator("[data-watch-told]")
    page.wait_for_function("() => document.querySelector('video').ended")
    expect(told).to_contain_text("Je zag deze video. Dit telt nu mee voor de les.")
    expect(page.locator(".complete h2")).to_have_text("Je hebt deze les voltooid")
    (known,) = server.ask(PREPARE, "known_of('nieuw1')")
    assert (known["done"], known["status"]) == (True, "voltooid")
    verbs = server.ask(PREPARE, "told()")
    assert verbs.count("completed") == 1
    assert {"initialized", "played", "paused", "seeked", "interacted"} <= {*verbs}

    # What is said is found, and leads to its moment.
    hands.operate(player.locator("summary", has_text="Volg de tekst mee"))
    search = player.get_by_label("Zoek in de tekst")
    hits = player.locator(".media__hits")
    hands.write(search, "olifant")
    expect(hits).to_have_text("Staat niet in de tekst.")
    hands.write(search, "je")
    expect(hits).to_have_text("4 keer in de tekst, dit is nummer 1.")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(hits).to_have_text("4 keer in de tekst, dit is nummer 4.")
    cue = player.locator(".cue--hit")
    hands.operate(cue)
    page.wait_for_function("() => document.querySelector('video').currentTime === 6")
    expect(cue).to_have_attribute("aria-current", "true")

    axe(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate(WIDER) <= 0
    axe(page)


def test_reading_counts_and_a_lost_session_loses_nothing(
    browser, server, page_of, log_in, film
):
    # Without scripts the browser's own player is there, and the text to read.
    page = page_of("nieuw2", java_script_enabled=False)
    page.goto(film)
    assert page.locator("video").get_attribute("controls") is not None
    hands = Keyboard(page)
    page.locator("summary", has_text="Lees het transcript").click()
    page.get_by_role("button", name="Ik heb de tekst gelezen").click()
    expect(page.locator("[data-watch-told]")).to_contain_text("Dat telt even goed.")
    (known,) = server.ask(PREPARE, "known_of('nieuw2')")
    assert (known["read"], known["done"], known["status"]) == (True, False, "voltooid")

    # Not through the guard: a request that fails is what this is about.
    context = browser.new_context(base_url=server.address, locale="nl-BE")
    page = context.new_page()
    log_in(page, "nieuw3")
    page.goto(film)
    hands = Keyboard(page)
    hands.reach(page.get_by_role("slider", name="Moment"))
    trouble = page.get_by_role("alert").filter(has_text=re.compile("."))
    context.set_offline(True)
    page.keyboard.press("k")
    page.wait_for_function(PLAYED, arg=2)
    page.keyboard.press("k")
    expect(trouble).to_contain_text("Er is geen verbinding.")
    context.set_offline(False)
    expect(trouble).to_have_count(0)  # sent as soon as it could be
    (before,) = server.ask(PREPARE, "known_of('nieuw3')")
    (kept,) = [one for one in context.cookies() if one["name"] == "sessionid"]
    context.clear_cookies(name="sessionid")
    page.keyboard.press("k")
    page.wait_for_function(PLAYED, arg=3)
    page.keyboard.press("k")
    expect(trouble).to_contain_text("Je bent afgemeld.")
    assert server.ask(PREPARE, "known_of('nieuw3')") == [before]
    context.add_cookies([kept])
    page.keyboard.press("k")
    page.wait_for_function(PLAYED, arg=4)
    page.keyboard.press("k")
    expect(trouble).to_have_count(0)
    assert server.ask(PREPARE, "known_of('nieuw3')")[0]["seen"] >= 3.5
    context.close()
