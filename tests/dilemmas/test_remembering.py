"""A story that remembers: what is offered, in which order, and what comes late."""

import json
import re
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from dilemmas import operations, portrait
from dilemmas.enums import BATCH, RESERVE
from dilemmas.models import ScenarioPage
from dilemmas.operations import Outcome
from lms.common import clock
from lms.xapi.enums import Store
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import (
    a_crowd,
    a_scenario,
    a_scene,
    an_ended_play,
    fork,
    remembering,
    take,
)

from .player import begin, form_of

pytestmark = pytest.mark.django_db
TELL, HUSH = 0, 1


def many_ways() -> list:
    """A scene with four ways on, so that an order is unlikely to be another by chance."""
    end = uuid4()
    ways = [(f"Weg {number}.", end) for number in range(4)]
    return [a_scene("Het kruispunt", *ways, is_start=True), a_scene("Einde", kind="ending", key=end)]  # fmt: skip


def order_shown(client, play) -> list[str]:
    client.force_login(play.learner)
    html = client.get(reverse("dilemmas:play", args=[play.key])).content.decode()
    return re.findall(r'name="choice" value="([^"]+)"', html)


def path_of(play):
    graph = play.version.compiled
    return portrait.walked(graph, portrait.travelled(graph, list(play.steps.all())))


@pytest.mark.rules
def test_a_choice_that_is_not_offered_after_this_way_is_refused():
    play = operations.begin(UserFactory(), a_scenario(**remembering()))
    take(play, HUSH)

    assert take(play, 1) == Outcome.NOT_OFFERED
    assert take(play, 0) == Outcome.MADE

    other = operations.begin(UserFactory(), ScenarioPage.objects.get())
    take(other, TELL)
    assert take(other, 1) == Outcome.MADE


def test_the_page_shows_what_is_offered_alone(client, learner):
    address = begin(client, a_scenario(**remembering()))
    client.post(address, form_of(client.get(address).content.decode(), HUSH))

    html = client.get(address).content.decode()

    assert "Ik ga door." in html
    assert "Ik vraag haar raad." not in html
    assert "choice-button--only" in html


def test_where_one_way_was_offered_the_path_shows_no_choice():
    page = a_scenario(**remembering())

    hushed, told = path_of(an_ended_play(page, HUSH, 0)), path_of(an_ended_play(page, TELL, 0))  # fmt: skip

    assert [point.choice for point in hushed] == ["Ik zwijg.", "", ""]
    assert [point.choice for point in told] == ["Ik vertel het.", "Ik ga door.", ""]


@pytest.mark.rules
@pytest.mark.parametrize(("way", "in_the_middle"), [(HUSH, 0), (TELL, BATCH)])
def test_where_one_way_was_offered_no_choice_is_released(way, in_the_middle):
    a_crowd(a_scenario(**remembering()), way, 0, people=RESERVE + BATCH)

    operations.release_choices(clock.now())

    stored = StoredStatement.objects.filter(store=Store.REFLECTION)
    told = [json.loads(one.payload)["object"]["definition"] for one in stored]
    middle = [one for one in told if "De nota" in one["name"].values()]
    assert (len(told), len(middle)) == (BATCH + in_the_middle, in_the_middle)
    # A scene is described alike for everybody, with what was not offered too.
    assert all(len(one["choices"]) == 2 for one in told)


def test_what_came_late_is_told_on_arriving_and_shown_at_its_choice(client, learner):
    address = begin(client, a_scenario(**remembering()))
    for way in (HUSH, 0):
        html = client.get(address).content.decode()
        assert "Het lekt toch uit." not in html
        client.post(address, form_of(html, way))

    html = client.get(address).content.decode()

    told, path = html.split('id="path"')
    assert re.search(
        r'id="consequence">\s*<p lang="nl">Gevolg van Ik ga door.</p>'
        r'\s*<p class="dilemma__earlier">Eerder koos je: “Ik zwijg.”</p>'
        r'\s*<p lang="nl">Het lekt toch uit.</p>',
        told,
    )
    assert 'id="scene" tabindex="-1" aria-describedby="consequence"' in told
    assert re.search(r"Later:</span> Het lekt toch uit.", path)


def test_an_ending_has_voices_articles_and_people_of_its_own(client, learner):
    play = an_ended_play(a_scenario(**remembering()), HUSH, 0, learner=learner)

    html = client.get(reverse("dilemmas:play", args=[play.key])).content.decode()

    who = re.findall(r'class="voice__who">([^<]+)<', html)
    assert who == ["Juriste", "Auditor", "Leidinggevende"]
    assert "Artikel 4: wie spreekt, is beschermd." in html
    assert "Je vertrouwenspersoon luistert." in html.split('class="signpost"')[1]


def test_a_shuffled_story_keeps_the_order_of_a_play_and_gives_another_to_others(client):
    page = a_scenario(scenes=many_ways(), shuffles_choices=True)
    plays = [operations.begin(UserFactory(), page) for _ in range(12)]

    orders = [order_shown(client, play) for play in plays]

    assert [order_shown(client, play) for play in plays] == orders
    assert len({tuple(order) for order in orders}) > 1
    assert len({frozenset(order) for order in orders}) == 1


def test_a_story_that_is_not_shuffled_keeps_the_order_of_its_author(client):
    page = a_scenario(scenes=many_ways())
    play = operations.begin(UserFactory(), page)

    written = play.version.compiled.scene(str(play.scene))["choices"]

    assert order_shown(client, play) == [choice["key"] for choice in written]


def test_who_plays_while_a_new_version_appears_finishes_on_the_old_one(client):
    page = a_scenario(**remembering(), shuffles_choices=True)
    old, new = UserFactory(), UserFactory()
    client.force_login(old)
    address = begin(client, page)
    play = old.plays.get()
    before = order_shown(client, play)
    take(play, HUSH)
    page.scenes = fork(middle=1)
    page.flags = []
    page.title, page.shuffles_choices = "De mand, herwerkt", False
    page.save_revision().publish()

    client.force_login(old)
    middle = client.get(address).content.decode()
    assert "De nota" in middle
    assert "Ik vraag haar raad." not in middle  # the old one still remembers
    client.post(address, form_of(middle))
    ending = client.get(address).content.decode()
    assert "Het bleef stil" in ending
    assert "Het lekt toch uit." in ending
    play.refresh_from_db()
    assert (play.version.number, play.participation.is_completed) == (1, True)

    client.force_login(new)
    start = client.get(begin(client, ScenarioPage.objects.get())).content.decode()
    assert "De mand, herwerkt" in start
    assert "Ik zeg het meteen." in start
    assert new.plays.get().version.number == 2
    first = play.version.compiled
    shown = portrait.in_order(first, portrait.travelled(first, [])[0], play.key)
    assert [choice["key"] for choice in shown] == before


def test_the_state_of_a_play_is_its_steps_and_nothing_else():
    play = operations.begin(UserFactory(), a_scenario(**remembering()))
    for way in (TELL, 1):
        stops = portrait.travelled(play.version.compiled, list(play.steps.all()))
        play.refresh_from_db()
        assert UUID(stops[-1].scene) == play.scene
        take(play, way)
