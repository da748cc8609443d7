"""Signed statements over HTTP (part two, 2.6; IEEE 9274.1.1, 4.2.6)."""

import json

import pytest

from lms.xapi.lrs.receiving import MAX_SIGNATURES
from lms.xapi.models import StoredStatement

from . import building as b
from .client import refused
from .multiparts import part
from .signing import attachment, certificate, encode, jws, rsa_key
from .statement_resource import get, parts_of, post, said, store, voids, with_parts

pytestmark = pytest.mark.django_db

SIGNED = b.statement(id=b.UUID, timestamp="2026-11-18T12:17:00.123+01:00")


def send(lrs, content, statement=SIGNED, **changes):
    """The answer to a statement that ``content`` signs."""
    whole = statement | {"attachments": [attachment(content, **changes)]}
    return with_parts(lrs, whole, part(content))


@pytest.mark.parametrize("alg", ["RS256", "RS384", "RS512"])
@pytest.mark.parametrize("chain", [True, False])
def test_a_signed_statement_is_stored_with_its_signature(lrs, alg, chain):
    header = {"x5c": [certificate(rsa_key())]} if chain else {}
    content = jws(SIGNED, alg=alg, **header)

    assert send(lrs, content).status_code == 200

    answer = lrs.get("statements", statementId=b.UUID, attachments=True)
    one, files = parts_of(answer)
    ((_, signature),) = files.values()
    assert signature == content
    assert one["attachments"] == [attachment(content)]


@pytest.mark.parametrize("method", ["PUT", "batch", "without id"])
def test_a_signature_is_judged_however_it_comes(lrs, method):
    good, wrong = jws(SIGNED), jws(SIGNED | {"object": b.REFERENCE})

    def answer(content):
        whole = SIGNED | {"attachments": [attachment(content)]}
        if method == "batch":
            return with_parts(lrs, [said(), whole], part(content))
        if method == "PUT":
            query = {"statementId": b.UUID}
            return with_parts(lrs, whole, part(content), method="PUT", parameters=query)
        bare = {name: value for name, value in SIGNED.items() if name != "id"}
        content = jws(bare) if content is good else jws(bare | {"result": {}})
        return send(lrs, content, bare)

    refused(answer(wrong), 400)
    assert not StoredStatement.objects.exists()
    assert answer(good).status_code in {200, 204}


BAD = {
    "nothing": b"",
    "text": b"handtekening",
    "two parts": b".".join(jws(SIGNED).split(b".")[:2]),
    "HS256": jws(SIGNED, alg="HS256"),
    "none": encode(b'{"alg":"none"}') + b"." + encode(json.dumps(SIGNED).encode()) + b".",
    "no JSON": jws(b"{'id'"),
    "no statement": jws(b"{}"),
    "another statement": jws(SIGNED | {"actor": {"mbox": "mailto:x@voorbeeld.test"}}),
    "another id": jws(SIGNED | {"id": "16fd2706-8baf-433b-82eb-8c7fada847da"}),
    "another key": jws(SIGNED, key=rsa_key(1), x5c=[certificate(rsa_key())]),
    "a broken certificate": jws(SIGNED, x5c=["YQ=="]),
}  # fmt: skip


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_signature_that_is_none_is_400(lrs, content):
    assert "2.6" in refused(send(lrs, content), 400) or b"x5c" in content

    assert not StoredStatement.objects.exists()


def test_a_signature_is_an_octet_stream_and_comes_along(lrs):
    content = jws(SIGNED)
    refused(send(lrs, content, contentType="text/plain"), 400)
    elsewhere = attachment(content, fileUrl="https://example.com/signature")
    whole = SIGNED | {"attachments": [elsewhere]}

    refused(post(lrs, whole), 400)

    assert not StoredStatement.objects.exists()


def test_a_signed_statement_can_be_voided(lrs):
    send(lrs, jws(SIGNED))
    before = get(lrs, b.UUID)
    store(lrs, voids(b.UUID))

    response = lrs.get("statements", voidedStatementId=b.UUID)

    assert response.json() == before


def test_a_signature_of_somebody_else_is_another_statement(lrs):
    """2.3.1: attachments are not among what may differ."""
    send(lrs, jws(SIGNED))

    refused(send(lrs, jws(SIGNED, key=rsa_key(1))), 409)
    assert send(lrs, jws(SIGNED)).status_code == 200


@pytest.mark.parametrize("place", ["of two statements", "twice in one"])
def test_a_signature_is_of_one_statement_and_stands_there_once(lrs, place):
    """Each is compared with the whole statement: one for all would be read for each."""
    content = jws(SIGNED)
    mark = attachment(content)
    if place == "twice in one":
        whole = [SIGNED | {"attachments": [mark, mark]}]
    else:
        whole = [SIGNED | {"attachments": [mark]}, said() | {"attachments": [mark]}]

    assert "signature" in refused(with_parts(lrs, whole, part(content)), 400).lower()


def test_a_statement_has_few_signatures(lrs):
    contents = [jws(SIGNED, kid=str(number)) for number in range(MAX_SIGNATURES + 1)]
    whole = SIGNED | {"attachments": [attachment(content) for content in contents]}

    refused(with_parts(lrs, whole, *map(part, contents)), 400)
    few = SIGNED | {"attachments": whole["attachments"][:2]}
    assert with_parts(lrs, few, *map(part, contents[:2])).status_code == 200
