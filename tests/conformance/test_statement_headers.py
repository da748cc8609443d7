"""Headers on every answer of the Statement resource (part three, 1.2, 2.1.3 and 3.3)."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.utils.http import parse_http_date

from lms.xapi.enums import Scope

from . import building as b
from .client import lrs_of
from .statement_resource import found, get, post, put, refers, said, store, voids

pytestmark = pytest.mark.django_db

THROUGH = "X-Experience-API-Consistent-Through"
VERSION = "X-Experience-API-Version"

GETS = {
    "all": ({}, 200),
    "agent": ({"agent": b.AGENT}, 200),
    "verb": ({"verb": b.VERB["id"]}, 200),
    "activity": ({"activity": b.ACTIVITY["id"]}, 200),
    "registration": ({"registration": b.UUID}, 200),
    "related_activities": (
        {"activity": b.ACTIVITY["id"], "related_activities": True},
        200,
    ),
    "related_agents": ({"agent": b.AGENT, "related_agents": True}, 200),
    "since": ({"since": "2001-01-01T00:00:00Z"}, 200),
    "until": ({"until": "2101-01-01T00:00:00Z"}, 200),
    "limit": ({"limit": 1}, 200),
    "ascending": ({"ascending": True}, 200),
    "ids": ({"format": "ids"}, 200),
    "canonical": ({"format": "canonical"}, 200),
    "attachments": ({"attachments": True}, 200),
    "one": ({"statementId": b.UUID}, 200),
    "one with attachments": ({"statementId": b.UUID, "attachments": True}, 200),
    "none": ({"statementId": "16fd2706-8baf-433b-82eb-8c7fada847da"}, 404),
    "not voided": ({"voidedStatementId": b.UUID}, 404),
    "unknown parameter": ({"x": "1"}, 400),
    "bad value": ({"limit": "x"}, 400),
    "bad cursor": ({"more": "x"}, 400),
}


def through(response):
    """Part three, 2.1.3: an ISO 8601 moment up to which all is there."""
    moment = datetime.fromisoformat(response[THROUGH])
    assert moment.utcoffset() is not None
    assert moment <= datetime.now(UTC)
    return moment


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(("query", "status"), GETS.values(), ids=GETS)
def test_every_answer_says_through_when_it_is_complete(lrs, method, query, status):
    store(lrs, said(id=b.UUID))

    response = lrs.send(method, "statements", query)

    assert response.status_code == status
    assert response[VERSION] == lrs.version.value
    assert through(response)
    assert response["Content-Type"]


@pytest.mark.parametrize(("query", "status"), GETS.values(), ids=GETS)
def test_head_is_get_without_the_body(lrs, query, status):
    """Part three, 1.1."""
    store(lrs, said(id=b.UUID))
    response = lrs.get("statements", **query)

    head = lrs.send("HEAD", "statements", query)

    assert (head.status_code, head.content) == (status, b"")
    assert head["Content-Length"] == str(len(response.content))
    kind = response["Content-Type"].partition(";")[0]
    assert head["Content-Type"].partition(";")[0] == kind
    assert head.headers.get("Last-Modified") == response.headers.get("Last-Modified")


OTHER_ANSWERS = {
    "POST": ("POST", {}, b.statement(), {}, 200),
    "PUT": ("PUT", {"statementId": b.UUID}, b.statement(), {}, 204),
    "bad POST": ("POST", {}, {}, {}, 400),
    "bad PUT": ("PUT", {}, b.statement(), {}, 400),
    "no credential": ("GET", {}, b"", {"Authorization": None}, 401),
    "no credential, HEAD": ("HEAD", {}, b"", {"Authorization": None}, 401),
    "no version": ("GET", {}, b"", {"X_Experience_API_Version": None}, 400),
    "other version": ("GET", {}, b"", {"X_Experience_API_Version": "0.9"}, 400),
    "DELETE": ("DELETE", {}, b"", {}, 405),
    "PATCH": ("PATCH", {}, b"", {}, 405),
}


@pytest.mark.parametrize("name", OTHER_ANSWERS)
def test_every_other_answer_says_so_too(lrs, name):
    method, query, content, headers, status = OTHER_ANSWERS[name]

    response = lrs.send(method, "statements", query, content, **headers)

    assert response.status_code == status
    assert response[VERSION] == lrs.version.value
    assert through(response)


def test_a_conflict_and_what_is_forbidden_say_so_too(lrs):
    statement = said()
    store(lrs, statement)
    reader = lrs_of(lrs.version, scopes=[Scope.STATEMENTS_READ])

    conflict = put(lrs, statement | {"object": b.REFERENCE})
    forbidden = post(reader, said())

    assert (conflict.status_code, forbidden.status_code) == (409, 403)
    for response in (conflict, forbidden):
        assert response[VERSION] == lrs.version.value
        assert through(response)


def test_what_is_answered_lies_within_what_is_complete(lrs):
    post(lrs, [said() for _ in range(3)])

    response = lrs.get("statements")

    newest = max(one["stored"] for one in response.json()["statements"])
    assert datetime.fromisoformat(newest) <= through(response)


@pytest.mark.parametrize("attachments", [True, False])
def test_one_statement_was_modified_when_it_was_stored(lrs, attachments):
    """IEEE 9274.1.1, 4.1.6.1: Last-Modified is the time of storing."""
    statement = said(timestamp="2013-05-18T05:32:34.804Z")
    store(lrs, statement, said())

    response = lrs.get(
        "statements", statementId=statement["id"], attachments=attachments
    )

    stored = datetime.fromisoformat(get(lrs, statement)["stored"])
    assert parse_http_date(response["Last-Modified"]) == int(stored.timestamp())


def test_a_voided_statement_was_modified_when_it_was_stored(lrs):
    statement = said()
    store(lrs, statement)
    before = lrs.get("statements", statementId=statement["id"])["Last-Modified"]
    store(lrs, voids(statement), refers(statement))

    response = lrs.get("statements", voidedStatementId=statement["id"])

    assert response["Last-Modified"] == before


def test_a_list_was_modified_when_its_newest_was_stored(lrs):
    store(lrs, said(), said())

    response = lrs.get("statements", ascending=True)

    newest = datetime.fromisoformat(found(lrs)[0]["stored"])
    assert parse_http_date(response["Last-Modified"]) == int(newest.timestamp())
    assert "Last-Modified" not in lrs.get("statements", registration=str(uuid4()))
