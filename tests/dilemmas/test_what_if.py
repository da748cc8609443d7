"""Looking where another choice would have led: nothing is kept of it."""

import re

import pytest
from django.apps import apps
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dilemmas import operations, padding
from dilemmas.models import ScenarioVersion
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import (
    a_scenario,
    an_ended_play,
    an_umbrella,
    fork,
    remembering,
)

pytestmark = pytest.mark.django_db
TELL, HUSH = 0, 1


@pytest.fixture
def play(learner):
    return an_ended_play(a_scenario(**remembering()), HUSH, 0, learner=learner)


def address_of(play) -> str:
    return reverse("dilemmas:what_if", args=[play.key])


def look(client, play, html="", *, begin=None, way=0) -> str:
    """Begin looking at a step, or press the choice at place ``way`` of the page."""
    data = {"begin": begin}
    if begin is None:
        choices = re.findall(r'name="choice" value="([^"]+)"', html)
        signed = re.search(r'name="way" value="([^"]+)"', html)[1]
        data = {"way": signed, "choice": choices[way]}
    response = client.post(address_of(play), data)
    assert response.status_code == 200
    return response.content.decode()


def everything() -> dict[str, list]:
    """All rows of all tables but sessions and what the test's own sign-in wrote."""
    models = [m for m in apps.get_models() if m._meta.app_label not in {"sessions"}]
    return {str(m): list(m.objects.order_by("pk").values()) for m in models}


def test_every_turning_point_of_the_path_offers_to_look_and_no_other_point(client, learner):  # fmt: skip
    def points(*ways):
        page = a_scenario(**remembering(), title=str(ways))
        ended = an_ended_play(page, *ways, learner=learner)
        html = client.get(reverse("dilemmas:play", args=[ended.key])).content.decode()
        return re.findall(r'name="begin" value="(\d+)"', html)

    assert points(HUSH, 0) == ["1"]
    assert points(TELL, 0) == ["1", "2"]


def test_another_choice_is_lived_to_its_end_and_laid_beside_the_real_way(client, play):
    before = everything()

    start = look(client, play, begin=1)
    assert "Je kijkt wat er zou gebeuren. Dit wordt niet bewaard." in start
    assert "In je eigen verhaal koos je: “Ik zwijg.”" in start
    middle = look(client, play, start, way=TELL)
    assert "Gevolg van Ik vertel het." in middle
    assert "Ik vraag haar raad." in middle  # offered on this way alone
    assert "In je eigen verhaal" not in middle
    ending = look(client, play, middle, way=1)

    assert "Ze wist raad" in ending
    own, other = ending.split("De weg die je nu bekeek")
    assert "De weg die je nam" in own
    assert "Ik zwijg." in own
    assert "Later:</span> Het lekt toch uit." in own
    assert "Ik vertel het." in other
    assert "Ik vraag haar raad." in other
    there = reverse("dilemmas:play", args=[play.key])
    assert f'href="{there}#scene"' in other
    assert f'href="{there}#path"' in other
    assert everything() == before


def test_the_ways_are_laid_beside_one_another_from_where_they_part(client, learner):
    page = a_scenario(**remembering())
    play = an_ended_play(page, TELL, 0, learner=learner)

    start = look(client, play, begin=2)
    ending = look(client, play, start, way=1)

    assert "De gang" not in ending
    assert ending.count("De nota") == 2


def test_the_same_choices_again_end_the_same(client, play):
    start = look(client, play, begin=1)
    middle = look(client, play, start, way=HUSH)
    ending = look(client, play, middle)

    assert "Je koos hetzelfde als toen" in ending
    assert "De weg die je nu bekeek" not in ending


def test_a_reload_shows_the_same_again(client, play):
    start = look(client, play, begin=1)
    pages = [look(client, play, start, way=TELL) for _ in range(2)]

    assert [re.findall(r"<h1[^>]*>([^<]+)", page) for page in pages] == [["De nota"]] * 2  # fmt: skip


def test_a_choice_that_is_not_offered_leads_nowhere(client, play):
    start = look(client, play, begin=1)
    middle = look(client, play, start, way=HUSH)
    asked = play.version.compiled.scene(str(play.steps.last().scene))["choices"][1]
    signed = re.search(r'name="way" value="([^"]+)"', middle)[1]

    response = client.post(address_of(play), {"way": signed, "choice": asked["key"]})

    assert "De nota" in response.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"begin": "0"},
        {"begin": "2"},  # one way on was offered there
        {"begin": "99"},
        {"begin": "x"},
        {"way": "made-up", "choice": "x"},
        {"way": "made-up", "choice": "6f1c2b9e-0000-4000-8000-000000000000"},
    ],
)
def test_what_makes_no_sense_leads_back_to_the_path(client, play, sent):
    response = client.post(address_of(play), sent, follow=True)

    assert response.redirect_chain[0][0].endswith("#path")
    assert "Die weg is zoekgeraakt" in response.content.decode()


def test_a_way_of_another_play_is_refused(client, play, learner):
    other = an_ended_play(a_scenario(title="Ander"), learner=learner)
    way = signing.dumps([], salt=f"dilemmas.what_if:{other.key}")

    response = client.post(address_of(play), {"way": way})

    assert response.status_code == 302


def test_a_page_asked_for_by_its_address_leads_back_to_the_ending(client, play):
    response = client.get(address_of(play))

    assert response.url == reverse("dilemmas:play", args=[play.key])


def test_who_was_signed_out_comes_back_to_the_ending(client, play):
    client.logout()

    response = client.post(address_of(play), {"begin": 1})

    there = reverse("dilemmas:play", args=[play.key])
    assert response.url == f"/accounts/login/?next={there}"


def test_only_who_played_to_an_end_can_look(client, play, learner):
    running = operations.begin(learner, a_scenario(title="Ander"))
    assert client.post(address_of(running), {"begin": 1}).status_code == 404

    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    assert client.post(address_of(play), {"begin": 1}).status_code == 404


def test_a_withdrawn_version_is_looked_at_no_more(client, play):
    operations.withdraw_version(ScenarioVersion.objects.get().pk)

    html = client.get(reverse("dilemmas:play", args=[play.key])).content.decode()

    assert "De weg die je nam" in html
    assert 'name="begin"' not in html
    assert client.post(address_of(play), {"begin": 1}).status_code == 302


def test_every_page_is_as_long_as_the_ending(client, play):
    start = look(client, play, begin=1)
    middle = look(client, play, start, way=TELL)
    ending = look(client, play, middle, way=1)

    assert {len(page.encode()) for page in (start, middle, ending)} == {padding.BLOCK}


def test_looking_costs_the_same_however_long_the_path(client, learner):
    umbrella, costs = an_umbrella(), []
    for middle in (1, 20):
        page = a_scenario(umbrella, title=str(middle), scenes=fork(middle=middle))
        play = an_ended_play(page, learner=learner)
        start = look(client, play, begin=1)
        with CaptureQueriesContext(connection) as captured:
            look(client, play, start, way=1)
        costs.append(len(captured))

    assert costs[0] == costs[1] <= 10
