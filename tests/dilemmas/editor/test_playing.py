"""The draft played by its author: what it remembers, what it withholds, what comes late."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dilemmas.editor.playing import LONGEST_WAY
from tests.dilemmas.player import begin, form_of
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


def main_of(html) -> str:
    """What stands in the middle of a page, as it reads: its words without the marks."""
    inside = re.search(r"<main.*?</main>", html, re.S)[0]
    inside = re.sub(r"<(script|svg|template).*?</\1>", "", inside, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inside)).split())


def test_a_scene_of_the_draft_reads_as_learners_read_it(client, trainer):
    scenes = fork()
    scenes[0].stakeholders = [("stakeholder", "Samira, die je vertrouwde")]
    scenes[0].prompts = [("prompt", "Wat weet je zeker?")]
    page = a_scenario(scenes=scenes)

    drafted = main_of(played(client, page, "De mand"))
    learned = main_of(client.get(begin(client, page)).content.decode())

    same = learned[: learned.index("Je keuzes zijn meteen bewaard")].strip()
    assert drafted.endswith(same)
    assert same.count("Wat doe je?") == 1
    for words in ("Samira, die je vertrouwde", "Wat weet je zeker?", "Voor wie staat"):
        assert words in same


def test_where_one_choice_is_left_the_draft_asks_nothing_either(client, page):
    flag = page.flags.get()

    one = played(client, page, "De nota")
    two = played(client, page, "De nota", aan=str(flag.key))

    assert "Wat doe je?" not in one
    assert "choice-button--only" in one
    assert "Wat doe je?" in two
    assert "choice-button--only" not in two


def test_the_ending_of_the_draft_reads_as_learners_read_it(client, page):
    address = begin(client, page)
    for way in (HUSH, 0):
        client.post(address, form_of(client.get(address).content.decode(), way))
    learned = main_of(client.get(address).content.decode())
    middle = client.get(ways(played(client, page, "De gang"))[HUSH]).content.decode()

    drafted = main_of(client.get(ways(middle)[0]).content.decode())

    begun, noted = learned.index("Gevolg van"), learned.index("Je notitie")
    of_a_real_play = (
        r"Wat als ik anders koos\? De gang|Zo kozen anderen.*?(?=Hoe anderen)"
    )
    parts = re.split(of_a_real_play, learned[begun:noted])
    assert len(parts) == 3
    assert all(part.strip() in drafted for part in parts)
    assert "De weg die je nam De gang Ik zwijg." in drafted
    for words in (
        *("Zwijgen telt.", "Juriste", "Noteer het.", "Praat eerst."),
        *("Artikel 4: wie spreekt, is beschermd.", "Om mee te nemen Wat neem je mee?"),
        *("Je vertrouwenspersoon luistert.", "Bij wie kun je terecht?"),
        "Cursisten zien hier ook hoe anderen kozen, en kunnen een notitie",
    ):
        assert words in drafted


def test_the_ending_of_the_draft_has_nothing_of_a_real_play(client, page):
    html = played(client, page, "Het bleef stil")

    assert "<textarea" not in html
    assert "Wis mijn keuzes" not in html
    assert "Wat als ik anders koos?" not in html
    assert "Zo kozen anderen" not in html
    assert 'lang=""' not in html


def test_a_way_that_began_elsewhere_says_so_and_can_be_gone_again(client, page):
    flag = page.flags.get()
    nota = scene_of(page, "De nota")
    middle = played(client, page, "De nota", aan=str(flag.key))

    end = client.get(ways(middle)[0]).content.decode()

    assert "Je weg begon bij “De nota”, niet bij het begin" in end
    again = unescape(re.search(r'href="([^"]+)">Opnieuw vanaf “De nota”', end)[1])
    assert f"/{nota.key}/" in again
    assert f"aan={flag.key}" in again
    assert len(ways(client.get(again).content.decode())) == 2
    scene = reverse("dilemmas_scene", args=[page.pk, scene_of(page, "Het bleef stil").key])  # fmt: skip
    assert re.search(rf'class="button" href="{scene}">Schrijf deze scène', end)


def test_a_way_from_the_start_says_nothing_of_where_it_began(client, page):
    middle = client.get(ways(played(client, page, "De gang"))[HUSH]).content.decode()

    end = client.get(ways(middle)[0]).content.decode()

    assert "Je weg begon" not in end
    assert "Opnieuw vanaf “De gang”" in end


def test_who_comes_straight_to_an_ending_begins_again_where_the_story_does(
    client, page
):
    assert "Opnieuw vanaf “De gang”" in played(client, page, "Het bleef stil")
    page.scenes.set([scene_of(page, "Het bleef stil")])
    page.save_revision()
    assert "Opnieuw vanaf" not in played(client, page, "Het bleef stil")


def test_what_an_ending_of_the_draft_lacks_is_told(client, page):
    full = played(client, page, "Het bleef stil")
    page.expert_views = []
    page.save_revision()
    bare = played(client, page, "Ze wist raad")

    assert "nog geen" not in full
    assert "Nog geen expert kijkt mee" in bare
    assert "Er staat nog geen artikel" in bare


@pytest.mark.parametrize("scene", ["De mand", "Wat het kostte"])
def test_playing_the_draft_costs_the_same_at_any_size(client, trainer, scene):
    costs = []
    for middle in (1, 40):
        page = a_scenario(title=str(middle), scenes=fork(middle=middle))
        played(client, page, scene)
        with CaptureQueriesContext(connection) as captured:
            played(client, page, scene)
        costs.append(len(captured))

    assert costs[0] == costs[1]
