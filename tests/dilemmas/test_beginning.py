"""Beginning, as a browser does it: who, in which capacity, and on which page."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from dilemmas.models import Play
from tests.factories.dilemmas import a_scenario
from tests.factories.organisation import MandateFactory, RoleFactory

from .player import begin

pytestmark = pytest.mark.django_db


def test_with_two_mandates_one_chooses_first(client, learner):
    page = a_scenario()
    mandates = [
        MandateFactory(person=learner, role=RoleFactory(slug=slug))
        for slug in ("leidinggevende", "vertrouwenspersoon")
    ]
    key = page.translation_key

    assert "hoedanigheid" in client.get(page.url).content.decode()
    refused = client.post(reverse("dilemmas:begin", args=[key]))
    assert refused.url == page.url
    begin(client, page, mandate=mandates[1].pk)

    assert Play.objects.get().participation.mandate == mandates[1]


def test_of_two_translations_the_one_that_was_read_begins(client, learner):
    page = a_scenario()
    english = Locale.objects.create(language_code="en")
    translated = page.copy_for_translation(english, copy_parents=True).specific
    translated.save_revision().publish()

    for language, expected in (("en", "en"), ("nl", "nl"), ("", "nl"), ("xx", "nl")):
        Play.objects.all().delete()
        begin(client, page, taal=language)
        assert Play.objects.get().version.language == expected


def test_beginning_without_signing_in_asks_for_it_and_comes_back(client):
    page = a_scenario()

    response = client.post(reverse("dilemmas:begin", args=[page.translation_key]))

    assert response.url == f"/accounts/login/?next={page.url}"
    assert not Play.objects.exists()
