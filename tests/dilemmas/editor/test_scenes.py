"""The scene editor: its form, saving while one types, and who is told of what."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale

from dilemmas.models import ScenarioVersion
from tests.dilemmas.editor.sending import address, draft, row, sent
from tests.factories.dilemmas import a_scenario, a_scene, fork

pytestmark = pytest.mark.django_db
BY_ITSELF = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def page(trainer):
    return a_scenario()


def test_the_form_shows_one_scene_with_its_choices_by_the_names_of_their_targets(
    client, page
):
    response = client.get(address(page, "De mand"))

    html = response.content.decode()
    assert 'value="Wat het kostte"' in html
    assert '<option value="Wat het opleverde">' in html
    assert "Er gebeurt iets." in html
    assert "openheid" in html


def test_saving_changes_the_draft_and_not_what_is_live(client, page):
    data = sent(client, page, "De mand", title="De doos", where="Balie")

    response = client.post(address(page, "De mand"), data)

    assert response.status_code == 302
    assert row(page, "De doos")["where"] == "Balie"
    assert page.scenes.first().title == "De mand"
    assert ScenarioVersion.objects.count() == 1


def test_a_scene_survives_its_form_unchanged(client, page):
    before = row(page, "De mand")
    effects = {
        "choices-0-effects-openheid": "0",
        "choices-0-effects-collegialiteit": "1",
    }

    client.post(address(page, "De mand"), {**sent(client, page, "De mand"), **effects})

    after = row(page, "De mand")
    for scene in (before, after):
        scene["body"] = "Er gebeurt iets." in scene["body"]
        scene["reflection"] = json.loads(scene["reflection"])
        for choice in scene["choices"]:
            del choice["pk"], choice["scene"]
    assert after == before


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("Wat het opleverde", "Wat het opleverde"),
        ("wat het OPLEVERDE ", "Wat het opleverde"),
    ],
)
def test_a_target_is_picked_by_its_title(client, page, typed, leads_to):
    def other(choices):
        return [{**choices[0], "target": typed}, choices[1]]

    client.post(address(page, "De mand"), sent(client, page, "De mand", choices=other))

    first = row(page, "De mand")["choices"][0]
    assert first["target"] == row(page, leads_to)["key"]


def test_a_title_that_is_not_there_begins_a_scene_on_saving_and_not_while_typing(
    client, page
):
    def new(choices):
        return [{**choices[0], "target": "Een derde weg"}, choices[1]]

    there, data = address(page, "De mand"), sent(client, page, "De mand", choices=new)
    client.post(there, data, **BY_ITSELF)
    assert len(draft(page)["scenes"]) == 3

    client.post(there, {**data, "read_as": client.get(there).context["read_as"]})

    assert len(draft(page)["scenes"]) == 4
    first = row(page, "De mand")["choices"][0]
    assert first["target"] == row(page, "Een derde weg")["key"]


def test_a_title_that_waits_is_no_fault_while_typing(client, page):
    def new(choices):
        return [{**choices[0], "target": "Een derde weg", "text": ""}]

    data = sent(client, page, "De mand", choices=new, kind="story")
    answer = client.post(address(page, "De mand"), data, **BY_ITSELF).json()

    assert "nergens" not in answer["checked"]
    assert "woorden" not in answer["checked"]
    assert len(draft(page)["scenes"]) == 3


@pytest.mark.parametrize(
    ("there", "leads_to"),
    [
        ("/beheer/?a=1#b", "/beheer/?a=1#b"),
        ("//elders.test/", None),
        ("https://elders.test/", None),
        ("/\\elders.test", None),
    ],
)
def test_who_follows_a_link_saves_and_comes_there_if_it_is_ours(
    client, page, there, leads_to
):
    data = sent(client, page, "De mand", title="De doos", there=there)

    answer = client.post(address(page, "De mand"), data)

    assert answer.url == (leads_to or address(page, "De doos"))


def test_a_scene_in_a_language_that_we_do_not_speak_gets_no_words_of_ours(client, page):
    page.locale = Locale.objects.create(language_code="fr")
    page.save()

    def one(choices):
        return [{**choices[0], "text": ""}]

    data = sent(client, page, "De mand", choices=one, kind="story")
    client.post(address(page, "De mand"), data)

    assert row(page, "De mand")["choices"][0]["text"] == ""


def test_two_choices_that_name_the_same_new_title_begin_one_scene(client, page):
    def new(choices):
        return [{**choice, "target": "Samen"} for choice in choices]

    client.post(address(page, "De mand"), sent(client, page, "De mand", choices=new))

    targets = {choice["target"] for choice in row(page, "De mand")["choices"]}
    assert targets == {row(page, "Samen")["key"]}


@pytest.mark.parametrize(("kind", "words"), [("story", "Ga verder."), ("dilemma", "")])
def test_the_one_way_on_of_a_story_needs_no_words(client, page, kind, words):
    def one(choices):
        return [{**choices[0], "text": ""}]

    data = sent(client, page, "De mand", choices=one, kind=kind)
    client.post(address(page, "De mand"), data)

    assert [choice["text"] for choice in row(page, "De mand")["choices"]] == [words]


def test_saving_leads_on_to_the_next_scene_and_from_the_last_to_all_scenes(
    client, page
):
    def begun(choices):
        return [{**choices[0], "target": "Een derde weg"}, choices[1]]

    titles = ["De mand", "Wat het kostte", "Wat het opleverde", "Een derde weg"]
    led = []
    for title in titles:
        choices = begun if title == "De mand" else None
        data = sent(client, page, title, choices=choices, then="next")
        led.append(client.post(address(page, title), data).url)

    there = [address(page, title) for title in titles[1:]]
    assert led == [*there, reverse("dilemmas_map", args=[page.pk])]


def test_a_target_that_was_renamed_meanwhile_is_still_meant(client, page):
    data = sent(client, page, "De mand")
    ending = row(page, "Wat het kostte")["key"]
    client.post(
        address(page, "Wat het kostte"),
        sent(client, page, "Wat het kostte", title="De rekening"),
    )

    client.post(address(page, "De mand"), {**data, "title": "De doos"})

    assert row(page, "De doos")["choices"][0]["target"] == ending
    assert len(draft(page)["scenes"]) == 3


def test_a_title_that_several_scenes_have_is_asked_again(client, trainer):
    page = a_scenario(
        scenes=[*fork(), a_scene("Dubbel"), a_scene("Dubbel")], publish=False
    )
    page.save_revision()

    def double(choices):
        return [{**choices[0], "target": "Dubbel"}, choices[1]]

    refused = client.post(
        address(page, "De mand"), sent(client, page, "De mand", choices=double)
    )

    assert refused.status_code == 400
    assert "Er zijn meerdere scènes met de titel “Dubbel”" in refused.content.decode()


def test_saving_by_itself_answers_what_the_form_needs_to_go_on(client, page):
    def more(choices):
        return [*choices, {**choices[0], "key": "", "text": "Ik wacht."}]

    data = sent(client, page, "De mand", choices=more)
    first = client.post(address(page, "De mand"), data, **BY_ITSELF).json()
    updates = first["field_updates"]

    again = {
        **data,
        **updates,
        "choices-2-text": "Ik wacht af.",
        "overwrite_revision_id": str(first["revision_id"]),
    }
    second = client.post(address(page, "De mand"), again, **BY_ITSELF).json()

    assert second["success"]
    assert second["revision_id"] == first["revision_id"]
    texts = [choice["text"] for choice in row(page, "De mand")["choices"]]
    assert texts[2:] == ["Ik wacht af."]
    assert row(page, "De mand")["choices"][2]["key"] == updates["choices-2-key"]


def test_who_writes_what_somebody_else_saved_sees_both_and_decides(client, page):
    theirs = sent(client, page, "De mand", title="Van haar")
    mine = sent(client, page, "De mand", title="Van mij")
    there = address(page, "De mand")
    client.post(there, theirs)

    by_itself = client.post(there, mine, **BY_ITSELF)
    told = client.post(there, mine)

    assert by_itself.json()["error_code"] == "invalid_revision"
    assert told.status_code == 409
    html = told.content.decode()
    assert 'value="Van mij"' in html
    assert "Van haar" in html
    assert row(page, "Van haar")

    client.post(there, {**mine, "read_as": told.context["read_as"]})
    assert row(page, "Van mij")


def test_two_trainers_who_write_two_scenes_both_keep_their_work(client, page):
    first = sent(client, page, "De mand", title="De doos")
    second = sent(client, page, "Wat het kostte", title="De rekening")
    there, elsewhere = address(page, "De mand"), address(page, "Wat het kostte")

    client.post(there, first)
    client.post(elsewhere, second)

    assert row(page, "De doos")
    assert row(page, "De rekening")


def test_what_is_too_long_is_told_at_its_field_and_nothing_is_lost(client, page):
    data = sent(client, page, "De mand", title="x" * 130, where="Balie")

    refused = client.post(address(page, "De mand"), data)

    assert refused.status_code == 400
    assert 'value="Balie"' in refused.content.decode()
    assert "x" * 130 in refused.content.decode()


def test_a_choice_asks_and_sets_what_the_story_remembers(client, page):
    page.flags.create(name="Nadia weet ervan")
    page.save_revision()
    [flag] = draft(page)["flags"]
    data = sent(client, page, "De mand")
    data[f"choices-0-sets-{flag['key']}"] = "0"
    data[f"choices-1-condition-{flag['key']}"] = "1"

    client.post(address(page, "De mand"), data)

    first, second = row(page, "De mand")["choices"]
    assert first["sets"] == [{"flag": flag["key"], "on": True}]
    assert second["condition"] == [{"flag": flag["key"], "on": False}]


def test_opening_and_saving_cost_the_same_queries_however_many_scenes(client, trainer):
    opened, saved = [], []
    for middle in (2, 60):
        page = a_scenario(title=str(middle), scenes=fork(middle=middle))
        there = address(page, "De mand")
        data = sent(client, page, "De mand", title="De doos")
        with CaptureQueriesContext(connection) as queries:
            client.get(there)
        opened.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            client.post(there, data)
        saved.append(len(queries))

    assert opened[0] == opened[1]
    assert saved[0] == saved[1]
