"""Publishing freezes a version, whole or not at all."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from dilemmas import operations
from dilemmas.models import Choice, ScenarioPage, ScenarioVersion, Scene
from lms.common import clock
from lms.content.exceptions import NotPublishable
from lms.learning.models import LearningActivity
from lms.learning.operations import rule_of
from lms.learning.rules import AtLeast, Needs
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario, a_scene, an_umbrella, fork

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


def broken() -> list[Scene]:
    return [a_scene("Nergens heen", is_start=True)]


def asked_by(umbrella) -> object:
    activity = LearningActivity.objects.get(key=umbrella.translation_key)
    return rule_of(activity.requirement_trees.filter(is_current=True).first())


def test_publishing_freezes_a_version_with_all_texts():
    page = a_scenario()

    version = ScenarioVersion.objects.get(scenario=page.translation_key)

    assert version.number == 1
    assert version.revision == page.live_revision_id
    start = version.compiled.scene(version.compiled.start)
    assert start["title"] == "De mand"
    assert start["body"][0]["value"] == "<p>Er gebeurt iets.</p>"
    assert [c["text"] for c in start["choices"]] == ["Ik zeg het meteen.", "Ik zwijg."]
    assert version.compiled.content["expert_views"][0]["function"] == "Auditor"


def test_publishing_again_is_a_new_version_only_when_the_story_changed():
    page = a_scenario()
    page.save_revision().publish()
    assert ScenarioVersion.objects.count() == 1

    page = ScenarioPage.objects.get(pk=page.pk)
    scene = page.scenes.all()[0]
    scene.title = "De mand, opnieuw"
    page.scenes = [scene, *page.scenes.all()[1:]]
    page.save_revision().publish()

    assert list(
        ScenarioVersion.objects.order_by("number").values_list("number", flat=True)
    ) == [1, 2]


def test_what_the_checks_block_stays_a_draft():
    page = a_scenario(scenes=broken(), publish=False)
    page.live = False
    page.save()

    with pytest.raises(NotPublishable) as refusal:
        page.save_revision().publish()

    assert "Nergens heen" in " ".join(refusal.value.sentences)
    assert not ScenarioPage.objects.get(pk=page.pk).live
    assert not ScenarioVersion.objects.exists()
    assert not LearningActivity.objects.filter(key=page.translation_key).exists()


def test_a_broken_draft_leaves_what_is_live_as_it_is():
    page = a_scenario()
    page.scenes = broken()
    revision = page.save_revision()

    with pytest.raises(NotPublishable):
        revision.publish()

    live = ScenarioPage.objects.get(pk=page.pk)
    assert live.live
    assert live.scenes.count() == 3
    assert ScenarioVersion.objects.count() == 1


def test_a_refused_schedule_says_why_and_lets_the_others_through(
    django_capture_on_commit_callbacks,
):
    umbrella, author = an_umbrella(), UserFactory()
    page = a_scenario(umbrella, scenes=broken(), publish=False)
    page.live = False
    page.save()
    due = clock.now() - timedelta(minutes=1)
    revision = page.save_revision(user=author, approved_go_live_at=due)
    other = a_scenario(umbrella, title="Een ander", publish=False)
    other.live = False
    other.save()
    other.save_revision(approved_go_live_at=due)

    with django_capture_on_commit_callbacks(execute=True):
        call_command("publish_scheduled")

    revision.refresh_from_db()
    assert revision.approved_go_live_at is None
    assert not ScenarioPage.objects.get(pk=page.pk).live
    assert ScenarioPage.objects.get(pk=other.pk).live
    assert mail.outbox[0].to == [author.email]
    assert "Nergens heen" in mail.outbox[0].body


def test_a_page_scheduled_for_later_is_no_version_yet():
    page = a_scenario(publish=False)
    page.live = False
    page.go_live_at = clock.now() + timedelta(days=1)
    page.save()

    page.save_revision().publish()

    assert not ScenarioVersion.objects.exists()
    assert not LearningActivity.objects.filter(key=page.translation_key).exists()


def test_the_database_refuses_to_change_or_delete_a_version():
    version = ScenarioVersion.objects.get(scenario=a_scenario().translation_key)

    with pytest.raises(IntegrityError), transaction.atomic():
        ScenarioVersion.objects.filter(pk=version.pk).update(graph={})
    with pytest.raises(IntegrityError), transaction.atomic():
        ScenarioVersion.objects.filter(pk=version.pk).delete()
    operations.withdraw_version(version.pk)

    assert not ScenarioVersion.objects.in_force().exists()


def test_the_umbrella_asks_for_one_of_what_is_live_below_it():
    umbrella = an_umbrella()
    assert asked_by(umbrella) == AtLeast(1, ())

    first = a_scenario(umbrella, title="Een")
    second = a_scenario(umbrella, title="Twee")
    needs = [Needs(first.translation_key), Needs(second.translation_key)]
    assert asked_by(umbrella) == AtLeast(1, tuple(needs))

    first.unpublish()
    assert asked_by(umbrella) == AtLeast(1, (needs[1],))

    ScenarioPage.objects.get(pk=second.pk).delete()
    assert asked_by(umbrella) == AtLeast(1, ())


def test_an_umbrella_published_after_its_scenarios_knows_them():
    umbrella = an_umbrella(publish=False)
    page = a_scenario(umbrella)

    umbrella.save_revision().publish()

    assert asked_by(umbrella) == AtLeast(1, (Needs(page.translation_key),))


@pytest.mark.parametrize("revisions", [True, False])
def test_a_copy_has_keys_of_its_own_and_targets_that_follow(revisions):
    page = a_scenario()
    keys = {scene.key for scene in page.scenes.all()}

    copy = page.copy(
        copy_revisions=revisions, update_attrs={"slug": "kopie", "title": "Kopie"}
    )
    copy.get_latest_revision().publish()

    copied = ScenarioPage.objects.get(pk=copy.pk)
    new = {scene.key for scene in copied.scenes.all()}
    assert len(new) == 3
    assert not new & keys
    assert copied.findings() == []
    original = ScenarioPage.objects.get(pk=page.pk)
    assert {scene.key for scene in original.scenes.all()} == keys
    assert original.findings() == []
    assert Choice.objects.filter(scene__page=original).count() == 2


def test_an_older_revision_can_be_published_again():
    page = a_scenario()
    first = page.latest_revision
    page.scenes = fork(middle=2)
    page.save_revision().publish()

    first.publish()

    page = ScenarioPage.objects.get(pk=page.pk)
    assert page.scenes.count() == 3
    assert page.findings() == []
    assert ScenarioVersion.objects.count() == 3


def test_a_translation_keeps_the_keys():
    page = a_scenario()
    english = Locale.objects.create(language_code="en")

    translated = page.copy_for_translation(english, copy_parents=True)

    assert {s.key for s in translated.specific.scenes.all()} == {
        s.key for s in page.scenes.all()
    }


def test_deleting_a_page_leaves_its_versions():
    page = a_scenario()
    key = page.translation_key

    Page.objects.get(pk=page.pk).delete()

    assert ScenarioVersion.objects.filter(scenario=key).exists()
    assert not Scene.objects.exists()


def test_a_graph_is_read_once_and_kept_and_is_that_of_its_own_version():
    page = a_scenario()
    page.scenes = fork(middle=1)
    page.save_revision().publish()
    versions = list(ScenarioVersion.objects.defer("graph").order_by("number"))

    first = [version.compiled.content for version in versions]

    with CaptureQueriesContext(connection) as captured:
        again = [version.compiled.content for version in versions]
    assert len(captured) == 0
    assert again == first == list(ScenarioVersion.objects.order_by("number").values_list("graph", flat=True))  # fmt: skip


def all_rows() -> tuple[set, set]:
    return (
        set(Scene.objects.values_list("pk", "key")),
        set(Choice.objects.values_list("pk", "scene", "key")),
    )


def test_publishing_costs_the_same_queries_however_many_scenes(settings):
    # Indexing what a page refers to is for later, and takes a query for each scene.
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }
    a_scenario()  # what is looked up once in a process
    asked = []
    for middle in (2, 40):
        page = a_scenario(title=str(middle), scenes=fork(middle=middle))
        scenes = list(page.scenes.all())
        scenes[0].title = "De doos"
        page.scenes = scenes
        revision = page.save_revision()
        with CaptureQueriesContext(connection) as queries:
            revision.publish()
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_scenes_whose_choices_were_not_read_keep_them():
    page = a_scenario()
    before = all_rows()

    page.scenes = list(page.scenes.all())
    page.save()

    assert all_rows() == before


def test_what_is_in_memory_no_more_is_deleted_and_the_rest_keeps_its_rows():
    page = a_scenario(scenes=fork(middle=1))
    scenes, choices = all_rows()
    first, middle, left, right = page.scenes.all()
    gone = first.choices.all()[1]
    first.choices = [first.choices.all()[0]]

    page.scenes = [first, left, right]
    page.save()

    kept_scenes, kept_choices = all_rows()
    assert scenes - kept_scenes == {(middle.pk, middle.key)}
    assert kept_choices < choices
    assert {key for *_, key in choices - kept_choices} == {
        gone.key,
        *(key for _, scene, key in choices if scene == middle.pk),
    }


def test_scenes_that_cannot_be_saved_are_still_in_memory():
    page = a_scenario()
    before = all_rows()
    twice = page.scenes.all()[1].key
    page.scenes = [*page.scenes.all(), a_scene("Nog eens", kind="ending", key=twice)]

    with pytest.raises(IntegrityError), transaction.atomic():
        page.save()

    assert "Nog eens" in [scene.title for scene in page.scenes.all()]
    assert all_rows() == before
