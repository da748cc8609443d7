"""A scenario in another language: one structure, words of its own."""

from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Locale

from dilemmas import operations
from dilemmas.exceptions import ChangedMeanwhile, NotATranslation, NotWritable
from dilemmas.models import ScenarioPage, SourceText
from dilemmas.operations import fingerprint
from lms.accounts.enums import PlatformGroup
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario

from .translation import now, publish, row, rows, structure, translate, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(remembered):
    return remembered


# Beginning


def test_a_translation_begins_as_a_draft_with_the_structure_of_its_source(page, french):
    assert french.locale.language_code == "fr"
    assert not french.live
    assert structure(french) == structure(page)
    assert french.get_parent().specific.translation_key == (
        page.get_parent().translation_key
    )


def test_beginning_it_again_answers_the_one_that_is_there(page, french, trainer):
    again = operations.begin_translation(page.pk, "fr", author=trainer)

    assert again == french
    assert ScenarioPage.objects.count() == 2


def test_what_was_never_published_is_translated_from_its_draft(trainer):
    page = a_scenario(scenes=[], publish=False)
    page.live = False
    page.save()
    operations.add_scene(page.pk, "Alleen in het concept", author=trainer)

    french = operations.begin_translation(page.pk, "fr", author=trainer)

    assert [scene["title"] for scene in rows(french)] == ["Alleen in het concept"]


def test_who_writes_the_source_writes_its_translation(page, french, trainer):
    colleague = UserFactory()
    colleague.groups.add(Group.objects.get(name=PlatformGroup.TRAINERS))

    write(french, "De gang", colleague, title="Le couloir")

    assert row(french, "Le couloir")
    assert row(page, "De gang")


@pytest.mark.parametrize("language", ["fr", "tlh"])
def test_who_may_not_write_it_or_names_no_language_of_the_site_begins_nothing(
    page, trainer, language
):
    author = UserFactory() if language == "fr" else trainer

    with pytest.raises(NotWritable):
        operations.begin_translation(page.pk, language, author=author)

    assert ScenarioPage.objects.count() == 1
    assert not Locale.objects.filter(language_code=language).exists()


# Structure


def test_a_change_of_structure_arrives_and_no_translated_word_is_lost(
    page, french, trainer
):
    translate(french, trainer)
    start, last = row(page, "De gang"), row(page, "Ze wist raad")
    tell, hush = start["choices"]
    hush = {**hush, "target": last["key"], "later_at": last["key"]}
    third = {**tell, "key": str(uuid4()), "text": "Ik loop weg.", "pk": None}
    write(page, "De gang", trainer, choices=[hush, third, tell])
    operations.add_scene(page.pk, "Een nieuw einde", author=trainer, kind="ending")
    operations.move_scene(page.pk, UUID(last["key"]), by=-2, author=trainer)
    write(
        page,
        "Een nieuw einde",
        trainer,
        body='[{"type": "text", "value": "<p>Het is voorbij.</p>"}]',
        reflection='[{"type": "question", "value": "Wat nu?"}]',
    )
    write(
        page,
        "De nota",
        trainer,
        choices=[
            {**one, "target": row(page, "Een nieuw einde")["key"]}
            for one in row(page, "De nota")["choices"]
        ],
    )
    operations.delete_scene(
        page.pk, UUID(row(page, "Het bleef stil")["key"]), author=trainer
    )
    publish(page)

    operations.carry_structure(french.pk, author=trainer)

    assert structure(french) == structure(page)
    assert [scene["title"] for scene in rows(french)] == [
        "FR De gang",
        "FR Ze wist raad",
        "FR De nota",
        "Een nieuw einde",
    ]
    assert [one["text"] for one in row(french, "FR De gang")["choices"]] == [
        "FR Ik zwijg.",
        "Ik loop weg.",
        "FR Ik vertel het.",
    ]
    assert row(french, "FR De gang")["choices"][0]["later_consequence"] == (
        "FR Het lekt toch uit."
    )


def test_a_draft_of_the_source_changes_nothing_until_it_is_published(
    page, french, trainer
):
    before = now(french).latest_revision
    operations.add_scene(page.pk, "Nog niet af", author=trainer)

    assert operations.carry_structure(french.pk, author=trainer) == before


def test_what_the_page_shares_follows_and_its_words_stay(page, french, trainer):
    source = now(page)
    source.shuffles_choices, source.duration_minutes = True, 40
    source.introduction = "<p>Welkom</p>"
    source.flags.all()[0].name = "Anders"
    source.values = source.values.filter(slug="openheid")
    source.save_revision().publish()
    draft = french.get_latest_revision_as_object()
    draft.title = "Le panier"
    draft.save_revision()

    operations.carry_structure(french.pk, author=trainer)

    content = now(french).draft_content
    assert content["shuffles_choices"]
    assert content["duration_minutes"] == 40
    assert content["values"] == now(page).draft_content["values"]
    assert content["title"] == "Le panier"
    assert content["introduction"] == "<p>Welkom</p>"
    assert [flag["name"] for flag in content["flags"]] == ["Nadia weet ervan"]


def test_carrying_keeps_a_revision_and_leaves_the_one_before_it(page, french, trainer):
    translate(french, trainer)
    before = now(french).latest_revision
    operations.delete_scene(
        page.pk, UUID(row(page, "Ze wist raad")["key"]), author=trainer
    )
    nota = row(page, "De nota")["choices"]
    write(page, "De nota", trainer, choices=nota[:1])
    publish(page)

    after = operations.carry_structure(french.pk, author=trainer)

    assert after != before
    titles = [scene["title"] for scene in before.content["scenes"]]
    assert "FR Ze wist raad" in titles
    assert "FR Ze wist raad" not in [one["title"] for one in rows(french)]


def test_who_may_not_write_carries_nothing(page, french):
    with pytest.raises(NotWritable):
        operations.carry_structure(french.pk, author=UserFactory())


def test_a_source_follows_nothing(page, trainer):
    with pytest.raises(NotATranslation):
        operations.carry_structure(page.pk, author=trainer)


# What was translated from which words


def test_a_translation_remembers_the_words_that_it_was_made_from(page, french, trainer):
    kept = SourceText.objects.filter(page=french)
    assert kept.count() == 1 + len(rows(page))
    key = UUID(row(page, "De gang")["key"])
    write(page, "De gang", trainer, title="De lange gang")
    publish(page)

    operations.carry_structure(french.pk, author=trainer)
    assert kept.get(part=key).content["title"] == "De gang"

    read = row(page, "De lange gang")
    operations.confirm_translation(
        french.pk, key, read_as=fingerprint(read), author=trainer
    )
    assert kept.get(part=key).content["title"] == "De lange gang"


def test_confirming_what_was_changed_meanwhile_is_refused(page, french, trainer):
    read = row(page, "De gang")
    write(page, "De gang", trainer, title="De lange gang")
    publish(page)

    with pytest.raises(ChangedMeanwhile):
        operations.confirm_translation(
            french.pk, UUID(read["key"]), read_as=fingerprint(read), author=trainer
        )


def test_a_draft_is_not_carried_over_to_who_may_not_read_it(page, french, trainer):
    """Somebody who writes the translation alone, while its source is no longer live."""
    operations.add_scene(page.pk, "Nog geheim", author=trainer)
    page.unpublish()
    translator, group = UserFactory(), Group.objects.create(name="Frans")
    translator.groups.add(group)
    for codename in ("add_page", "change_page"):
        GroupPagePermission.objects.create(
            group=group,
            page=french.get_parent(),
            permission=Permission.objects.get(codename=codename),
        )

    with pytest.raises(NotWritable):
        operations.carry_structure(french.pk, author=translator)

    assert "Nog geheim" not in [scene["title"] for scene in rows(french)]
