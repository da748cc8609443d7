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

from dilemmas import operations
from dilemmas.models import Play, ScenarioPage, ScenarioVersion, Value
from lms.learning.models import LearningActivity, Participation
from tests.factories.dilemmas import a_scenario, a_scene, fork

pytestmark = pytest.mark.django_db


def page_data(page, **extra) -> dict:
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
        "flags": inline_formset(extra.pop("flags", [])),
        "comments": inline_formset([]),
        **extra,
    }
    values = [str(value.pk) for value in Value.objects.all()]
    return {**nested_form_data(data), "values": values}


def edit(client, page, **extra):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, page_data(page, **extra))


def a_flag(name, key="") -> dict:
    return {"id": "", "key": key, "name": name}


def test_a_trainer_changes_and_publishes(client, trainer):
    page = a_scenario()
    page.title = "De mand, anders"

    response = edit(client, page, **{"action-publish": "yes"})

    assert response.status_code == 302, response.context["form"].errors
    version = ScenarioVersion.objects.first()
    assert version.number == 2
    assert version.graph["title"] == "De mand, anders"
    first = ScenarioVersion.objects.get(number=1).graph
    assert version.graph["scenes"] == first["scenes"]


def test_what_blocks_publishing_is_an_error_of_the_form_and_saving_goes_on(
    client, trainer
):
    page = a_scenario()
    scene = page.scenes.all()[0]
    scene.choices.clear()
    page.scenes.add(scene)
    page.save_revision()

    refused = edit(client, page, **{"action-publish": "yes"})

    assert refused.status_code == 200
    errors = " ".join(refused.context["form"].non_field_errors())
    assert "“De mand” leidt nog nergens heen en is geen afloop." in errors
    assert ScenarioVersion.objects.count() == 1

    saved = edit(client, page)
    assert saved.status_code == 302
    assert ScenarioPage.objects.get(pk=page.pk).has_unpublished_changes


def test_the_form_carries_no_scene_however_many_there_are(client, trainer):
    page = a_scenario(scenes=fork(middle=40))

    html = client.get(
        reverse("wagtailadmin_pages:edit", args=[page.pk])
    ).content.decode()

    assert "Midden 39" not in html
    assert reverse("dilemmas_map", args=[page.pk]) in html


def test_scenes_that_were_written_meanwhile_outlive_the_saving_of_the_form(
    client, trainer
):
    """The form is read, a scene is saved, and then the form writes its revision."""
    page = a_scenario()
    as_read = ScenarioPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    as_read.drafted_on = as_read.latest_revision_id, as_read.latest_revision_created_at
    operations.add_scene(page.pk, "Van een collega", author=trainer)

    as_read.summary = "Anders"
    as_read.save_revision(user=trainer)

    draft = ScenarioPage.objects.get(pk=page.pk).draft_content
    assert draft["summary"] == "Anders"
    assert "Van een collega" in [scene["title"] for scene in draft["scenes"]]


def test_what_the_story_remembers_keeps_its_key_from_draft_to_draft(client, trainer):
    page = a_scenario()
    edit(client, page, flags=[a_flag("Nadia weet ervan")])
    [flag] = ScenarioPage.objects.get(pk=page.pk).draft_content["flags"]

    edit(client, page, flags=[a_flag("Nadia weet het", key=flag["key"])])

    [again] = ScenarioPage.objects.get(pk=page.pk).draft_content["flags"]
    assert again["key"] == flag["key"]
    assert again["name"] == "Nadia weet het"


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
    scene = page.scenes.all()[0]
    scene.title = "Nog niet gepubliceerd"
    page.scenes.add(scene)
    page.save_revision()
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    client.post(f"{address}?mode={mode}", page_data(page))

    html = client.get(f"{address}?mode={mode}").content.decode()

    assert "er wordt niets vastgelegd" in html
    assert ("Nog niet gepubliceerd" in html) == (mode == "scenes")
    assert not Play.objects.exists()
    assert not Participation.objects.exists()


def test_the_preview_of_the_first_screen_tells_of_the_lot_as_the_page_does(
    client, trainer
):
    page = a_scenario()
    told = "Pas als 200 mensen deze versie uitspeelden"

    assert told in client.get(page.url).content.decode()
    assert told in page.make_preview_request().content.decode()
