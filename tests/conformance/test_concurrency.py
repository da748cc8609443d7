"""Conditions on changes of documents (part three, 3.1; IEEE 9274.1.1, 4.1.4)."""

import pytest

from lms.xapi.models import Document
from lms.xapi.statements.versions import Version

from .client import etag_of, refused
from .document_resources import STATE, every, stored

pytestmark = pytest.mark.django_db

TAG, OTHER = "THE ETAG", '"1111111111111111111111111111111111111111"'
CONDITIONS = [
    # header, value, holds with a document, holds without
    ("If_Match", TAG, True, False),
    ("If_Match", f"{OTHER}, {TAG}", True, False),
    ("If_Match", "*", True, False),
    ("If_Match", OTHER, False, False),
    ("If_Match", f"W/{TAG}", False, False),
    ("If_Match", '""', False, False),
    ("If_None_Match", "*", False, True),
    ("If_None_Match", TAG, False, True),
    ("If_None_Match", OTHER, True, True),
]


@every
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize(("header", "value", "holds", "holds_without"), CONDITIONS)
def test_a_condition_holds_or_it_is_412_and_nothing_changes(
    lrs, at, method, header, value, holds, holds_without
):
    value = value.replace(TAG, etag_of(b'{"x": 1}'))

    response = lrs.send(method, at.path, at.one, {"y": 2}, **{header: value})
    if not holds_without:
        refused(response, 412)
        assert not Document.objects.exists()
    else:
        assert response.status_code == 204
        Document.objects.all().delete()

    etag = stored(lrs, at)
    response = lrs.send(method, at.path, at.one, {"y": 2}, **{header: value})
    if not holds:
        refused(response, 412)
        assert lrs.get(at.path, **at.one)["ETag"] == etag
    else:
        assert response.status_code == 204
        assert lrs.get(at.path, **at.one).headers.get("ETag") != etag


@every
@pytest.mark.parametrize("value", ["x", "", '"a', '"a" "b"', '"a",,"b"', "*, *"])
def test_a_condition_that_cannot_be_read_is_400(lrs, at, value):
    stored(lrs, at)

    for header in ("If_Match", "If_None_Match"):
        refused(lrs.send("PUT", at.path, at.one, {"y": 2}, **{header: value}), 400)


@every
def test_both_conditions_must_hold(lrs, at):
    etag = stored(lrs, at)

    both = {"If_Match": etag, "If_None_Match": "*"}
    refused(lrs.send("PUT", at.path, at.one, {"y": 2}, **both), 412)


@every
def test_a_put_without_condition(lrs, at):
    """1.0.3 replaces state and refuses profiles; 2.0 replaces nothing unseen."""
    free = lrs.version is Version.ONE and at is STATE
    strict = lrs.version is Version.ONE and at is not STATE

    response = lrs.send("PUT", at.path, at.one, {"y": 2})
    if strict:
        assert "If-Match" in refused(response, 400)
        refused(lrs.get(at.path, **at.one), 404)
    else:
        assert response.status_code == 204

    Document.objects.all().delete()
    stored(lrs, at)
    response = lrs.send("PUT", at.path, at.one, {"y": 2})
    if free:
        assert response.status_code == 204
        assert lrs.get(at.path, **at.one).json() == {"y": 2}
    else:
        sentence = refused(response, 409)
        assert "If-Match" in sentence
        assert "current state" in sentence
        assert lrs.get(at.path, **at.one).json() == {"x": 1}


@every
def test_post_and_delete_need_no_condition(lrs, at):
    stored(lrs, at)

    assert lrs.send("POST", at.path, at.one, {"y": 2}).status_code == 204
    assert lrs.send("DELETE", at.path, at.one).status_code == 204
