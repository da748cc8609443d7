"""Statements with attachments in one body (part three, 1.5.2; RFC 2046, 5.1)."""

import hashlib

import pytest

from lms.xapi.lrs import multipart
from lms.xapi.lrs.errors import BadRequest
from lms.xapi.lrs.multipart import Multipart
from lms.xapi.storing import Part
from lms.xapi.storing import multipart as writing

from .multiparts import BINARY, JSON, TYPE, body, part


@pytest.mark.parametrize("digest", ["sha224", "sha256", "sha384", "sha512"])
@pytest.mark.parametrize("content", [b"", b"\r\n", b"text", BINARY])
def test_every_byte_of_an_attachment_is_kept(digest, content):
    found = multipart.read(TYPE, body(JSON, part(content, digest=digest)))

    sha2 = hashlib.new(digest, content).hexdigest()
    assert found.statements == b"{}"
    assert found.parts == {sha2: Part("text/plain", content)}


@pytest.mark.parametrize(
    ("content_type", "text"),
    [
        ('Multipart/Mixed; boundary="a b:c"', body(JSON, boundary=b"a b:c")),
        ("multipart/mixed;boundary=ab", b"preamble\r\n" + body(JSON, boundary=b"ab")),
        ("multipart/mixed;boundary=ab", body(JSON, boundary=b"ab") + b"epilogue"),
        ("multipart/mixed;boundary=ab", body(JSON, boundary=b"ab")[:-2]),
        (TYPE, body(b"content-type: APPLICATION/JSON; charset=UTF-8\r\n\r\n{}")),
        (TYPE, body(JSON, part(b"a").replace(b"-Encoding: binary", b"-Foo: x"))),
        (TYPE, body(JSON, part(b"a"), part(b"a"))),
    ],
)
def test_what_rfc_2046_allows_is_read(content_type, text):
    assert multipart.read(content_type, text).statements == b"{}"


@pytest.mark.parametrize(
    ("line", "content_type"),
    [
        (b"", "application/octet-stream"),
        (b"Content-Type:\r\n", "application/octet-stream"),
        (b"Content-Type: text/plain; charset=ascii\r\n", "text/plain; charset=ascii"),
        (b'Content-Type: a/b; c="' + b"d" * 246 + b'"\r\n', f'a/b; c="{"d" * 246}"'),
    ],
)
def test_the_type_of_an_attachment_goes_out_as_it_came_in(line, content_type):
    """Part three, 1.5.2: without a type it is as good as any bytes (RFC 2046, 4.5.1)."""
    text = part(b"a").replace(b"Content-Type: text/plain\r\n", line)

    (found,) = multipart.read(TYPE, body(JSON, text)).parts.values()

    assert found == Part(content_type, b"a")


def test_what_is_written_here_is_read_here():
    parts = {
        hashlib.sha256(content).hexdigest(): Part("text/plain; charset=utf-8", content)
        for content in (b"", b"text", BINARY)
    }

    content, content_type = writing.encode(b'{"a":1}', parts)

    assert multipart.read(content_type, content) == Multipart(b'{"a":1}', parts)


BAD = {
    "another type": ("multipart/form-data; boundary=-------314159", body(JSON)),
    "no boundary told": ("multipart/mixed;", body(JSON)),
    "a boundary too long": (f"multipart/mixed; boundary={'a' * 71}", body(JSON)),
    "an unreadable type": ("multipart/mixed; boundary*=foo''%FF", body(JSON)),
    "another boundary": ("multipart/mixed; boundary=other", body(JSON)),
    "no body": (TYPE, b""),
    "no parts": (TYPE, body()),
    "no first delimiter": (TYPE, body(JSON, part(b"a"))[len("---------314159\r\n") :]),
    "no last delimiter": (TYPE, body(JSON, end=b"")),
    "lines without return": (TYPE, body(JSON).replace(b"\r\n", b"\n")),
    "an empty part": (TYPE, body(JSON, b"")),
    "no empty line": (TYPE, body(JSON, b"X-Experience-API-Hash: a")),
    "statements as text": (
        TYPE,
        body(JSON.replace(b"application/json", b"text/plain")),
    ),
    "statements without type": (TYPE, body(b"X-A: b\r\n\r\n{}")),
    "statements in UTF-16": (TYPE, body(JSON.replace(b"json", b"json;charset=utf-16"))),
    "statements twice": (TYPE, body(JSON, JSON)),
    "no hash": (TYPE, body(JSON, part(b"a").replace(b"-Hash", b"-Cash"))),
    "the hash of other bytes": (TYPE, body(JSON, part(b"a") + b"b")),
    "a SHA-1": (TYPE, body(JSON, part(b"a", digest="sha1"))),
    "base64": (TYPE, body(JSON, part(b"a").replace(b": binary", b": base64"))),
    "a header twice": (TYPE, body(JSON, part(b"a", extra="content-type: a/b\r\n"))),
    "a header without colon": (TYPE, body(JSON, part(b"a", extra="foo\r\n"))),
    "a header folded": (TYPE, body(JSON, part(b"a", extra=" foo: x\r\n"))),
    **{
        f"a type {name}": (TYPE, body(JSON, part(b"a").replace(b"text/plain", kind)))
        for name, kind in {
            "with NUL": b"text/plain\x00",
            "with a line end": b"text/plain;\nX-Foo: bar",
            "with a return": b"text/plain;\rX-Foo: bar",
            "without a subtype": b"text",
            "in Latin-1": b"text/plain; name=\xe9",
            "too long": b"text/plain; name=" + b"a" * 240,
        }.items()
    },
    "headers too large": (TYPE, body(JSON, part(b"a", extra=f"X: {'a' * 9000}\r\n"))),
    "too many parts": (TYPE, body(JSON, *[part(b"a")] * 1001)),
}


@pytest.mark.parametrize(("content_type", "text"), BAD.values(), ids=BAD)
def test_what_does_not_follow_it_is_400(content_type, text):
    with pytest.raises(BadRequest):
        multipart.read(content_type, text)


def test_parts_and_attachments_match_by_hash_and_no_other_way():
    sha2 = hashlib.sha256(b"a").hexdigest()
    found = multipart.read(TYPE, body(JSON, part(b"a")))

    found.require(declared={sha2, "b"}, needed={sha2})
    with pytest.raises(BadRequest, match="no attachment names"):
        found.require(declared={"b"}, needed=set())
    with pytest.raises(BadRequest, match="no part is it"):
        found.require(declared={sha2, "b"}, needed={"b"})
