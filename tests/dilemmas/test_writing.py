"""Writing a draft scene by scene: nobody's work is lost, and nothing hangs on a revision that goes."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Revision

from dilemmas import operations
from dilemmas.exceptions import ChangedMeanwhile, NotWritable, SceneGone
from dilemmas.models import Choice, ScenarioPage, ScenarioVersion, Scene
from dilemmas.operations import WrittenScene, fingerprint, scene_in
from lms.accounts.enums import PlatformGroup
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(trainer):
    return a_scenario()


def now(page) -> ScenarioPage:
    return ScenarioPage.objects.select_related("latest_revision").get(pk=page.pk)


def row(page, title):
    scenes = now(page).draft_content["scenes"]
    return next(scene for scene in scenes if scene["title"] == title)


def written(scene, **changes) -> WrittenScene:
    return WrittenScene(
        key=scene["key"], content={**scene, **changes}, read_as=fingerprint(scene)
    )


def titles(page) -> list[str]:
    return [scene["title"] for scene in now(page).draft_content["scenes"]]


def test_one_scene_changes_and_the_others_and_what_is_live_stay(page, trainer):
    others = [row(page, "Wat het kostte"), row(page, "Wat het opleverde")]

    operations.save_scene(
        page.pk, written(row(page, "De mand"), title="De doos"), author=trainer
    )

    assert titles(page) == ["De doos", "Wat het kostte", "Wat het opleverde"]
    assert [row(page, one["title"]) for one in others] == others
    fresh = now(page)
    assert fresh.has_unpublished_changes
    assert fresh.latest_revision.user == trainer
    assert fresh.scenes.first().title == "De mand"


def test_two_authors_of_two_scenes_both_keep_their_work(page, trainer):
    first, second = row(page, "Wat het kostte"), row(page, "Wat het opleverde")

    operations.save_scene(page.pk, written(first, title="Kost"), author=trainer)
    operations.save_scene(page.pk, written(second, title="Baat"), author=trainer)

    assert titles(page) == ["De mand", "Kost", "Baat"]


def test_who_writes_a_scene_that_was_changed_meanwhile_is_told_first(page, trainer):
    read = row(page, "De mand")
    operations.save_scene(page.pk, written(read, title="Van haar"), author=trainer)

    with pytest.raises(ChangedMeanwhile):
        operations.save_scene(page.pk, written(read, title="Van hem"), author=trainer)

    assert "Van haar" in titles(page)
    again = WrittenScene(
        key=read["key"],
        content={**read, "title": "Van hem"},
        read_as=fingerprint(row(page, "Van haar")),
    )
    operations.save_scene(page.pk, again, author=trainer)
    assert "Van hem" in titles(page)


def test_the_same_words_twice_are_no_conflict_and_no_revision(page, trainer):
    read = row(page, "De mand")
    first = operations.save_scene(
        page.pk, written(read, title="De doos"), author=trainer
    )

    second = operations.save_scene(
        page.pk, written(read, title="De doos"), author=trainer
    )

    assert second == first


def test_moving_a_scene_is_no_change_of_its_words(page, trainer):
    read = row(page, "Wat het kostte")
    operations.move_scene(page.pk, read["key"], by=1, author=trainer)

    operations.save_scene(page.pk, written(read, title="Kost"), author=trainer)

    assert titles(page) == ["De mand", "Wat het opleverde", "Kost"]


def test_saving_by_itself_replaces_ones_own_revision_alone(page, trainer):
    other = UserFactory()
    other.groups.add(Group.objects.get(name=PlatformGroup.TRAINERS))
    own = operations.save_scene(
        page.pk, written(row(page, "De mand"), title="Eén"), author=trainer
    )

    again = operations.save_scene(
        page.pk,
        written(row(page, "Eén"), title="Twee"),
        author=trainer,
        replaces=own.pk,
    )
    theirs = operations.save_scene(
        page.pk,
        written(row(page, "Twee"), title="Drie"),
        author=other,
        replaces=own.pk,
    )

    assert again.pk == own.pk
    assert theirs.pk != own.pk
    assert scene_in(Revision.objects.get(pk=own.pk).content, row(page, "Drie")["key"])[
        "title"
    ] == ("Twee")


def test_a_published_revision_is_not_replaced(page, trainer):
    own = operations.save_scene(
        page.pk, written(row(page, "De mand"), title="Live"), author=trainer
    )
    own.publish()

    later = operations.save_scene(
        page.pk,
        written(row(page, "Live"), title="Later"),
        author=trainer,
        replaces=own.pk,
    )

    assert later.pk != own.pk
    assert now(page).live_revision_id == own.pk


def test_a_choice_can_name_a_scene_that_begins_with_it(page, trainer):
    read, key = row(page, "De mand"), uuid4()
    choice = {**read["choices"][0], "key": str(uuid4()), "target": str(key)}
    sent = WrittenScene(
        key=read["key"],
        content={**read, "choices": [*read["choices"], choice]},
        read_as=fingerprint(read),
        new_scenes={key: "Nog een weg"},
    )

    operations.save_scene(page.pk, sent, author=trainer)

    assert titles(page)[-1] == "Nog een weg"
    assert row(page, "Nog een weg")["key"] == str(key)


def test_the_first_scene_is_the_start_and_later_ones_are_not(trainer):
    page = a_scenario(scenes=[], publish=False)

    first = operations.add_scene(page.pk, "Eerst", author=trainer)
    second = operations.add_scene(page.pk, "Dan", author=trainer, kind="ending")

    assert row(page, "Eerst")["is_start"]
    assert row(page, "Eerst")["key"] == str(first)
    assert not row(page, "Dan")["is_start"]
    assert row(page, "Dan")["key"] == str(second)


def test_a_deleted_scene_is_gone_from_the_draft_alone(page, trainer):
    key = row(page, "Wat het kostte")["key"]
    read = row(page, "Wat het kostte")

    operations.delete_scene(page.pk, key, author=trainer)

    assert titles(page) == ["De mand", "Wat het opleverde"]
    assert now(page).scenes.count() == 3
    with pytest.raises(SceneGone):
        operations.save_scene(page.pk, written(read, title="Toch"), author=trainer)


def test_who_may_not_edit_changes_nothing(page):
    stranger = UserFactory()

    with pytest.raises(NotWritable):
        operations.add_scene(page.pk, "Van mij", author=stranger)

    assert "Van mij" not in titles(page)


def test_a_locked_page_keeps_its_scenes(page, trainer):
    page.locked, page.locked_by = True, UserFactory()
    page.save()

    with pytest.raises(NotWritable):
        operations.add_scene(page.pk, "Toch", author=trainer)


def test_publishing_what_was_written_scene_by_scene_keeps_its_rows(page, trainer):
    operations.add_scene(page.pk, "Derde afloop", author=trainer, kind="ending")
    ending = row(page, "Derde afloop")
    operations.save_scene(
        page.pk,
        written(
            ending,
            body='[{"type": "text", "value": "<p>Het is voorbij.</p>"}]',
            reflection='[{"type": "question", "value": "Wat nu?"}]',
        ),
        author=trainer,
    )
    start = row(page, "De mand")
    third = {**start["choices"][0], "key": str(uuid4()), "target": ending["key"]}
    operations.save_scene(
        page.pk,
        written(start, choices=[*start["choices"], {**third, "pk": None}]),
        author=trainer,
    )
    now(page).latest_revision.publish()
    scenes = set(Scene.objects.filter(page=page).values_list("pk", "key"))
    choices = set(Choice.objects.filter(scene__page=page).values_list("pk", "key"))

    operations.save_scene(
        page.pk, written(row(page, "De mand"), title="Anders"), author=trainer
    )
    now(page).latest_revision.publish()

    assert set(Scene.objects.filter(page=page).values_list("pk", "key")) == scenes
    assert choices == set(
        Choice.objects.filter(scene__page=page).values_list("pk", "key")
    )
    assert ScenarioVersion.objects.count() == 3
