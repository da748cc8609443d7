"""State and profiles (part three, 2.2, 2.3, 2.6, 2.7 and 3.1; IEEE 9274.1.1, 4.1.4 to 4.1.6)."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils.dateparse import parse_datetime
from django.utils.http import parse_http_date

from lms.common import clock
from lms.xapi.enums import Scope, Store
from lms.xapi.models import Document

from .client import etag_of, lrs_of, refused
from .document_resources import (
    AGENT,
    AGENT_PROFILE,
    GROUP,
    RESOURCES,
    STATE,
    every,
    stored,
)

pytestmark = pytest.mark.django_db

# One document: part three, 2.2; 2.3, 2.6 and 2.7, "Single Document"


@pytest.mark.rules
@every
@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b'{"x": "\xc3\xa9"}', "application/json"),
        (b"[1, 2]", "application/json; charset=UTF-8"),
        (bytes(range(256)), "application/octet-stream"),
        (b"", "text/plain"),
        (b"a=1&b=2", "application/x-www-form-urlencoded"),
        (b"--x\r\n", "multipart/mixed; boundary=x"),
        (b"<script>", "text/html"),
    ],
)
def test_what_is_put_is_kept_to_the_byte_with_its_type(lrs, at, content, content_type):
    put = lrs.send(
        "PUT", at.path, at.one, content, content_type=content_type, If_None_Match="*"
    )
    got = lrs.get(at.path, **at.one)

    assert (put.status_code, put.content) == (204, b"")
    assert "Content-Type" not in put
    assert got.status_code == 200
    assert got.content == content
    assert got["Content-Type"] == content_type
    assert got["ETag"] == etag_of(content)
    assert parse_http_date(got["Last-Modified"])
    assert got["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.rules
@every
def test_head_of_a_document_is_get_without_its_body(lrs, at):
    stored(lrs, at)
    get, head = lrs.get(at.path, **at.one), lrs.send("HEAD", at.path, at.one)

    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Type", "X-Experience-API-Version"):
        assert head[name] == get[name]
    assert head["Content-Length"] == str(len(get.content))


@pytest.mark.rules
@every
def test_a_document_that_is_not_there_is_404_and_deleting_it_again_is_no_error(lrs, at):
    stored(lrs, at)

    for _ in range(2):
        assert lrs.send("DELETE", at.path, at.one).status_code == 204
        refused(lrs.get(at.path, **at.one), 404)


@every
def test_a_document_without_a_type_is_bytes(lrs, at):
    lrs.send("PUT", at.path, at.one, b"x", content_type="", If_None_Match="*")

    assert lrs.get(at.path, **at.one)["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    "content_type", ["x", "text/", "text/plain\r\nX: y", "é/é", "a/" + "b" * 255]
)
def test_a_type_that_is_none_is_400(one, content_type):
    form = {**STATE.one, "content": "x", "Content-Type": content_type}

    refused(one.form(STATE.path, "PUT", form), 400)


@pytest.mark.rules
@pytest.mark.parametrize("changed", ["activityId", "agent", "registration", "stateId"])
def test_each_name_of_a_state_makes_another_document(lrs, changed):
    other = (
        STATE.one
        | {
            "activityId": {"activityId": "http://example.com/activities/2"},
            "agent": {"agent": {"mbox": "mailto:noor@example.com"}},
            "registration": {"registration": str(uuid4())},
            "stateId": {"stateId": "DOC 1"},
        }[changed]
    )
    stored(lrs, STATE)

    refused(lrs.get(STATE.path, **other), 404)
    assert lrs.send("PUT", STATE.path, other, {"y": 2}).status_code == 204
    assert lrs.get(STATE.path, **STATE.one).json() == {"x": 1}
    assert lrs.get(STATE.path, **other).json() == {"y": 2}


@pytest.mark.rules
@every
def test_resources_and_stores_do_not_see_each_others_documents(lrs, at):
    stored(lrs, at)
    for other in RESOURCES:
        if other is not at:
            refused(lrs.get(other.path, **other.one), 404)

    refused(lrs_of(lrs.version, store=Store.REFLECTION).get(at.path, **at.one), 404)


def test_an_agent_is_known_by_its_identifier_alone(lrs):
    stored(lrs, AGENT_PROFILE)
    same = AGENT_PROFILE.one | {"agent": {**AGENT, "name": "N.", "objectType": "Agent"}}

    assert lrs.get(AGENT_PROFILE.path, **same).json() == {"x": 1}


# Parameters: part three, 2.3, 2.6, 2.7 and 3.2

BAD = {
    "activityId": ["x", "", " http://x"],
    "agent": ["x", "{}", "true", "[]", json.dumps(GROUP), json.dumps({"mbox": "x"}),
              '{"mbox":"mailto:a@b.c","mbox":"mailto:a@b.c"}', "[" * 5000],
    "registration": ["true", "x", "6690e6c93ef04ed38b377f3964730aee"],
    "stateId": [""],
    "profileId": [""],
}  # fmt: skip


@every
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_parameters_that_are_missing_are_400(lrs, at, method):
    def ask(parameters: dict[str, Any]) -> str:
        response = lrs.send(method, at.path, parameters, {"x": 1}, If_None_Match="*")
        return refused(response, 400)

    required = list(at.context) if method == "GET" else list(at.one)
    if (at, method) == (STATE, "DELETE"):
        required.remove("stateId")
    for name in required:
        assert name in ask({k: v for k, v in at.one.items() if k != name})
    assert not Document.objects.exists()


@every
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_parameters_that_are_unknown_or_wrong_are_400(lrs, at, method):
    def ask(parameters: dict[str, Any]) -> str:
        response = lrs.send(method, at.path, parameters, {"x": 1}, If_None_Match="*")
        return refused(response, 400)

    for name in at.one:
        for value in BAD[name]:
            assert name in ask(at.one | {name: value})
        ask({k: v for k, v in at.one.items() if k != name} | {name.upper(): "x"})
    for extra in ("foo", "since", "ActivityId", "StateId"):
        assert extra in ask(at.one | {extra: "2026-01-01T00:00:00Z"})
    if at is STATE:
        for value in BAD["registration"]:
            assert "registration" in ask(at.one | {"registration": value})
    else:
        ask(at.one | {"registration": str(uuid4())})
    assert not Document.objects.exists()


@every
def test_the_scope_decides(lrs, at):
    mine, others = (
        (Scope.STATE, Scope.PROFILE) if at is STATE else (Scope.PROFILE, Scope.STATE)
    )

    assert lrs_of(lrs.version, scopes=[mine]).get(at.path, **at.context)
    for method in ("GET", "PUT", "POST", "DELETE"):
        other = lrs_of(lrs.version, scopes=[others, Scope.STATEMENTS_READ])
        refused(other.send(method, at.path, at.one, {"x": 1}), 403)


# Many documents: "Multiple Document GET" and "DELETE"


@pytest.mark.rules
@every
def test_ids_of_all_documents_or_of_those_stored_since(lrs, at):
    moment = parse_datetime("2026-09-01T08:30:00+02:00")
    for number in range(3):
        with clock.at(moment + timedelta(minutes=number)):
            lrs.send("POST", at.path, at.context | {at.id: f"d{number}"}, {"x": 1})

    everything = lrs.get(at.path, **at.context)
    later = lrs.get(at.path, **at.context, since="2026-09-01T08:31:00+02:00")
    none = lrs.get(at.path, **at.context, since="2026-09-01T06:32:00Z")

    assert everything.json() == ["d0", "d1", "d2"]
    assert everything["Last-Modified"] == "Tue, 01 Sep 2026 06:32:00 GMT"
    assert everything["ETag"] == etag_of(everything.content)
    assert later.json() == ["d2"]  # since is exclusive
    assert none.json() == []
    assert "Last-Modified" not in none


@every
@pytest.mark.parametrize("since", ["x", "true", "2026-09-01", "2026-09-01T00:00:00"])
def test_since_is_a_timestamp(lrs, at, since):
    refused(lrs.get(at.path, **at.context, since=since), 400)


@pytest.mark.rules
def test_without_a_registration_state_of_every_registration_is_meant(lrs):
    registrations = [str(uuid4()), str(uuid4())]
    lrs.send("POST", STATE.path, STATE.context | {"stateId": "a"}, {"x": 1})
    for registration in registrations:
        one = STATE.context | {"registration": registration, "stateId": "b"}
        lrs.send("POST", STATE.path, one, {"x": 1})
    mine = STATE.context | {"registration": registrations[0]}

    assert sorted(lrs.get(STATE.path, **STATE.context).json()) == ["a", "b"]
    assert lrs.get(STATE.path, **mine).json() == ["b"]

    assert lrs.send("DELETE", STATE.path, mine).status_code == 204
    assert lrs.get(STATE.path, **mine).json() == []
    assert sorted(lrs.get(STATE.path, **STATE.context).json()) == ["a", "b"]
    assert lrs.send("DELETE", STATE.path, STATE.context).status_code == 204
    assert not Document.objects.exists()


@pytest.mark.rules
def test_deleting_all_state_is_never_conditional(lrs):
    stored(lrs, STATE)

    refused(lrs.send("DELETE", STATE.path, STATE.context, If_Match='"x"'), 400)
    assert Document.objects.count() == 1


# The alternate request syntax: part three, 1.3


@every
def test_documents_in_the_alternate_request_syntax(one, at):
    content = json.dumps({"x": "é &=+%"}, ensure_ascii=False)
    fields = at.one | {"content": content, "If-None-Match": "*"}

    assert one.form(at.path, "PUT", fields).status_code == 204
    got = one.form(at.path, "GET", at.one)
    assert got.content == content.encode()
    assert got["Content-Type"] == "application/json"
    refused(one.form(at.path, "PUT", fields), 412)
    assert one.form(at.path, "POST", at.one | {"content": '{"y":2}'}).status_code == 204
    assert set(one.form(at.path, "GET", at.one).json()) == {"x", "y"}
    assert one.form(at.path, "DELETE", at.one).status_code == 204
    text = at.one | {"content": "a", "Content-Type": "text/plain", "If-None-Match": "*"}
    assert one.form(at.path, "PUT", text).status_code == 204
    assert one.form(at.path, "GET", at.one)["Content-Type"] == "text/plain"


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "POST", "DELETE"])
@every
def test_how_many_queries_it_takes(lrs, at, method, django_assert_max_num_queries):
    stored(lrs, at)

    # who asks; then the row, its change, and in a test two for the savepoint
    with django_assert_max_num_queries(2 if method in {"GET", "HEAD"} else 5):
        lrs.send(method, at.path, at.one, {"y": 2}, If_Match="*")
