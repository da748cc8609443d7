"""The Statement resource over HTTP, as the tests use it (part three, 2.1)."""

import hashlib
import json
from typing import Any
from uuid import uuid4

from django.http import HttpResponse

from . import building as b
from .client import Lrs
from .multiparts import TYPE, body

Json = dict[str, Any]
FILE_USE = "https://example.com/usage/file"


def said(**parts: Any) -> Json:
    """A statement with an id of its own; what is not given is Noor who did one thing."""
    return b.statement(**({"id": str(uuid4())} | parts))


def agent(name: str) -> Json:
    """An agent, as each may be asked for."""
    return {"objectType": "Agent", "mbox": f"mailto:{name}@voorbeeld.test"}


def verb(name: str) -> Json:
    return {"id": f"https://example.com/verbs/{name}"}


def activity(name: str, /, **definition: Any) -> Json:
    iri = f"https://example.com/activities/{name}"
    return {"id": iri, "definition": definition} if definition else {"id": iri}


def refers(target: Json | str, **parts: Any) -> Json:
    """A statement about another statement."""
    target = target if isinstance(target, str) else target["id"]
    return said(**({"object": {"objectType": "StatementRef", "id": target}} | parts))


def voids(target: Json | str, **parts: Any) -> Json:
    """A statement that voids another (part two, 2.3.2; IEEE 9274.1.1, 4.2.5)."""
    return refers(target, **({"verb": {"id": b.VOIDED}} | parts))


def sha(content: bytes, digest: str = "sha256") -> str:
    return hashlib.new(digest, content).hexdigest()


def named(content: bytes, **changes: Any) -> Json:
    """An attachment of a statement that names these bytes."""
    return {
        "usageType": FILE_USE,
        "display": {"nl": "Bijlage"},
        "contentType": "text/plain",
        "length": len(content),
        "sha2": sha(content),
    } | changes


def having(*contents: bytes, **changes: Any) -> Json:
    """A statement with these bytes as its attachments."""
    return said(attachments=[named(content, **changes) for content in contents])


def put(lrs: Lrs, statement: Json, **changes: Any) -> HttpResponse:
    """The answer to a PUT under the id of the statement."""
    query = {"statementId": statement["id"]}
    return lrs.send("PUT", "statements", query, statement, **changes)


def post(lrs: Lrs, content: Any, **changes: Any) -> HttpResponse:
    return lrs.send("POST", "statements", None, content, **changes)


def store(lrs: Lrs, *statements: Json) -> list[str]:
    """Store statements, one request each, so that each comes after the one before."""
    ids = []
    for statement in statements:
        response = post(lrs, statement)
        assert response.status_code == 200, response.content
        ids += response.json()
    return ids


def found(lrs: Lrs, **query: Any) -> list[Json]:
    """The statements that match."""
    response = lrs.get("statements", **query)
    assert response.status_code == 200, response.content
    return response.json()["statements"]


def ids(lrs: Lrs, **query: Any) -> list[str]:
    return [statement["id"] for statement in found(lrs, **query)]


def get(lrs: Lrs, statement: Json | str, **query: Any) -> Json:
    """One statement that stands."""
    wanted = statement if isinstance(statement, str) else statement["id"]
    response = lrs.get("statements", statementId=wanted, **query)
    assert response.status_code == 200, response.content
    return response.json()


def status(lrs: Lrs, **query: Any) -> int:
    return lrs.get("statements", **query).status_code


def pages(lrs: Lrs, **query: Any) -> list[list[str]]:
    """The ids of every page, following ``more`` to its end (part two, 2.5)."""
    answer = lrs.get("statements", **query).json()
    seen = [[one["id"] for one in answer["statements"]]]
    while answer["more"]:
        answer = go_on(lrs, answer["more"]).json()
        seen.append([one["id"] for one in answer["statements"]])
    return seen


def go_on(lrs: Lrs, more: str, **query: Any) -> HttpResponse:
    """The answer to a continuation, which is an address on this server."""
    assert more.startswith(f"{lrs.base}statements?"), more
    return lrs.send("GET", "statements", query=more.partition("?")[2])


def with_parts(lrs: Lrs, content: Any, *parts: bytes, **options: Any) -> HttpResponse:
    """The answer to statements and attachments in one body (part three, 1.5.2)."""
    first = options.pop("first", "application/json")
    head = f"Content-Type: {first}\r\n\r\n".encode()
    return lrs.send(
        options.pop("method", "POST"),
        "statements",
        options.pop("parameters", None),
        body(head + json.dumps(content).encode(), *parts),
        content_type=options.pop("content_type", TYPE),
        **options,
    )


def parts_of(response: HttpResponse) -> tuple[Json, dict[str, tuple[Json, bytes]]]:
    """The JSON of a multipart answer, and headers and bytes of its parts by hash."""
    assert response["Content-Type"].startswith("multipart/mixed; boundary=")
    boundary = response["Content-Type"].partition("boundary=")[2].encode()
    before, *inside, end = response.content.split(b"--" + boundary)
    assert (before, end) == (b"", b"--\r\n")
    read = [_part(one) for one in inside]
    assert read[0][0]["content-type"] == "application/json"
    hashes = [head["x-experience-api-hash"] for head, _ in read[1:]]
    assert len(set(hashes)) == len(hashes), "an attachment came twice"
    return json.loads(read[0][1]), dict(zip(hashes, read[1:], strict=True))


def _part(text: bytes) -> tuple[Json, bytes]:
    head, _, content = text.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    lines = [line.partition(": ") for line in head.decode().split("\r\n")]
    headers = {name.lower(): value for name, _, value in lines}
    return headers, content.removesuffix(b"\r\n")
