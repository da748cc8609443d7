"""POST merges JSON objects (part three, 2.2, "JSON Procedure with Requirements")."""

import pytest

from lms.xapi import documents

from .client import etag_of, refused
from .document_resources import (
    STATE,
    every,
    stored,
)

pytestmark = pytest.mark.django_db


@pytest.mark.rules
@every
def test_post_merges_the_properties_at_the_top(lrs, at):
    stored(lrs, at, {"x": {"a": 1}, "y": "bar", "n": 1.5})

    response = lrs.send("POST", at.path, at.one, {"x": {"b": 2}, "z": None})

    assert (response.status_code, response.content) == (204, b"")
    got = lrs.get(at.path, **at.one)
    assert got.json() == {"x": {"b": 2}, "y": "bar", "n": 1.5, "z": None}
    assert got["Content-Type"] == "application/json"
    assert got["ETag"] == etag_of(got.content)


NOT_MERGEABLE = [
    (b"abc", "application/octet-stream"),
    (b'{"x":1}', "text/plain"),
    (b'{"x":1}', ""),
    (b"[]", "application/json"),
    (b'"x"', "application/json"),
    (b'{"x":1', "application/json"),
    (b"", "application/json"),
    (b'{"x":1,"x":2}', "application/json"),
    (b'{"x":NaN}', "application/json"),
    (b'{"x":"\\u0000"}', "application/json"),
    ('{"x":1}'.encode("utf-16"), "application/json"),
    (b'{"x":1}', "application/json; charset=utf-16"),
]


@every
@pytest.mark.parametrize(("content", "content_type"), NOT_MERGEABLE)
def test_what_is_no_json_object_merges_with_nothing(lrs, at, content, content_type):
    refused(lrs.send("POST", at.path, at.one, content, content_type=content_type), 400)
    refused(lrs.get(at.path, **at.one), 404)

    etag = stored(lrs, at)
    refused(lrs.send("POST", at.path, at.one, content, content_type=content_type), 400)
    assert lrs.get(at.path, **at.one)["ETag"] == etag


@every
@pytest.mark.parametrize(
    ("content", "content_type"), [(b"/ asdf", "application/octet-stream"),
                                  (b"[1]", "application/json"), (b"{}", "text/plain")]
)  # fmt: skip
def test_nothing_merges_with_what_is_no_json_object(lrs, at, content, content_type):
    lrs.send(
        "PUT", at.path, at.one, content, content_type=content_type, If_None_Match="*"
    )

    refused(lrs.send("POST", at.path, at.one, {"x": 1}), 400)
    assert lrs.get(at.path, **at.one).content == content


@every
def test_what_says_that_it_is_json_must_be(lrs, at):
    refused(lrs.send("PUT", at.path, at.one, b"{", If_None_Match="*"), 400)


@every
def test_a_document_or_a_merge_that_is_too_large_is_413(lrs, at, monkeypatch):
    stored(lrs, at, {"x": "a" * 60})
    monkeypatch.setattr("lms.xapi.documents.MAX_BYTES", 100)

    refused(lrs.send("POST", at.path, at.one, {"y": "b" * 60}), 413)
    refused(lrs.send("POST", at.path, at.one, {"x": "b" * 100}), 413)
    put = {"content_type": "text/plain", "If_Match": "*"}
    refused(lrs.send("PUT", at.path, at.one, b"x" * 101, **put), 413)
    assert lrs.get(at.path, **at.one).json() == {"x": "a" * 60}
    assert lrs.send("PUT", at.path, at.one, b"x" * 100, **put).status_code == 204


def test_a_body_past_the_bound_is_not_even_read(lrs):
    refused(
        lrs.send("PUT", STATE.path, STATE.one, b"x" * (documents.MAX_BYTES + 1)), 413
    )
