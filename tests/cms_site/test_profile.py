"""The xAPI profile reads as a page too, at the same address."""

import json

import pytest
from django.utils import translation

from cms_site.views.profile import in_words
from tests.xapi.profile.matching import the_profile

pytestmark = pytest.mark.django_db

ADDRESS = "/xapi/profile"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_a_browser_gets_a_page_with_all_that_is_in_it(client):
    answer = client.get(ADDRESS, headers=BROWSER)

    html = answer.content.decode()
    assert answer["Content-Type"].startswith("text/html")
    assert "Accept" in answer["Vary"]
    profile = the_profile()
    for one in (*profile["concepts"], *profile["templates"]):
        assert one["prefLabel"]["nl"] in html
        assert one.get("verb", one["id"]) in html


@pytest.mark.parametrize("accept", ["*/*", "application/ld+json", "application/json"])
def test_everything_else_gets_the_document(client, accept):
    answer = client.get(ADDRESS, headers={"Accept": accept})

    assert answer["Content-Type"] == "application/ld+json"
    assert "Accept" in answer["Vary"]
    assert json.loads(answer.content) == the_profile()


def test_the_page_leads_to_the_document(client):
    assert (
        'href="?format=json"' in client.get(ADDRESS, headers=BROWSER).content.decode()
    )

    answer = client.get(f"{ADDRESS}?format=json", headers=BROWSER)

    assert answer["Content-Type"] == "application/ld+json"


def test_who_has_the_document_does_not_get_the_page_for_it(client):
    etag = client.get(ADDRESS)["ETag"]

    answer = client.get(ADDRESS, headers={**BROWSER, "If-None-Match": etag})

    assert answer.status_code == 200
    again = client.get(ADDRESS, headers={"If-None-Match": etag})
    assert (again.status_code, "Accept" in again["Vary"]) == (304, True)


@pytest.mark.parametrize(
    ("language", "name"),
    [("nl", "Geslaagd"), ("en", "Passed"), ("fr", "Passed"), ("nl-be", "Geslaagd")],
)
def test_it_is_read_in_dutch_or_in_english(language, name):
    passed = next(t for t in the_profile()["templates"] if t["id"].endswith("/passed"))

    with translation.override(language):
        assert in_words(passed)["name"] == name
