"""Agents, Activities and About (part three, 2.4, 2.5 and 2.8; IEEE 9274.1.1, 4.1.6)."""

import json

import pytest

from lms.xapi.enums import Scope, Store
from lms.xapi.models import ActivityRecord
from lms.xapi.recording import record
from tests.xapi import samples

from .client import etag_of, lrs_of, refused

pytestmark = pytest.mark.django_db

IDENTIFIERS = [
    {"mbox": "mailto:noor@example.com"},
    {"mbox_sha1sum": "ebd31e95054c018b10727ccffd2ef2ec3a016ee9"},
    {"openid": "http://noor.openid.example.org/"},
    {"account": {"homePage": "http://example.com", "name": "noor"}},
]


@pytest.mark.parametrize("identifier", IDENTIFIERS, ids=lambda one: next(iter(one)))
def test_a_person_has_lists_of_what_the_agent_has(lrs, identifier):
    response = lrs.get("agents", agent=identifier | {"name": "Noor"})

    (name, value), *_ = identifier.items()
    assert response.status_code == 200
    assert response.json() == {"objectType": "Person", "name": ["Noor"], name: [value]}
    assert response["ETag"] == etag_of(response.content)


def test_an_agent_that_nobody_spoke_of_is_a_person_too(lrs):
    response = lrs.get("agents", agent=IDENTIFIERS[0])

    assert response.json() == {
        "objectType": "Person",
        "mbox": ["mailto:noor@example.com"],
    }


@pytest.mark.parametrize(
    "agent",
    ["x", "{}", "true", "[]", {"name": "x"}, {"mbox": "noor@example.com"},
     IDENTIFIERS[0] | IDENTIFIERS[2], IDENTIFIERS[0] | {"foo": 1},
     IDENTIFIERS[0] | {"objectType": "Group"}, IDENTIFIERS[0] | {"objectType": "Person"},
     {"mbox": ["mailto:noor@example.com"]}, IDENTIFIERS[0] | {"name": ["Noor"]}],
)  # fmt: skip
def test_what_is_no_agent_is_400(lrs, agent):
    assert "agent" in refused(lrs.get("agents", agent=agent), 400)


def test_an_activity_has_its_canonical_definition(lrs):
    record(samples.statement())

    response = lrs.get("activities", activityId=samples.COURSE.iri)

    definition = ActivityRecord.objects.get(iri=samples.COURSE.iri).definition
    assert response.status_code == 200
    assert response.json() == {
        "objectType": "Activity",
        "id": samples.COURSE.iri,
        "definition": definition,
    }
    assert definition["name"] == {"nl": "Geschenken"}
    assert response["ETag"] == etag_of(response.content)


def test_an_activity_that_nobody_spoke_of_is_an_activity_too(lrs):
    record(samples.statement())
    bare = {"objectType": "Activity", "id": "http://example.com/é"}

    assert lrs.get("activities", activityId=bare["id"]).json() == bare
    other = lrs_of(lrs.version, store=Store.REFLECTION)
    found = other.get("activities", activityId=samples.COURSE.iri).json()
    assert "definition" not in found


@pytest.mark.parametrize("iri", ["true", "x", "", "http://x y"])
def test_what_is_no_iri_is_400(lrs, iri):
    assert "activityId" in refused(lrs.get("activities", activityId=iri), 400)


@pytest.mark.parametrize(
    ("path", "good"),
    [
        ("agents", {"agent": json.dumps(IDENTIFIERS[0])}),
        ("activities", {"activityId": "http://example.com/1"}),
        ("about", {}),
    ],
)
def test_what_holds_for_all_three(lrs, path, good):
    get, head = lrs.get(path, **good), lrs.send("HEAD", path, good)

    assert get.status_code == head.status_code == 200
    assert head.content == b""
    assert head["Content-Length"] == str(len(get.content))
    refused(lrs.get(path, **good, foo="bar"), 400)
    for name in good:
        refused(lrs.get(path), 400)
        refused(lrs.get(path, **{name.capitalize(): good[name]}), 400)
    for method in ("PUT", "POST", "DELETE", "PATCH", "OPTIONS"):
        response = lrs.send(method, path, good)
        refused(response, 405)
        assert response["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["agents", "activities", "agents/profile"])
def test_who_may_only_write_statements_may_not_look(lrs, path):
    writer = lrs_of(lrs.version, scopes=[Scope.STATEMENTS_WRITE])

    refused(writer.get(path), 403)
    refused(lrs.send("GET", path, Authorization=None), 401)
    refused(lrs.send("GET", path, X_Experience_API_Version=None), 400)
