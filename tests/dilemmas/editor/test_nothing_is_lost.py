"""Whatever happened meanwhile, what an author sent is kept, or stands before them again."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from dilemmas import operations
from dilemmas.models import ScenarioPage, ScenarioVersion, SceneRemark
from lms.accounts.enums import PlatformGroup
from tests.dilemmas.editor.sending import address, draft, row, sent
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(trainer):
    return a_scenario()


@pytest.fixture
def colleague(trainer):
    person = UserFactory(first_name="Ilse")
    person.groups.add(Group.objects.get(name=PlatformGroup.TRAINERS))
    return person


def test_a_refused_publication_leaves_everything_as_it_was(client, page):
    page.unpublish()
    scenes = sorted(page.scenes.values_list("key", flat=True))
    client.post(
        reverse("dilemmas_add_scene", args=[page.pk]), {"title": "Los", "kind": "story"}
    )

    client.post(reverse("dilemmas_publish", args=[page.pk]))

    fresh = ScenarioPage.objects.get(pk=page.pk)
    assert not fresh.live
    assert sorted(fresh.scenes.values_list("key", flat=True)) == scenes
    assert ScenarioVersion.objects.count() == 1


def test_publishing_leaves_the_newest_draft_the_newest(page, trainer):
    """A revision that was read before a colleague saved is published after it."""
    old = operations.save_scene(
        page.pk, _as_it_is(page, "De mand", title="Eerst"), author=trainer
    )
    stale = ScenarioPage.objects.get(pk=page.pk).latest_revision
    stale.content_object.latest_revision  # noqa: B018 (what it knew then)
    newer = operations.save_scene(
        page.pk, _as_it_is(page, "Wat het kostte", title="Later"), author=trainer
    )

    stale.publish()

    fresh = ScenarioPage.objects.get(pk=page.pk)
    assert fresh.latest_revision == newer
    assert fresh.has_unpublished_changes
    assert fresh.live_revision_id == old.pk


def _as_it_is(page, scene_title, **changes):
    scene = row(page, scene_title)
    return operations.WrittenScene(
        key=scene["key"],
        content={**scene, **changes},
        read_as=operations.fingerprint(scene),
    )


def test_a_page_that_was_locked_meanwhile_keeps_the_text_in_the_form(
    client, page, colleague
):
    data = sent(client, page, "De mand", title="Mijn tekst")
    page.locked, page.locked_by = True, colleague
    page.save()

    refused = client.post(address(page, "De mand"), data)

    assert refused.status_code == 423
    html = refused.content.decode()
    assert 'value="Mijn tekst"' in html
    assert "vergrendeld" in html
    assert row(page, "De mand")


def test_a_scene_that_was_deleted_meanwhile_comes_back_when_its_author_saves(
    client, page, trainer
):
    there, data = (
        address(page, "Wat het kostte"),
        sent(client, page, "Wat het kostte", title="De rekening"),
    )
    key = row(page, "Wat het kostte")["key"]
    operations.delete_scene(page.pk, key, author=trainer)

    by_itself = client.post(there, data, HTTP_ACCEPT="application/json")
    client.post(there, data)

    assert by_itself.status_code == 400
    assert row(page, "De rekening")["key"] == key
    assert row(page, "De mand")["choices"][0]["target"] == key


def test_a_conflict_names_who_changed_the_scene_and_not_who_saved_last(
    client, page, trainer, colleague
):
    mine = sent(client, page, "De mand", title="Van mij")
    operations.save_scene(
        page.pk, _as_it_is(page, "De mand", title="Van haar"), author=colleague
    )
    operations.save_scene(
        page.pk, _as_it_is(page, "Wat het kostte", title="Kost"), author=trainer
    )

    there = reverse("dilemmas_scene", args=[page.pk, row(page, "Van haar")["key"]])
    told = client.post(there, mine).content.decode()

    assert f"{colleague} bewaarde deze scène" in told
    assert "in een ander venster" not in told


def test_a_new_title_that_waits_for_saving_is_told(client, page):
    def new(choices):
        return [{**choices[0], "target": "Een derde weg"}, choices[1]]

    answer = client.post(
        address(page, "De mand"),
        sent(client, page, "De mand", choices=new),
        HTTP_ACCEPT="application/json",
    ).json()

    assert answer["pending"] == "“Een derde weg” wordt een scène zodra je opslaat."


@pytest.mark.parametrize(
    ("scene", "why"),
    [
        ("Nergens", "Kies de scène waar de keuze bij hoort."),
        ("Wat het kostte", "Een afloop heeft geen keuzes."),
    ],
)
def test_a_choice_that_is_refused_stands_on_the_map_again(client, page, scene, why):
    refused = client.post(
        reverse("dilemmas_add_choice", args=[page.pk]),
        {"scene": scene, "text": "Ik bel iemand.", "target": "De mand"},
    )

    assert refused.status_code == 400
    html = refused.content.decode()
    assert why in html
    assert 'value="Ik bel iemand."' in html
    assert len(draft(page)["scenes"]) == 3


def test_what_was_remarked_on_a_scene_goes_with_it(client, page, trainer):
    key = row(page, "Wat het kostte")["key"]
    client.post(reverse("dilemmas_remark", args=[page.pk, key]), {"text": "Te kort?"})

    operations.delete_scene(page.pk, key, author=trainer)
    client.post(reverse("dilemmas_remark", args=[page.pk, key]), {"text": "Nog een."})

    assert SceneRemark.objects.get().settled_at is not None
