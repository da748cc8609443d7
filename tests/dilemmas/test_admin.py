"""Writing in the Wagtail admin: the page form, publishing in its ways, previews."""

import json

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from dilemmas.models import Play, ScenarioPage, ScenarioVersion, Value
from lms.learning.models import LearningActivity, Participation
from tests.factories.dilemmas import a_scenario, a_scene

pytestmark = pytest.mark.django_db


def scene_data(scene, *, choices) -> dict:
    return {
        "id": scene.pk or "",
        "key": str(scene.key) if scene.key else "",
        "title": scene.title,
        "kind": scene.kind,
        **({"is_start": "on"} if scene.is_start else {}),
        "when": scene.when,
        "where": scene.where,
        "act": scene.act,
        "body": streamfield([("text", rich_text("<p>Er gebeurt iets.</p>"))]),
        "stakeholders": streamfield([]),
        "prompts": streamfield([]),
        "reflection": streamfield(
            [("question", "Wat neem je mee?")] if scene.kind == "ending" else []
        ),
        "choices": inline_formset(choices, initial=sum(bool(c["id"]) for c in choices)),
    }


def choice_data(choice, **changes) -> dict:
    return {
        "id": choice.pk or "",
        "key": str(choice.key),
        "text": choice.text,
        "consequence": choice.consequence,
        "target": str(choice.target or ""),
        "effects": "\n".join(f"{e['direction']} {e['value']}" for e in choice.effects),
        **changes,
    }


def page_data(page, scenes, **extra) -> dict:
    data = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "introduction": rich_text("<p>Welkom</p>"),
        "given": page.given,
        "rule_source": "",
        "duration_minutes": "15",
        "code": "",
        "expert_views": streamfield([]),
        "scenes": inline_formset(scenes, initial=sum(bool(s["id"]) for s in scenes)),
        "comments": inline_formset([]),
        **extra,
    }
    values = [str(value.pk) for value in Value.objects.all()]
    return {**nested_form_data(data), "values": values}


def as_sent(page) -> list[dict]:
    return [
        scene_data(scene, choices=[choice_data(c) for c in scene.choices.all()])
        for scene in page.scenes.all()
    ]


def edit(client, page, scenes, **extra):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, page_data(page, scenes, **extra))


def test_a_trainer_changes_and_publishes(client, trainer):
    page = a_scenario()
    scenes = as_sent(page)
    scenes[0]["title"] = "De mand, anders"
    scenes[0]["choices"] = inline_formset(
        [
            choice_data(choice, effects="+ openheid\n– collegialiteit")
            for choice in page.scenes.all()[0].choices.all()
        ],
        initial=2,
    )

    response = edit(client, page, scenes, **{"action-publish": "yes"})

    assert response.status_code == 302, response.context["form"].errors
    version = ScenarioVersion.objects.first()
    assert version.number == 2
    start = version.compiled.scene(version.compiled.start)
    assert start["title"] == "De mand, anders"
    assert start["choices"][1]["effects"] == [
        {"value": "openheid", "direction": "+"},
        {"value": "collegialiteit", "direction": "-"},
    ]
    assert version.graph["scenes"].keys() == (
        ScenarioVersion.objects.get(number=1).graph["scenes"].keys()
    )


def test_what_blocks_publishing_is_an_error_of_the_form_and_saving_goes_on(
    client, trainer
):
    page = a_scenario()
    scenes = as_sent(page)
    scenes[0]["choices"] = inline_formset([])

    refused = edit(client, page, scenes, **{"action-publish": "yes"})

    assert refused.status_code == 200
    errors = " ".join(refused.context["form"].non_field_errors())
    assert "“De mand” heeft geen keuze en is geen afloop." in errors
    assert ScenarioVersion.objects.count() == 1

    saved = edit(client, page, scenes)
    assert saved.status_code == 302
    assert ScenarioPage.objects.get(pk=page.pk).has_unpublished_changes


def test_a_new_scene_keeps_its_key_from_draft_to_draft(client, trainer):
    page = a_scenario()
    new = a_scene("Nieuw", kind="ending")
    empty = {**scene_data(new, choices=[]), "key": ""}
    edit(client, page, [*as_sent(page), empty])
    page = ScenarioPage.objects.get(pk=page.pk)
    draft = page.get_latest_revision_as_object()
    added = draft.scenes.all()[3]
    assert added.title == "Nieuw"

    edit(client, page, as_sent(draft))

    page = ScenarioPage.objects.get(pk=page.pk)
    again = page.get_latest_revision_as_object()
    assert [s.key for s in again.scenes.all()] == [s.key for s in draft.scenes.all()]


def test_the_form_offers_scenes_as_targets_and_a_pattern_without_a_key(client, trainer):
    page = a_scenario()
    ending = page.scenes.all()[1]

    html = client.get(
        reverse("wagtailadmin_pages:edit", args=[page.pk])
    ).content.decode()

    assert f'<option value="{ending.key}" selected>2. Wat het kostte' in html
    assert 'name="scenes-__prefix__-key" id=' in html or (
        'name="scenes-__prefix__-key"' in html
    )
    pattern = html.split('name="scenes-__prefix__-key"')[1].split(">")[0]
    assert "value=" not in pattern


def test_publishing_in_bulk_is_refused_with_the_reason(client, trainer):
    page = a_scenario(scenes=[a_scene("Nergens", is_start=True)], publish=False)
    page.live = False
    page.save()
    page.save_revision()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = client.post(f"{address}?id={page.pk}", follow=True)

    told = [str(message) for message in response.context["messages"]]
    assert any("Nergens" in message for message in told)
    assert not ScenarioPage.objects.get(pk=page.pk).live


def test_the_admins_own_api_publishes_wholly_or_not(client, trainer):
    page = a_scenario(scenes=[a_scene("Nergens", is_start=True)], publish=False)
    page.live = False
    page.save()
    page.save_revision()
    address = reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"])

    response = client.post(address)

    assert response.status_code == 400
    assert "Nergens" in json.dumps(response.json(), ensure_ascii=False)
    assert not ScenarioPage.objects.get(pk=page.pk).live
    assert not LearningActivity.objects.filter(key=page.translation_key).exists()


@pytest.mark.parametrize("mode", ["", "scenes"])
def test_previews_show_the_draft_and_record_nothing(client, trainer, mode):
    page = a_scenario()
    scenes = as_sent(page)
    scenes[0]["title"] = "Nog niet gepubliceerd"
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    client.post(f"{address}?mode={mode}", page_data(page, scenes))

    html = client.get(f"{address}?mode={mode}").content.decode()

    assert "er wordt niets vastgelegd" in html
    assert ("Nog niet gepubliceerd" in html) == (mode == "scenes")
    assert not Play.objects.exists()
    assert not Participation.objects.exists()
