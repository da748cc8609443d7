"""What the LRS refuses, with which status, and that it says why."""

import json
from datetime import timedelta
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.common import clock
from lms.wsgi import application
from lms.xapi.enums import Scope
from lms.xapi.models import Credential
from lms.xapi.operations import revoke_credential
from lms.xapi.recording import record

from . import samples
from .conftest import LrsClient, basic, client_of

# Fixed, so that the cases have the same names in every process.
KNOWN = UUID("6690e6c9-3ef0-4ed3-8b37-7f3964730aee")

pytestmark = pytest.mark.django_db

AGENT = json.dumps({"mbox": "mailto:noor@voorbeeld.test"})
VERSION = {"X-Experience-API-Version": "1.0.3"}


def refused(response, status):
    """The response has this status, a sentence, and the headers of every answer."""
    assert response.status_code == status, response.content
    assert response["X-Experience-API-Version"] == "1.0.3"
    assert response["Content-Type"] == "application/json"
    sentence = response.json()["error"]
    assert sentence.endswith((".", ")", "?"))
    return sentence


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
)
def test_without_a_known_credential_it_is_401(header):
    client_of(key="demo", secret="demo-secret")

    response = Client().get(
        "/xapi/statements", headers=VERSION | {"Authorization": header}
    )

    refused(response, 401)
    assert response["WWW-Authenticate"].startswith("Basic realm=")
    assert "X-Experience-API-Consistent-Through" in response


def test_the_demo_credential_opens_the_door():
    client_of(key="demo", secret="demo-secret")

    response = Client().get(
        "/xapi/statements",
        headers=VERSION | {"Authorization": basic("demo", "demo-secret")},
    )

    assert response.status_code == 200


def test_a_revoked_credential_is_401(lrs):
    revoke_credential(Credential.objects.get().pk)

    refused(lrs.ask(), 401)


@pytest.mark.parametrize(
    "scopes", [[Scope.STATEMENTS_WRITE], [Scope.STATE, Scope.PROFILE]]
)
def test_without_the_scope_it_is_403(scopes):
    sentence = refused(client_of(scopes=scopes).ask(), 403)

    assert "statements/read" in sentence


def test_the_scope_to_read_is_enough():
    assert client_of(scopes=[Scope.STATEMENTS_READ]).ask().status_code == 200


@pytest.mark.parametrize("version", ["", "0.9", "0.95", "1.1.0", "2.1.0", "1.0.x", "x"])
def test_another_version_is_400(lrs, version):
    lrs.headers["X-Experience-API-Version"] = version

    refused(lrs.ask(), 400)


@pytest.mark.parametrize("version", ["1.0", "1.0.0", "1.0.1", "1.0.3", "1.0.32"])
def test_every_1_0_is_answered_as_1_0_3(lrs, version):
    lrs.headers["X-Experience-API-Version"] = version

    response = lrs.ask()

    assert response.status_code == 200
    assert response["X-Experience-API-Version"] == "1.0.3"


@pytest.mark.parametrize("method", ["delete", "patch", "options"])
@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/xapi/statements", "GET, HEAD, PUT, POST"),
        ("/xapi/about", "GET, HEAD"),
    ],
)
def test_methods_that_a_resource_does_not_know_are_405(lrs, method, path, allowed):
    client = Client(enforce_csrf_checks=True)

    response = getattr(client, method)(path, headers=lrs.headers)

    refused(response, 405)
    assert response["Allow"] == allowed


BAD = [
    "x=1",
    "StatementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee",
    "statementid=6690e6c9-3ef0-4ed3-8b37-7f3964730bee",
    "statementId=1",
    "statementId=",
    "statementId=6690e6c93ef04ed38b377f3964730bee",
    "voidedStatementId=x",
    f"statementId={KNOWN}&voidedStatementId={KNOWN}",
    f"statementId={KNOWN}&limit=1",
    f"statementId={KNOWN}&agent={quote(AGENT)}",
    f"voidedStatementId={KNOWN}&verb=http%3A%2F%2Fx.example",
    "agent=noor",
    "agent=%7B%7D",
    "agent=%7B%22mbox%22%3A%22noor%22%7D",
    "agent=%7B%22mbox%22%3A%22mailto%3Aa%40b%5Cu0000%22%7D",
    "agent=" + quote('{"mbox":"mailto:a@b.c","mbox":"mailto:a@b.c"}'),
    "agent=" + quote('{"objectType":"Group","member":[' + AGENT + "]}"),
    "agent=" + "%5B" * 5000,
    "agent=%FF%FE",
    "agent=NaN",
    "verb=completed",
    "verb=",
    "verb=http%3A%2F%2Fx%00.example",
    "activity=geschenken",
    "activity=%20http%3A%2F%2Fx.example",
    "registration=1",
    "related_activities=1",
    "related_agents=True",
    "ascending=yes",
    "attachments=",
    "since=yesterday",
    "since=2026-09-01",
    "since=2026-09-01T00:00:00",
    "since=2026-09-01T00:00:00+02:00",  # a + that is not encoded is a space
    "until=2026-13-01T00:00:00Z",
    "until=0001-01-01T00:00:00%2B14:00",
    "until=9999-12-31T23:59:59-14:00",
    "limit=-1",
    "limit=1.5",
    "limit=",
    "limit=%D9%A3",  # a digit, and not ours
    "limit=1&limit=1",
    "format=EXACT",
    "format=",
    "more=x",
    "more=eyJhIjoxfQ:1abcde:xyz",
    "more=" + "A" * 10_000,
    "&".join(f"p{number}=1" for number in range(11_000)),
]


@pytest.mark.parametrize("query", BAD, ids=[query[:40] for query in BAD])
def test_what_is_not_asked_well_is_400_and_says_why(lrs, query):
    response = Client().get(f"/xapi/statements?{query}", headers=lrs.headers)

    refused(response, 400)
    assert "X-Experience-API-Consistent-Through" in response


def test_an_unknown_statement_is_404(lrs):
    refused(lrs.ask(statementId=uuid4()), 404)


def test_a_continuation_that_was_changed_is_400(lrs):
    record(samples.statement(), samples.statement())
    more = lrs.ask(limit=1).json()["more"]

    refused(lrs.ask(more[:-1] + ("A" if more[-1] != "A" else "B")), 400)
    refused(lrs.ask(f"{more}&limit=2"), 400)


def test_a_continuation_holds_a_day_at_least(lrs, monkeypatch):
    record(samples.statement(), samples.statement())
    more = lrs.ask(limit=1).json()["more"]

    later = (clock.now() + timedelta(hours=25)).timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    assert lrs.ask(more).status_code == 200
    much_later = later + 30 * 24 * 3600
    monkeypatch.setattr("django.core.signing.time.time", lambda: much_later)
    refused(lrs.ask(more), 400)


names = st.sampled_from(
    ["statementId", "voidedStatementId", "agent", "verb", "activity", "registration",
     "related_activities", "related_agents", "since", "until", "limit", "format",
     "attachments", "ascending", "more", "x"]
)  # fmt: skip
texts = st.text(max_size=40) | st.sampled_from(
    [AGENT, "true", "false", "1", "http://x.example/", str(KNOWN), "canonical",
     "ids", "2026-09-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"]
)  # fmt: skip


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(names, texts), max_size=4))
def test_no_question_breaks_it(lrs, parameters):
    query = "&".join(
        f"{name}={quote(text.encode('utf-8', 'surrogatepass'))}"
        for name, text in parameters
    )

    response = lrs.ask(f"/xapi/statements?{query}")

    assert response.status_code in {200, 400, 404}


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.binary(max_size=60), st.text(max_size=30))
def test_no_header_breaks_it(lrs, token, language):
    headers = VERSION | {
        "Authorization": "Basic " + token.decode("latin-1"),
        "Accept-Language": language,
    }

    assert LrsClient(headers).ask().status_code == 401
    lrs.headers["Accept-Language"] = language
    assert lrs.ask(format="canonical").status_code == 200


def through_wsgi(query: str, content_type: str, headers: dict[str, str]):
    """What our entry point for web servers answers; the test client has its own."""
    environ = RequestFactory().get(f"/xapi/statements?{query}", headers=headers).environ
    environ["CONTENT_TYPE"] = content_type
    return application.get_response(application.request_class(environ))


CHARSETS = ["hex", "undefined", "idna", "utf-7", "utf-16", "unicode_escape", "x", ""]


@pytest.mark.parametrize("charset", CHARSETS)
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
)
def test_the_query_is_utf_8_whatever_charset_a_body_would_have(
    lrs, charset, query, status
):
    response = through_wsgi(query, f"text/plain; charset={charset}", lrs.headers)

    assert response.status_code == status
    assert response["X-Experience-API-Version"] == "1.0.3"


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "unicode_escape"])
def test_a_query_is_understood_in_utf_8_alone(lrs, charset):
    path = "/xapi/statements?%2B2AA-=1"

    response = Client().get(
        path, headers=lrs.headers, content_type=f"text/plain; charset={charset}"
    )

    assert "+2AA- is no parameter" in refused(response, 400)
