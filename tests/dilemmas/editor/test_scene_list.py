"""The list of scenes: adding, moving, deleting, remarks, publishing, and who may."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from dilemmas.models import ScenarioVersion, SceneRemark
from lms.accounts.enums import PlatformGroup
from tests.dilemmas.editor.sending import address, draft, row, sent
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(trainer):
    return a_scenario()


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
