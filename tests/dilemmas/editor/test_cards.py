"""The cards of a scenario, for a session on paper."""

import re

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from dilemmas.editor.dealing import deal
from dilemmas.graph import Choice, Effect, FlagState, Scene, Story
from dilemmas.models import ScenarioPage, ScenarioVersion
from dilemmas.operations import withdraw_version
from lms.accounts.enums import PlatformGroup
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario, fork

pytestmark = pytest.mark.django_db

STORY = Story(
    title="De mand",
    values={"rust": "rust in het team"},
    flags={"f": "Nadia weet ervan"},
    scenes=(
        Scene(
            key="a",
            title="Onthaal",
            kind="dilemma",
            is_start=True,
            when="Donderdag",
            where="Onthaal",
            body=({"type": "text", "value": "<p>Een mand.</p>"},),
            choices=(
                Choice(
                    key="1",
                    text="Ik zeg het.",
                    target="b",
                    consequence="Stilte.",
                    later="Ze belt.",
                    later_at="c",
                    effects=(Effect("rust", "-"),),
                    sets=(FlagState("f", on=True),),
                ),
                Choice(key="2", text="Ik zwijg.", target="b"),
            ),
        ),
        Scene(
            key="b",
            title="Gang",
            choices=(
                Choice(key="3", text="Verder", target="c"),
                Choice(
                    key="4",
                    text="Ik ga naar Nadia.",
                    target="nergens",
                    condition=(FlagState("f", on=True),),
                ),
            ),
        ),
        Scene(key="c", title="Slot", kind="ending", reflection=("En nu?",)),
    ),
)


@pytest.fixture
def page(trainer):
    return a_scenario()


@pytest.fixture
def facilitator(client, page):
    person = UserFactory()
    person.groups.add(Group.objects.get(name=PlatformGroup.FACILITATORS))
    client.force_login(person)
    return person


def cards_of(client, page, **query):
    return client.get(reverse("dilemmas_cards", args=[page.pk]), query)


def redraft(page, title="Nog niet gepubliceerd"):
    content = page.latest_revision.content
    content["title"] = title
    page.with_content_json(content).save_revision()


def test_the_key_knows_where_a_choice_leads_and_what_it_brings():
    deck = deal(STORY)

    first, second = deck.cards[0].key
    assert deck.start == 1
    assert (first.letter, first.target, first.later_at) == ("A", 2, 3)
    assert first.tensions[0].gave_way
    assert first.tensions[0].name == "rust in het team"
    assert [(state.name, state.on) for state in first.remember] == [
        ("Nadia weet ervan", True)
    ]
    assert second.letter == "B"
    assert [(echo.number, echo.letter, echo.text) for echo in deck.cards[2].echoes] == [
        (1, "A", "Ze belt.")
    ]


def test_a_choice_with_a_condition_stands_on_a_slip_and_not_on_the_card():
    card = deal(STORY).cards[1]

    assert [way.text for way in card.ways] == ["Verder"]
    assert [(way.letter, way.text) for way in card.slips] == [
        ("B", "Ik ga naar Nadia.")
    ]
    assert card.key[1].target is None  # of a draft: it leads nowhere


def test_a_scene_with_one_way_on_asks_for_no_letter():
    scene = Scene(key="a", choices=(Choice(key="1", text="Verder", target="a"),))

    assert deal(Story(scenes=(scene,))).cards[0].ways[0].letter == ""


def test_a_body_stays_with_its_scene_when_a_block_is_of_no_known_kind():
    strange = {"type": "hologram", "value": "?"}
    scenes = (
        Scene(key="a", body=(strange, {"type": "text", "value": "<p>Eén</p>"})),
        Scene(key="b", body=({"type": "text", "value": "<p>Twee</p>"},)),
    )

    bodies = [card.body for card in deal(Story(scenes=scenes)).cards]

    assert [[block.value.source for block in body] for body in bodies] == [
        ["<p>Eén</p>"],
        ["<p>Twee</p>"],
    ]


def test_participants_see_no_consequence_and_no_number_of_a_card(client, page):
    html = cards_of(client, page, deel="kaarten").content.decode()

    assert "Ik zeg het meteen." in html
    assert "Wat neem je mee?" in html  # the question of an ending
    assert "Gevolg van" not in html
    assert "→ kaart" not in html


def test_the_key_alone_shows_no_cards(client, page):
    html = cards_of(client, page, deel="sleutel").content.decode()

    assert "Gevolg van Ik zeg het meteen." in html
    assert "→ kaart 2" in html
    assert "Er gebeurt iets." not in html
    assert cards_of(client, page, deel="alles").status_code == 404


def test_cards_of_what_is_published_say_their_version(client, page):
    html = cards_of(client, page).content.decode()

    assert "Versie 1" in html
    assert "Concept" not in html


def test_cards_of_a_draft_are_marked_each(client, page):
    redraft(page)

    draft = cards_of(client, page, deel="kaarten").content.decode()
    published = cards_of(client, page, deel="kaarten", gepubliceerd="").content.decode()

    cards = len(re.findall(r'<article class="card', draft))
    assert cards == 5  # before, three scenes, voices
    assert draft.count("<strong>Concept</strong>") == cards
    assert "Nog niet gepubliceerd" in draft
    assert "Nog niet gepubliceerd" not in published
    assert published.count("<span>Versie 1</span>") == cards


def test_a_scenario_that_was_never_published_is_printed_as_a_draft(client, trainer):
    page = a_scenario(publish=False)

    assert "Concept" in cards_of(client, page).content.decode()
    assert cards_of(client, page, gepubliceerd="").status_code == 404


def test_a_facilitator_prints_what_is_published_and_no_draft(client, page, facilitator):
    redraft(page)

    response = cards_of(client, page)

    assert response.status_code == 200
    assert "Nog niet gepubliceerd" not in response.content.decode()
    assert "Versie 1" in response.content.decode()
    assert "Terug naar alle scènes" not in response.content.decode()


def test_a_facilitator_finds_the_published_scenarios_in_the_menu(
    client, page, facilitator
):
    a_scenario(title="Een schets", publish=False)

    home = client.get(reverse("wagtailadmin_home")).content.decode()
    listed = client.get(reverse("dilemmas_decks")).content.decode()

    assert reverse("dilemmas_decks") in home
    assert reverse("dilemmas_cards", args=[page.pk]) in listed
    assert "Een schets" not in listed


def test_what_is_withdrawn_unpublished_or_closed_is_not_for_a_facilitator(
    client, page, facilitator
):
    closed = a_scenario(title="Besloten")
    PageViewRestriction.objects.create(
        page=closed, restriction_type=PageViewRestriction.GROUPS
    )
    gone = a_scenario(title="Weg")
    gone.unpublish()
    withdraw_version(ScenarioVersion.objects.get(scenario=page.translation_key).pk)

    assert cards_of(client, closed).status_code in (302, 403)
    assert cards_of(client, gone).status_code in (302, 403)
    assert cards_of(client, page).status_code == 404
    listed = client.get(reverse("dilemmas_decks")).content.decode()
    assert "Er is nog geen dilemma gepubliceerd." in listed


@pytest.mark.parametrize("group", [None, PlatformGroup.COORDINATORS])
def test_others_see_no_cards(client, page, group):
    stranger = UserFactory()
    if group:
        stranger.groups.add(Group.objects.get(name=group))
    client.force_login(stranger)

    for address in (
        reverse("dilemmas_cards", args=[page.pk]),
        reverse("dilemmas_decks"),
    ):
        response = client.get(address)
        assert response.status_code in (302, 403)
        assert "De mand" not in response.content.decode()


def test_cards_cost_the_same_number_of_queries_however_many_scenes(client, trainer):
    costs = []
    for middle in (2, 40):
        page = a_scenario(title=str(middle), scenes=fork(middle=middle))
        page = ScenarioPage.objects.get(pk=page.pk)
        cards_of(client, page)
        with CaptureQueriesContext(connection) as queries:
            cards_of(client, page)
        costs.append(len(queries))

    assert costs[0] == costs[1]
