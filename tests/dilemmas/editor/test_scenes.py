"""The scene editor: its form, saving while one types, conflicts, and what stands beside it."""

import json
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from dilemmas.models import ScenarioPage, ScenarioVersion, SceneRemark
from lms.accounts.enums import PlatformGroup
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario, a_scene, fork

pytestmark = pytest.mark.django_db
BY_ITSELF = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def page(trainer):
    return a_scenario()


def draft(page) -> dict:
    return ScenarioPage.objects.get(pk=page.pk).draft_content


def row(page, title) -> dict:
    return next(scene for scene in draft(page)["scenes"] if scene["title"] == title)


def address(page, title) -> str:
    return reverse("dilemmas_scene", args=[page.pk, row(page, title)["key"]])


def sent(client, page, scene_title, *, choices=None, **changes) -> dict:
    """What the form of a scene sends when nothing but ``changes`` was typed."""
    there = address(page, scene_title)
    read_as = client.get(there).context["read_as"]
    scene = row(page, scene_title)
    names = {one["key"]: one["title"] for one in draft(page)["scenes"]}
    kept = [
        {
            "id": "",
            "key": one["key"],
            "text": one["text"],
            "target": names.get(one["target"], ""),
            "target-was": one["target"],
            "target-named": names.get(one["target"], ""),
            "consequence": one["consequence"],
            "later_consequence": "",
            "later_at": "",
        }
        for one in scene["choices"]
    ]
    data = {
        "read_as": read_as,
        "title": scene["title"],
        "kind": scene["kind"],
        **({"is_start": "on"} if scene["is_start"] else {}),
        "when": scene["when"],
        "where": scene["where"],
        "act": scene["act"],
        "body": streamfield([("text", rich_text("<p>Er gebeurt iets.</p>"))]),
        "stakeholders": streamfield([]),
        "prompts": streamfield([]),
        "reflection": streamfield(
            [("question", "Wat neem je mee?")] if scene["kind"] == "ending" else []
        ),
        "expert_views": streamfield([]),
        "articles": streamfield([]),
        "where_to_turn": "",
        "facilitator_notes": "",
        "choices": inline_formset(
            kept if choices is None else choices(kept), initial=0
        ),
        **changes,
    }
    return nested_form_data(data)


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


def test_two_choices_that_name_the_same_new_title_begin_one_scene(client, page):
    def new(choices):
        return [{**choice, "target": "Samen"} for choice in choices]

    client.post(address(page, "De mand"), sent(client, page, "De mand", choices=new))

    targets = {choice["target"] for choice in row(page, "De mand")["choices"]}
    assert targets == {row(page, "Samen")["key"]}


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
    assert "Er zijn meer scènes met de titel “Dubbel”" in refused.content.decode()


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


def test_a_scene_is_added_moved_and_deleted_from_the_list(client, page):
    client.post(
        reverse("dilemmas_add_scene", args=[page.pk]),
        {"title": "Derde afloop", "kind": "ending"},
    )
    key = row(page, "Derde afloop")["key"]
    client.post(reverse("dilemmas_move_scene", args=[page.pk, key]), {"way": "up"})
    assert [one["title"] for one in draft(page)["scenes"]][2] == "Derde afloop"

    asked = client.get(reverse("dilemmas_delete_scene", args=[page.pk, key]))
    assert "Derde afloop" in asked.content.decode()
    client.post(reverse("dilemmas_delete_scene", args=[page.pk, key]))
    assert "Derde afloop" not in [one["title"] for one in draft(page)["scenes"]]


def test_deleting_tells_which_choices_led_there(client, page):
    key = row(page, "Wat het kostte")["key"]

    html = client.get(
        reverse("dilemmas_delete_scene", args=[page.pk, key])
    ).content.decode()

    assert "De mand: Ik zeg het meteen." in html


def test_a_choice_is_added_from_the_map(client, page):
    client.post(
        reverse("dilemmas_add_choice", args=[page.pk]),
        {"scene": "De mand", "text": "Ik bel iemand.", "target": "De lijn"},
    )

    choice = row(page, "De mand")["choices"][2]
    assert choice["text"] == "Ik bel iemand."
    assert choice["target"] == row(page, "De lijn")["key"]


def test_a_choice_needs_a_scene_that_is_there(client, page):
    response = client.post(
        reverse("dilemmas_add_choice", args=[page.pk]),
        {"scene": "Nergens", "text": "Ik bel iemand.", "target": ""},
        follow=True,
    )

    assert "Kies de scène waar de keuze bij hoort." in response.content.decode()
    assert len(draft(page)["scenes"]) == 3


def test_remarks_stand_at_their_scene_until_they_are_settled(client, page, trainer):
    key = row(page, "De mand")["key"]
    client.post(
        reverse("dilemmas_remark", args=[page.pk, key]), {"text": "Klopt de datum?"}
    )
    remark = SceneRemark.objects.get()
    assert "Klopt de datum?" in client.get(address(page, "De mand")).content.decode()
    assert remark.author == trainer

    client.post(reverse("dilemmas_settle_remark", args=[page.pk, key, remark.pk]))

    html = client.get(address(page, "De mand")).content.decode()
    assert "Klopt de datum?" not in html


def test_publishing_from_the_map_or_being_told_why_not(client, page):
    client.post(
        address(page, "De mand"), sent(client, page, "De mand", title="De doos")
    )
    client.post(reverse("dilemmas_publish", args=[page.pk]))
    assert ScenarioVersion.objects.count() == 2

    client.post(
        reverse("dilemmas_add_scene", args=[page.pk]),
        {"title": "Los", "kind": "ending"},
    )
    told = client.post(reverse("dilemmas_publish", args=[page.pk]), follow=True)

    assert "“Los”" in " ".join(str(one) for one in told.context["messages"])
    assert ScenarioVersion.objects.count() == 2


def test_a_scene_that_is_gone_leads_back_to_the_map(client, page):
    response = client.get(reverse("dilemmas_scene", args=[page.pk, uuid4()]))

    assert response.status_code == 302
    assert response.url == reverse("dilemmas_map", args=[page.pk])


@pytest.mark.parametrize(
    "name",
    [
        "dilemmas_scene",
        "dilemmas_delete_scene",
        "dilemmas_move_scene",
        "dilemmas_remark",
    ],
)
def test_who_may_not_write_a_scenario_reaches_no_scene(client, page, name):
    there = reverse(name, args=[page.pk, row(page, "De mand")["key"]])
    stranger = UserFactory()
    stranger.groups.add(Group.objects.get(name=PlatformGroup.FACILITATORS))
    client.force_login(stranger)
    before = draft(page)

    for response in (client.get(there), client.post(there, {"text": "x", "way": "up"})):
        assert response.status_code in (302, 403, 405)
        assert "De mand" not in response.content.decode()
    assert draft(page) == before
    assert not SceneRemark.objects.exists()


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
