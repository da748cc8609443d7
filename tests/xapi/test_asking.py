"""What asking the LRS costs, tells and survives, besides what the specification asks.

What it finds, and what it refuses of what was asked wrongly: tests/conformance.
"""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client, RequestFactory

from lms.common import clock
from lms.wsgi import application
from lms.xapi import vocabulary
from lms.xapi.models import StoredStatement
from lms.xapi.recording import record
from lms.xapi.statements.versions import Version
from tests.conformance.client import basic, lrs_of, refused
from tests.conformance.statement_resource import go_on, ids

from . import samples

pytestmark = pytest.mark.django_db


def agent(name):
    return {"account": {"homePage": samples.HOME, "name": name}}


def test_one_statement_by_its_id_is_the_stored_text(lrs):
    one = samples.statement()
    record(one, samples.statement())

    response = lrs.get("statements", statementId=one.id)

    stored = StoredStatement.objects.get(statement_id=one.id)
    assert response["Content-Type"] == "application/json"
    assert response.content.decode() == stored.payload


@pytest.mark.parametrize("count", [2, 40])
@pytest.mark.parametrize(
    ("asked", "queries"),
    [
        ({}, 3),  # credential, places, statements
        ({"agent": agent("8f3c"), "verb": vocabulary.COMPLETED.iri}, 5),
        ({"activity": samples.COURSE.iri, "related_activities": True}, 3),
        ({"since": "2001-01-01T00:00:00Z", "until": "2101-01-01T00:00:00Z"}, 5),
        ({"format": "canonical"}, 4),
    ],
)
def test_the_number_of_queries_does_not_follow_what_is_found(
    lrs, django_assert_num_queries, count, asked, queries
):
    record(*(samples.statement() for _ in range(count)))

    with django_assert_num_queries(queries):
        assert len(ids(lrs, **asked)) == count


def test_a_post_needs_no_token_of_a_form(lrs):
    """A credential is sent by hand, so that no other site can make a browser do it."""
    response = Client(enforce_csrf_checks=True).post(
        "/xapi/statements",
        samples.from_outside(),
        content_type="application/json",
        headers=lrs.headers,
    )

    assert response.status_code == 200


# Up to when an answer is complete


def consistent_through(response) -> datetime:
    return datetime.fromisoformat(response["X-Experience-API-Consistent-Through"])


def test_a_statement_stamped_ahead_of_the_clock_promises_nothing_of_the_future(lrs):
    record(samples.statement())

    with clock.at(datetime.now(UTC) - timedelta(hours=1)):
        through = consistent_through(lrs.get("statements"))
        assert through <= clock.now()


def test_a_refusal_says_nothing_of_when_the_last_statement_was_stored(
    lrs, django_assert_num_queries
):
    record(samples.statement())
    newest = StoredStatement.objects.get()

    with django_assert_num_queries(0):
        refusal = Client().get("/xapi/statements")

    assert refusal.status_code == 401
    assert consistent_through(refusal) < newest.stored
    assert (
        consistent_through(lrs.get("statements", statementId=uuid4())) < newest.stored
    )


def test_a_continuation_holds_a_day_at_least(lrs, monkeypatch):
    record(samples.statement(), samples.statement())
    more = lrs.get("statements", limit=1).json()["more"]

    later = (clock.now() + timedelta(hours=25)).timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    assert go_on(lrs, more).status_code == 200
    much_later = later + 30 * 24 * 3600
    monkeypatch.setattr("django.core.signing.time.time", lambda: much_later)
    refused(go_on(lrs, more), 400)


# Who knows no secret


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer abc",
        "Basic",
        "Basic !!!",
        "Basic Zm9v",  # "foo", without a colon
        "Basic /////w==",  # no UTF-8
        basic("demo\x00", "x"),
        basic("unknown", "x"),
        basic("demo", "x"),
        basic("demo", ""),
        basic("", "demo-secret"),
        basic("DEMO", "demo-secret"),
        basic("é", "€"),
        "Basic " + "A" * 100_000,
    ],
    ids=lambda header: header[:20],
)
def test_without_a_known_credential_it_is_401(header):
    lrs = lrs_of(Version.ONE, key="demo", secret="demo-secret")

    response = lrs.send("GET", "statements", Authorization=header)

    assert refused(response, 401).endswith(".")
    assert response["WWW-Authenticate"].startswith("Basic realm=")


# A query is UTF-8, whatever charset a body would have


def through_wsgi(query: str, content_type: str, headers: dict[str, str]):
    """What our entry point for web servers answers; the test client has its own."""
    environ = RequestFactory().get(f"/xapi/statements?{query}", headers=headers).environ
    environ["CONTENT_TYPE"] = content_type
    return application.get_response(application.request_class(environ))


CHARSETS = ["hex", "undefined", "idna", "utf-7", "utf-16", "unicode_escape", "x", ""]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("verb=http%3A%2F%2Fx.example%2F%C3%A9", 200),
        ("%2B2AA-=1", 400),  # a lone surrogate, in UTF-7
        ("%ED%A0%80=1", 400),  # one in what UTF-8 would be
        ("verb=%00%D8", 400),  # one in UTF-16
        ("agent=" + quote('{"account":{"homePage":"http://x","name":"\\ud800"}}'), 400),
        ("agent=" + quote('{"\\ud800":1}'), 400),
        ("more=%5Cud800", 400),
        ("&".join(f"p{number}=1" for number in range(1100)), 400),
    ],
    ids=lambda value: str(value)[:30],
)
def test_the_charset_of_a_body_does_not_count(lrs, query, status):
    for charset in CHARSETS:
        response = through_wsgi(query, f"text/plain; charset={charset}", lrs.headers)

        assert response.status_code == status, charset
        assert response["X-Experience-API-Version"] == "1.0.3"


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "unicode_escape"])
def test_a_name_is_understood_in_utf_8_alone(lrs, charset):
    response = lrs.send(
        "GET",
        "statements",
        query="%2B2AA-=1",
        content_type=f"text/plain; charset={charset}",
    )

    assert "+2AA- is no parameter" in refused(response, 400)
