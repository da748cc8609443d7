"""The alternate request syntax: what a form asks (part three, 1.3)."""

import json
from uuid import uuid4

import pytest

from lms.xapi.statements.versions import Version

from .client import lrs_of, refused

pytestmark = pytest.mark.django_db

VERSION = "X-Experience-API-Version"


def test_a_form_asks_as_a_query_would(one):
    response = one.form("statements", "GET", {"limit": "1"})

    assert response.status_code == 200
    assert response.json() == {"statements": [], "more": ""}


@pytest.mark.parametrize("content_type", ["", "text/plain", "text/plain;charset=UTF-8"])
def test_a_browser_that_can_set_no_headers_sends_them_as_fields(one, content_type):
    response = one.send(
        "POST",
        "statements",
        {"method": "GET"},
        f"Authorization={one.headers['Authorization'].replace('=', '%3D')}"
        f"&{VERSION}=1.0.3&limit=1".replace("+", "%2B")
        .replace(" ", "%20")
        .encode(),
        content_type=content_type,
        Authorization=None,
        X_Experience_API_Version=None,
    )

    assert response.status_code == 200, response.content


def test_head_can_be_asked_with_a_form(one):
    response = one.form("statements", "HEAD", {})

    assert (response.status_code, response.content) == (200, b"")
    # It was a POST: whoever sent it waits for as many bytes as are told.
    assert response["Content-Length"] == "0"


@pytest.mark.parametrize(
    ("method", "fields", "status"),
    [
        ("GET", {VERSION: "0.8"}, 400),  # a field goes before the header
        ("GET", {"Authorization": "Basic eDp5"}, 401),
        ("GET", {VERSION: "2.0.0"}, 400),
        ("GET", {"content": "{}"}, 400),
        ("GET", {"foo": "bar"}, 400),
        ("GET", {"Content-Transfer-Encoding": "binary"}, 400),
        ("GET", {"x-experience-api-version": "1.0.3"}, 400),
        ("PUT", {"statementId": str(uuid4())}, 400),
        ("PUT", {"content": "{}", "Content-Type": "multipart/mixed; boundary=x"}, 400),
        ("get", {}, 400),
        ("PATCH", {}, 400),
        ("", {}, 400),
        ("DELETE", {}, 405),
    ],
)
def test_what_a_form_may_not_hold(one, method, fields, status):
    refused(one.form("statements", method, fields), status)


@pytest.mark.parametrize(
    ("query", "body", "content_type"),
    [
        ("method=GET&limit=1", b"", "application/x-www-form-urlencoded"),
        ("method=GET&method=GET", b"", "application/x-www-form-urlencoded"),
        ("method=GET", b"limit=1&limit=1", "application/x-www-form-urlencoded"),
        ("method=GET", b"limit=%FF", "application/x-www-form-urlencoded"),
        ("method=GET", b'{"limit":1}', "application/x-www-form-urlencoded"),
        ("method=GET", b"limit=1", "application/json"),
        ("method=GET", b"limit=1", "multipart/form-data; boundary=x"),
    ],
)
def test_what_is_no_form_as_specified_is_400(one, query, body, content_type):
    refused(
        one.send(
            "POST", "statements", query=query, body=body, content_type=content_type
        ),
        400,
    )


def test_only_post_unfolds(one):
    refused(one.send("GET", "statements", {"method": "GET"}), 400)


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_xapi_2_does_not_know_it(two, method):
    response = two.form("statements", method, {"content": json.dumps({})})

    assert "alternate" in refused(response, 400)
    assert response[VERSION] == "2.0.0"


@pytest.mark.parametrize("version", [None, "2.0.0"])
def test_at_the_address_of_2_only_the_version_1_unfolds(version):
    two = lrs_of(Version.TWO)

    response = two.form("statements", "GET", {}, X_Experience_API_Version=version)
    refused(response, 400)

    response = two.form("statements", "GET", {}, X_Experience_API_Version="1.0.3")
    assert response.status_code == 200
