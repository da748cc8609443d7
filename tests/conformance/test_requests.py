"""Requests: methods, versions, parameters, bodies (part three, 1.0 and 3.0)."""

import io
import sqlite3

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from lms.wsgi import application
from lms.xapi.lrs.asking import Asked
from lms.xapi.lrs.door import ANYBODY, resource
from lms.xapi.statements.parsing import MAX_BYTES

from .client import BASES, encoded, refused
from .document_resources import STATE

pytestmark = pytest.mark.django_db

VERSION = "X-Experience-API-Version"


# Versions: part three, 3.3; IEEE 9274.1.1, 4.1.7


@pytest.mark.parametrize("base", BASES.values())
@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("1.0", "1.0.3"),
        ("1.0.0", "1.0.3"),
        ("1.0.3", "1.0.3"),
        ("1.0.11", "1.0.3"),
        ("2.0", "2.0.0"),
        ("2.0.0", "2.0.0"),
        ("2.0.1", "2.0.0"),
    ],
)
def test_each_address_answers_every_known_version(one, base, asked, answered):
    one.headers[VERSION] = asked
    one = type(one)(one.version, base, one.headers)

    response = one.get("statements")

    assert response.status_code == 200
    assert response[VERSION] == answered


@pytest.mark.parametrize(
    "asked", [None, "", "0.9", "0.95", "1", "1.1.0", "1.0.x", "2", "2.1.0", "3.0.0"]
)
def test_another_version_or_none_is_400(lrs, asked):
    response = lrs.send("GET", "statements", X_Experience_API_Version=asked)

    assert VERSION in refused(response, 400)
    assert response[VERSION] == lrs.version.value


@pytest.mark.parametrize("asked", [None, "1.0.3", "2.0.0", "0.95", "x"])
def test_about_is_for_anybody_in_any_version(lrs, asked):
    response = lrs.send(
        "GET", "about", Authorization=None, X_Experience_API_Version=asked
    )

    assert response.status_code == 200
    assert response.json()["version"] == ["1.0.0", "1.0.1", "1.0.2", "1.0.3", "2.0.0"]
    assert set(response.json()) <= {"version", "extensions"}
    assert response[VERSION] in {"1.0.3", "2.0.0"}


# Methods: part three, 1.1 and 3.2


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize(
    ("path", "allowed"),
    [("about", "GET, HEAD"), ("statements", "GET, HEAD, PUT, POST")],
)
def test_a_method_that_a_resource_does_not_know_is_405_and_says_which_it_knows(
    lrs, method, path, allowed
):
    response = lrs.send(method, path)

    refused(response, 405)
    assert response["Allow"] == allowed


def test_head_is_get_without_the_body(lrs):
    get = lrs.get("statements")
    head = lrs.send("HEAD", "statements")

    assert head.status_code == 200
    assert head.content == b""
    assert head["Content-Length"] == str(len(get.content))
    assert head["Content-Type"] == get["Content-Type"]
    assert head[VERSION] == lrs.version.value


def test_head_of_a_refusal_has_no_body_either(lrs):
    response = lrs.send("HEAD", "statements", {"foo": "bar"})

    assert response.status_code == 400
    assert response.content == b""


def test_an_address_that_is_no_resource_is_404_in_the_same_manner(lrs):
    refused(lrs.get("foo"), 404)
    refused(lrs.get("statements/"), 404)


# Parameters: part three, 3.2


@pytest.mark.parametrize(
    "query",
    ["foo=bar", "StatementId=x", "Limit=1", "LIMIT=1", "limit=1&limit=1", "limit=%FF",
     "verb=http%3A%2F%2Fx.example%2F%00", "&".join(f"p{n}=1" for n in range(200))],
)  # fmt: skip
def test_unknown_repeated_or_wrongly_cased_parameters_are_400(lrs, query):
    refused(lrs.send("GET", "statements", query=query), 400)


def test_a_stranger_hears_no_more_than_401(lrs):
    response = lrs.send("GET", "statements", {"foo": "bar"}, Authorization=None)

    refused(response, 401)
    assert response["WWW-Authenticate"].startswith("Basic ")


# Bodies: part three, 3.2


def through_wsgi(one, body, **environ):
    """What our entry point answers to a PUT of a state with this environment."""
    query = encoded(STATE.one)
    made = RequestFactory().put(f"/xapi/{STATE.path}?{query}", headers=one.headers)
    given = made.environ | {"wsgi.input": io.BytesIO(body)} | environ
    given = {name: value for name, value in given.items() if value is not None}
    return application.get_response(application.request_class(given))


@pytest.mark.parametrize(
    ("environ", "status"),
    [
        ({"CONTENT_LENGTH": "7"}, 204),
        ({"CONTENT_LENGTH": "8"}, 400),  # the body broke off
        ({"CONTENT_LENGTH": "x"}, 400),
        ({"CONTENT_LENGTH": "-1"}, 400),
        ({"CONTENT_LENGTH": "9" * 30}, 400),
        ({"CONTENT_LENGTH": str(MAX_BYTES + 1)}, 413),
        ({"CONTENT_LENGTH": None}, 400),  # no body is no JSON
        ({"CONTENT_LENGTH": None, "HTTP_TRANSFER_ENCODING": "chunked"}, 411),
        (
            {
                "CONTENT_LENGTH": None,
                "HTTP_TRANSFER_ENCODING": "chunked",
                "wsgi.input_terminated": True,
            },
            204,
        ),
    ],
)
def test_a_body_is_whole_and_bounded(one, environ, status):
    kind = {"CONTENT_TYPE": "application/json"}

    response = through_wsgi(one, b'{"x":1}', **kind, **environ)

    assert response.status_code == status, response.content
    assert response[VERSION] == "1.0.3"


def test_chunks_past_the_bound_are_413(one):
    environ = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    body = b"x" * (MAX_BYTES + 1)

    response = through_wsgi(one, body, CONTENT_LENGTH=None, **environ)

    refused(response, 413)


def sqlite_busy() -> sqlite3.OperationalError:
    """What SQLite says to whoever writes while another does."""
    with sqlite3.connect("file:busy?mode=memory&cache=shared", uri=True) as first:
        first.execute("CREATE TABLE t (x)")
        second = sqlite3.connect("file:busy?mode=memory&cache=shared", uri=True)
        first.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as told:
            second.execute("BEGIN IMMEDIATE")
        second.close()
    return told.value


class Locked(Exception):
    """What a driver says when another writer holds what is asked."""

    sqlstate = "40P01"


@pytest.mark.parametrize("cause", [Locked(), sqlite_busy()])
def test_a_busy_database_is_503_and_an_ill_one_is_not_hidden(cause):
    def fail(asked: Asked):
        raise OperationalError from cause

    def break_down(asked: Asked):
        raise OperationalError("no such table: x")

    request = RequestFactory().get("/xapi/x")
    response = resource({"GET": (fail, ANYBODY)})(request)

    refused(response, 503)
    assert response["Retry-After"]
    with pytest.raises(OperationalError):
        resource({"GET": (break_down, ANYBODY)})(request)


@pytest.mark.parametrize(
    ("path", "most"), [("statements?statementId=x", 1), ("about", 0), ("foo", 0)]
)
def test_nothing_is_looked_up_but_who_asks(one, path, most, django_assert_num_queries):
    with django_assert_num_queries(most):
        assert one.get(path).status_code in {200, 400, 404}
