"""The profile is at its IRI, under the home page that is configured, for everybody."""

import json

import pytest

from .matching import FILE, the_profile
from .rules import problems

pytestmark = pytest.mark.django_db

ADDRESS = "/xapi/profile"


def test_it_is_json_ld_and_the_file_itself(client):
    answer = client.get(ADDRESS)

    assert answer["Content-Type"] == "application/ld+json"
    assert answer.content == FILE.read_bytes()
    assert the_profile()["id"].endswith(ADDRESS)
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_under_another_home_page_every_iri_of_ours_moves_along(client, settings):
    settings.XAPI_HOME_PAGE = "https://campus.vlaanderen/"

    text = client.get(ADDRESS).content.decode()

    profile = json.loads(text)
    assert profile["id"] == "https://campus.vlaanderen/xapi/profile"
    assert "integriteitscampus.example" not in text
    assert problems(profile) == []


@pytest.mark.parametrize(
    ("header", "name"),
    [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")],
)
def test_who_has_it_gets_nothing_anew(client, header, name):
    known = client.get(ADDRESS)[header]

    again = client.get(ADDRESS, headers={name: known})

    assert (again.status_code, again.content) == (304, b"")
    assert client.get(ADDRESS, headers={"If-None-Match": '"x"'}).status_code == 200


def test_head_has_no_body_and_post_is_refused(client):
    assert client.head(ADDRESS).content == b""
    assert client.head(ADDRESS)["ETag"]
    assert client.post(ADDRESS).status_code == 405


def test_the_iri_of_everything_in_it_leads_to_it(client):
    profile = the_profile()
    named = [*profile["versions"], *profile["concepts"], *profile["templates"]]
    for one in named:
        path = one["id"].removeprefix("https://integriteitscampus.example")
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (303, ADDRESS), path

    assert client.get(f"{ADDRESS}/verbs/onbekend").status_code == 404
