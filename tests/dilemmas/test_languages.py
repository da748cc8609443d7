"""Two languages of a scenario: each published and played apart, one activity and one card."""

import re
from uuid import UUID

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from dilemmas import operations
from dilemmas.models import DilemmaIndexPage, Play, ScenarioVersion
from lms.content.exceptions import NotPublishable
from lms.learning.models import LearningActivity
from lms.learning.operations import rule_of
from lms.learning.rules import AtLeast, Needs
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario, an_ended_play, fork

from .translation import now, publish, published_in_french, row, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(remembered):
    return remembered


def test_each_language_has_versions_and_plays_of_its_own(page, french, trainer):
    translate(french, trainer)
    operations.carry_structure(french.pk, author=trainer)
    publish(french)

    version = ScenarioVersion.objects.get(language="fr")
    dutch = ScenarioVersion.objects.get(language="nl")
    assert version.scenario == dutch.scenario
    assert version.number == dutch.number == 1
    assert version.compiled.scene(version.compiled.start)["title"] == "FR De gang"
    learner, other = UserFactory(), UserFactory()
    assert an_ended_play(now(french), 0, 0, learner=learner).version == version
    assert an_ended_play(page, 0, 0, learner=other).version == dutch
    activities = {play.activity for play in Play.objects.all()}
    assert len(activities) == 1


def test_publishing_a_translation_is_checked_as_any_other(page, french, trainer):
    key = UUID(row(french, "Het bleef stil")["key"])
    operations.delete_scene(french.pk, key, author=trainer)

    with pytest.raises(NotPublishable):
        publish(french)

    assert not ScenarioVersion.objects.filter(language="fr").exists()
    operations.carry_structure(french.pk, author=trainer)
    publish(french)
    assert ScenarioVersion.objects.filter(language="fr").exists()


def test_a_translation_waits_for_its_source(trainer):
    page = a_scenario(publish=False)
    page.live = False
    page.save()
    page.save_revision()
    french = operations.begin_translation(page.pk, "fr", author=trainer)

    with pytest.raises(NotPublishable, match="vertaling"):
        publish(french)

    assert not now(french).live
    publish(page)
    publish(french)
    assert now(french).live


def test_the_card_and_the_module_stay_those_of_the_first_language(
    page, french, trainer
):
    umbrella = DilemmaIndexPage.objects.get(locale=page.locale)
    other = a_scenario(umbrella, title="Een ander", scenes=fork())
    draft = french.get_latest_revision_as_object()
    draft.title = "Le panier"
    draft.save_revision().publish()

    card = LearningActivity.objects.get(key=page.translation_key)
    assert card.title == page.title
    assert card.address == page.url == "/dilemmas/de-mand-van-de-leverancier/"
    module = LearningActivity.objects.get(key=umbrella.translation_key)
    tree = module.requirement_trees.filter(is_current=True).first()
    assert rule_of(tree) == AtLeast(
        1, (Needs(page.translation_key), Needs(other.translation_key))
    )

    now(french).unpublish()
    card.refresh_from_db()
    assert card.is_offered

    publish(french)
    now(page).unpublish()
    card.refresh_from_db()
    assert not card.is_offered


def test_a_learner_chooses_a_language_on_the_first_screen_and_plays_in_it(
    client, page, french, trainer
):
    published_in_french(page, french, trainer)
    learner = UserFactory()
    client.force_login(learner)
    dutch = client.get(page.url).content.decode()
    assert 'href="?taal=fr" hreflang="fr" lang="fr">Français' in dutch

    intro = client.get(page.url, {"taal": "fr"}).content.decode()
    assert 'name="taal" value="fr"' in intro
    begin = reverse("dilemmas:begin", args=[page.translation_key])
    response = client.post(begin, {"taal": "fr"}, follow=True)

    play = Play.objects.get(learner=learner)
    assert play.version.language == "fr"
    html = response.content.decode()
    assert re.search(r'<h1[^>]* lang="fr">FR De gang', html)
    assert re.search(r'<button[^>]* lang="fr">FR Ik zwijg', html)


def test_one_language_asks_for_no_choice_and_another_is_not_shown(client, page, french):
    client.force_login(UserFactory())

    html = client.get(page.url, {"taal": "fr"}).content.decode()

    assert "In welke taal speel je?" not in html
    assert 'name="taal" value="nl"' in html


def test_what_is_closed_is_closed_in_every_language(client, page, french, trainer):
    published_in_french(page, french, trainer)
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.GROUPS
    )
    client.force_login(UserFactory())
    begin = reverse("dilemmas:begin", args=[page.translation_key])

    response = client.post(begin, {"taal": "fr"})

    assert response.url == f"{page.url}?taal=fr"
    assert not Play.objects.exists()


def test_a_translation_that_is_closed_by_itself_is_not_shown(
    client, page, french, trainer
):
    published_in_french(page, french, trainer)
    PageViewRestriction.objects.create(
        page=french, restriction_type=PageViewRestriction.GROUPS
    )
    client.force_login(UserFactory())

    html = client.get(page.url, {"taal": "fr"}).content.decode()

    assert 'name="taal" value="nl"' in html
