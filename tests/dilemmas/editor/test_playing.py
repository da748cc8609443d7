"""The draft played by its author: what it remembers, what it withholds, what comes late."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dilemmas.editor.playing import LONGEST_WAY
from tests.factories.dilemmas import a_scenario, a_scene, fork, remembering

pytestmark = pytest.mark.django_db
TELL, HUSH = 0, 1


@pytest.fixture
def page(trainer):
    return a_scenario(**remembering())


def scene_of(page, title):
    return next(scene for scene in page.scenes.all() if scene.title == title)


def played(client, page, title, **query) -> str:
    key = scene_of(page, title).key
    return client.get(
        reverse("dilemmas_play_draft", args=[page.pk, key]), query
    ).content.decode()


def ways(html) -> list[str]:
    return [unescape(a) for a in re.findall(r'<a class="choice-button[^"]*" href="([^"]+)"', html)]  # fmt: skip


def test_what_was_chosen_opens_a_way_that_else_is_withheld_and_says_why(client, page):
    start = played(client, page, "De gang")

    told = client.get(ways(start)[TELL]).content.decode()
    hushed = client.get(ways(start)[HUSH]).content.decode()

    assert len(ways(told)) == 2
    assert len(ways(hushed)) == 1
    assert "niet te kiezen, omdat “Nadia weet ervan” niet zo is" in hushed
    assert "niet te kiezen" not in told


def test_what_is_so_can_be_chosen_before_playing_and_travels_along(client, page):
    flag = page.flags.get()

    html = played(client, page, "De nota", aan=str(flag.key))

    assert len(ways(html)) == 2
    assert re.search(rf'name="aan" value="{flag.key}" checked', html)
    assert f"aan={flag.key}" in ways(html)[0]
    without = played(client, page, "De nota")
    assert len(ways(without)) == 1
    assert "Nadia weet ervan" in without
    assert " checked" not in without


def test_what_a_choice_brings_about_is_ticked_at_the_next_scene(client, page):
    html = client.get(ways(played(client, page, "De gang"))[TELL]).content.decode()

    assert re.search(r'name="aan" value="[^"]+" checked', html)


def test_a_late_consequence_is_shown_where_the_way_is_known(client, page):
    middle = client.get(ways(played(client, page, "De gang"))[HUSH]).content.decode()

    end = client.get(ways(middle)[0]).content.decode()

    assert "Gevolg van Ik ga door." in end
    assert "Eerder koos je: “Ik zwijg.”" in end
    assert "Het lekt toch uit." in end
    assert "Het lekt" not in played(client, page, "Het bleef stil")


def test_a_way_that_the_draft_no_longer_knows_begins_at_the_scene(client, page):
    html = played(client, page, "De nota", van="weg", keuze=["ook weg"])

    assert "De nota" in html
    assert "Gevolg van" not in html
    assert len(ways(html)) == 1


def test_a_story_without_flags_asks_nothing(client, trainer):
    page = a_scenario(scenes=fork())

    assert "Wat het verhaal hier onthoudt" not in played(client, page, "De mand")


def test_an_address_does_not_grow_for_ever(client, trainer):
    there = a_scene("Heen", is_start=True)
    back = a_scene("Terug", ("Terug.", there.key))
    end = a_scene("Einde", kind="ending")
    there.choices = a_scene("x", ("Heen.", back.key), ("Stop.", end.key)).choices.all()
    page = a_scenario(scenes=[there, back, end])
    html = played(client, page, "Heen")
    for _ in range(LONGEST_WAY + 10):
        address = ways(html)[0]
        html = client.get(address).content.decode()

    assert len(address) < 4000
    assert "Gevolg van" in html


def test_playing_the_draft_costs_the_same_at_any_size(client, trainer):
    costs = []
    for middle in (1, 40):
        page = a_scenario(title=str(middle), scenes=fork(middle=middle))
        played(client, page, "De mand")
        with CaptureQueriesContext(connection) as captured:
            played(client, page, "De mand")
        costs.append(len(captured))

    assert costs[0] == costs[1]
