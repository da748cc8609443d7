"""Attachments, in and out (part two, 2.4.11; part three, 1.5.2; IEEE 9274.1.1, 4.1.3)."""

import pytest

from lms.xapi.models import Attachment, StatementAttachment, StoredStatement

from . import building as b
from .client import refused
from .multiparts import BINARY, TYPE, part
from .statement_resource import (
    found,
    get,
    having,
    named,
    parts_of,
    post,
    put,
    said,
    sha,
    store,
    voids,
    with_parts,
)

pytestmark = [pytest.mark.rules, pytest.mark.django_db]


def stored_bytes():
    return sorted(bytes(one.content) for one in Attachment.objects.all())


def asked(lrs, **query):
    return parts_of(lrs.get("statements", attachments=True, **query))


# In, and out again


@pytest.mark.parametrize(
    "content", [b"", b"tekst", b"\r\n--", BINARY, b"\x00" * 70_000]
)
def test_an_attachment_comes_back_as_it_was(lrs, content):
    statement = having(content)

    assert with_parts(lrs, statement, part(content)).json() == [statement["id"]]

    answer, files = asked(lrs)
    assert answer["statements"][0]["attachments"] == statement["attachments"]
    ((sha2, (headers, given)),) = files.items()
    assert (sha2, given) == (sha(content), content)
    assert headers["content-type"] == "text/plain"
    assert headers["content-transfer-encoding"] == "binary"


def test_an_attachment_comes_with_a_put_too(lrs):
    statement = having(b"tekst")

    response = with_parts(
        lrs,
        statement,
        part(b"tekst"),
        method="PUT",
        parameters={"statementId": statement["id"]},
    )

    assert response.status_code == 204
    one, files = asked(lrs, statementId=statement["id"])
    assert one["id"] == statement["id"]
    assert list(files) == [sha(b"tekst")]


@pytest.mark.parametrize("query", [{}, {"attachments": False}])
def test_without_asking_there_are_no_bytes(lrs, query):
    """2.1.3: the answer is application/json then."""
    with_parts(lrs, having(b"tekst"), part(b"tekst"))

    response = lrs.get("statements", **query)

    assert response["Content-Type"] == "application/json"
    assert "attachments" in response.json()["statements"][0]


def test_a_list_comes_as_multipart_even_without_any(lrs):
    store(lrs, said())

    answer, files = asked(lrs)

    assert len(answer["statements"]) == 1
    assert files == {}
    assert parts_of(lrs.get("statements", attachments=True, verb="a:b")) == (
        {"statements": [], "more": ""},
        {},
    )


@pytest.mark.parametrize("digest", ["sha224", "sha256", "sha384", "sha512"])
def test_every_sha_2_names_an_attachment(lrs, digest):
    statement = having(b"tekst", sha2=sha(b"tekst", digest))

    assert with_parts(lrs, statement, part(b"tekst", digest=digest)).status_code == 200
    assert list(asked(lrs)[1]) == [sha(b"tekst", digest)]


def test_a_hash_is_the_same_in_any_case(lrs):
    statement = having(b"tekst", sha2=sha(b"tekst").upper())

    assert with_parts(lrs, statement, part(b"tekst")).status_code == 200

    answer, files = asked(lrs)
    assert list(files) == [sha(b"tekst")]
    assert answer["statements"][0]["attachments"] == statement["attachments"]


def test_a_batch_comes_with_the_attachments_of_all(lrs):
    batch = [having(b"a", b"b"), said(), having(b"c")]

    response = with_parts(lrs, batch, *(part(one) for one in (b"c", b"a", b"b")))

    assert response.json() == [one["id"] for one in batch]
    assert set(asked(lrs)[1]) == {sha(one) for one in (b"a", b"b", b"c")}
    assert list(asked(lrs, limit=1)[1]) == [sha(b"c")]
    assert asked(lrs, statementId=batch[1]["id"])[1] == {}
    assert set(asked(lrs, statementId=batch[0]["id"])[1]) == {sha(b"a"), sha(b"b")}


@pytest.mark.parametrize("at_once", [True, False])
def test_the_same_bytes_are_kept_and_sent_once(lrs, at_once):
    first, second = having(b"tekst", b"tekst"), having(b"tekst")
    if at_once:
        assert with_parts(lrs, [first, second], part(b"tekst")).status_code == 200
    else:
        with_parts(lrs, first, part(b"tekst"))
        with_parts(lrs, second, part(b"tekst"))

    assert stored_bytes() == [b"tekst"]
    assert StatementAttachment.objects.count() == 2
    assert list(asked(lrs)[1]) == [sha(b"tekst")]
    for each in (first, second):
        assert list(asked(lrs, statementId=each["id"])[1]) == [sha(b"tekst")]


def test_the_attachment_of_a_substatement_comes_along(lrs):
    statement = said(object=b.substatement(attachments=[named(b"tekst")])["object"])

    refused(post(lrs, statement), 400)
    assert with_parts(lrs, statement, part(b"tekst")).status_code == 200

    assert list(asked(lrs)[1]) == [sha(b"tekst")]


@pytest.mark.parametrize("form", ["exact", "ids", "canonical"])
def test_attachments_come_with_every_format(lrs, form):
    statement = having(b"tekst")
    with_parts(lrs, statement, part(b"tekst"))

    answer, files = asked(lrs, format=form)

    assert answer["statements"][0]["id"] == statement["id"]
    assert list(files) == [sha(b"tekst")]


def test_a_voided_statement_has_its_attachments_still(lrs):
    statement = having(b"tekst")
    with_parts(lrs, statement, part(b"tekst"))
    store(lrs, voids(statement))

    assert asked(lrs)[1] == {}
    assert list(asked(lrs, voidedStatementId=statement["id"])[1]) == [sha(b"tekst")]


def test_bytes_of_another_store_are_not_told(lrs, other_store):
    with_parts(other_store, having(b"geheim"), part(b"geheim"))
    elsewhere = having(b"geheim", fileUrl="https://example.com/f")
    store(lrs, elsewhere)

    assert asked(lrs)[1] == {}


# Bytes that are elsewhere


def test_an_attachment_with_an_address_needs_no_bytes(lrs):
    statement = having(b"tekst", fileUrl="https://example.com/f")

    assert post(lrs, statement).status_code == 200
    assert put(lrs, having(b"x", fileUrl="https://example.com/f")).status_code == 204

    answer, files = asked(lrs, statementId=statement["id"])
    assert answer["attachments"] == statement["attachments"]
    assert files == {}


def test_an_attachment_with_an_address_may_bring_its_bytes(lrs):
    statement = having(b"tekst", fileUrl="https://example.com/f")

    assert with_parts(lrs, statement, part(b"tekst")).status_code == 200
    assert list(asked(lrs)[1]) == [sha(b"tekst")]


def test_some_come_along_and_some_are_elsewhere(lrs):
    statement = said(
        attachments=[named(b"a"), named(b"b", fileUrl="https://example.com/f")]
    )

    assert with_parts(lrs, statement, part(b"a")).status_code == 200
    assert list(asked(lrs)[1]) == [sha(b"a")]


def test_multipart_without_attachments_is_a_statement_too(lrs):
    assert with_parts(lrs, said()).status_code == 200
    assert with_parts(lrs, [said(), said()]).status_code == 200
    address = having(b"x", fileUrl="https://example.com/f")
    assert with_parts(lrs, address).status_code == 200


# The same again


def test_the_same_statement_with_its_attachment_again_changes_nothing(lrs):
    statement = having(b"tekst")

    for _ in range(2):
        assert with_parts(lrs, statement, part(b"tekst")).status_code == 200

    assert StoredStatement.objects.count() == 1
    assert StatementAttachment.objects.count() == 1
    assert stored_bytes() == [b"tekst"]


def test_other_attachments_are_another_statement(lrs):
    """Part two, 2.3.1: attachments are not among what may differ."""
    statement = having(b"tekst")
    with_parts(lrs, statement, part(b"tekst"))
    other = statement | {"attachments": [named(b"anders")]}

    refused(with_parts(lrs, other, part(b"anders")), 409)

    assert stored_bytes() == [b"tekst"]


# What is refused: nothing of it is stored


REFUSED = {
    "no part": (having(b"a"), []),
    "no part, in a batch": ([said(), having(b"a")], []),
    "one of two": (having(b"a", b"b"), [part(b"a")]),
    "another": (having(b"a"), [part(b"b")]),
    "one too many": (having(b"a"), [part(b"a"), part(b"b")]),
    "none named": (said(), [part(b"a")]),
    "other bytes than it says": (
        having(b"a"),
        [part(b"a").removesuffix(b"a") + b"b"],
    ),
    "no hash": (having(b"a"), [part(b"a").replace(b"-Hash", b"-Sash")]),
    "SHA-1": (having(b"a"), [part(b"a", digest="sha1")]),
    "another digest": (having(b"a"), [part(b"a", digest="sha512")]),
    "base64": (having(b"a"), [part(b"a").replace(b": binary", b": base64")]),
    "a second part with statements": (
        said(),
        [b'Content-Type: application/json\r\n\r\n{"id":1}'],
    ),
    "a bad statement": (having(b"a") | {"extra": 1}, [part(b"a")]),
    "an attachment without length": (
        said(attachments=[{n: v for n, v in named(b"a").items() if n != "length"}]),
        [part(b"a")],
    ),
}


@pytest.mark.parametrize(("content", "parts"), REFUSED.values(), ids=REFUSED)
def test_parts_and_attachments_that_do_not_match_are_400(lrs, content, parts):
    refused(with_parts(lrs, content, *parts), 400)

    assert not StoredStatement.objects.exists()
    assert not Attachment.objects.exists()


def test_without_multipart_there_are_no_bytes(lrs):
    refused(post(lrs, having(b"a")), 400)
    refused(put(lrs, having(b"a")), 400)
    refused(post(lrs, [said(), having(b"a")]), 400)


@pytest.mark.parametrize(
    "content_type",
    [TYPE.replace("mixed", "form-data"), TYPE.replace("mixed", "related"),
     "multipart/mixed", "multipart/mixed; boundary=", "multipart/mixed; boundary=x",
     "application/json"],
)  # fmt: skip
def test_the_body_is_multipart_mixed_with_a_boundary(lrs, content_type):
    refused(with_parts(lrs, having(b"a"), part(b"a"), content_type=content_type), 400)


@pytest.mark.parametrize("first", ["text/plain", "application/xml", ""])
def test_the_first_part_is_the_statements_as_json(lrs, first):
    refused(with_parts(lrs, having(b"a"), part(b"a"), first=first), 400)


def test_a_conflict_keeps_no_bytes(lrs):
    known = said()
    store(lrs, known)

    batch = [having(b"a"), known | {"object": b.REFERENCE}]
    refused(with_parts(lrs, batch, part(b"a")), 409)

    assert not Attachment.objects.exists()
    assert len(found(lrs)) == 1
    assert get(lrs, known)
