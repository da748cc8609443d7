"""Bodies of requests: valid ones, and what becomes of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from random import Random
from typing import Any
from uuid import UUID

from tests.lrs import oddities
from tests.lrs.saying import HOME, Json, as_text, course, verb

IDS, PEOPLE, ACTIVITIES = 400, 12, 20
VERBS = ("completed", "answered", "progressed", "voided", "attended")
BOUNDARY = "over-and-out"
TYPE = b"Content-Type: application/octet-stream"
# What no part should have; it would go out as a header again.
ODD_TYPES = (
    *(b"", b"text", b"text/plain\x00", b"text/plain\nX-Foo: bar", b"text/\xe9"),
    *(b"text/plain; name=" + b"x" * 300, b"text/plain; charset", b"text/plain\r"),
)


class Said:
    """Says valid statements with every part that a statement can have."""

    def __init__(self, draw: Random, version: str) -> None:
        self.draw = draw
        self.version = version

    def id(self) -> str:
        """One of a few hundred ids: statements meet again."""
        return str(UUID(int=self.draw.randrange(IDS) + (7 << 64), version=4))

    def registration(self) -> str:
        return str(UUID(int=self.draw.randrange(9) + (9 << 64), version=4))

    def verb(self) -> str:
        return verb(self.draw.choice(VERBS[:3]))

    def activity(self) -> str:
        return course(self.draw.randrange(ACTIVITIES))

    def word(self) -> str:
        return self.draw.choice(("noot", "mies", "wim", "zus", "jet"))

    def moment(self) -> str:
        draw = self.draw
        return (
            f"20{draw.randrange(15, 27)}-0{draw.randrange(1, 10)}-1{draw.randrange(10)}"
            f"T{draw.randrange(10, 24)}:00:0{draw.randrange(10)}"
            f"{draw.choice(('Z', '.123Z', '+02:00', '.1234567-05:30'))}"
        )

    def agent(self) -> Json:
        number = self.draw.randrange(PEOPLE)
        sha1 = hashlib.sha1(str(number).encode()).hexdigest()  # noqa: S324 (xAPI's)
        return self.draw.choice(
            (
                {"account": {"homePage": HOME, "name": f"p{number}"}},
                {"mbox": f"mailto:p{number}@voorbeeld.test", "objectType": "Agent"},
                {"mbox_sha1sum": sha1, "name": self.word()},
                {"openid": f"https://openid.example/p{number}"},
            )
        )

    def group(self) -> Json:
        members = [self.agent() for _ in range(self.draw.randrange(1, 4))]
        named = self.agent() if self.draw.random() < 0.5 else {}
        return {**named, "objectType": "Group", "member": members}

    def statement(self) -> Json:
        """Of whatever kind: about an activity, somebody, another statement."""
        draw = self.draw
        one: Json = {
            "id": self.id(),
            "actor": self.group() if draw.random() < 0.2 else self.agent(),
            "verb": {"id": self.verb(), "display": {"nl": self.word()}},
            "object": draw.choice(
                (
                    *[self._activity] * 6,
                    self._reference,
                    self._inner,
                    self.agent_as_object,
                )
            )(),
            "timestamp": self.moment(),
        }
        if one["object"].get("objectType") == "StatementRef" and draw.random() < 0.5:
            one["verb"] = {"id": verb("voided")}
        else:
            self._more(one)
        return one

    def _more(self, one: Json) -> None:
        draw = self.draw
        if draw.random() < 0.6:
            one["context"] = self._context(
                activity=one["object"].get("objectType", "Activity") == "Activity"
            )
        if draw.random() < 0.5:
            one["result"] = {
                "score": {"scaled": 0.5, "raw": 5, "min": 0, "max": 10},
                "success": True,
                "completion": False,
                "response": self.word(),
                "duration": "PT1M2.5S",
                "extensions": {"https://example.com/x": {"a": [1, None, "b"]}},
            }

    def agent_as_object(self) -> Json:
        return {"objectType": "Agent", **self.agent()}

    def _activity(self) -> Json:
        one: Json = {"id": self.activity()}
        if self.draw.random() < 0.6:
            one["definition"] = {
                "name": {"nl": self.word(), "en": self.word()},
                "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
                "interactionType": "choice",
                "choices": [{"id": "a", "description": {"nl": self.word()}}],
                "correctResponsesPattern": ["a"],
                "extensions": {"https://example.com/e": self.draw.randrange(9)},
            }
        return one

    def _reference(self) -> Json:
        return {"objectType": "StatementRef", "id": self.id()}

    def _inner(self) -> Json:
        return {
            "objectType": "SubStatement",
            "actor": self.agent(),
            "verb": {"id": self.verb()},
            "object": self.draw.choice((self._activity, self._reference))(),
        }

    def _context(self, *, activity: bool) -> Json:
        context: Json = {
            "registration": self.registration(),
            "instructor": self.agent(),
            "team": self.group(),
            "language": "nl-BE",
            "statement": self._reference(),
            "contextActivities": {
                name: [{"id": self.activity()}]
                for name in ("parent", "grouping", "category", "other")
            },
            "extensions": {"https://example.com/c": [self.word()]},
        }
        if activity:
            context |= {"platform": self.word(), "revision": "1"}
        if self.version.startswith("2"):
            context["contextAgents"] = [
                {"objectType": "contextAgent", "agent": self.agent_as_object()}
            ]
        names = list(context)
        return {n: context[n] for n in self.draw.sample(names, len(names) // 2)}


def with_attachments(draw: Random, statement: Json) -> tuple[str, bytes]:
    """A statement with attachments: Content-Type and body."""
    contents = [
        bytes(draw.choices(range(256), k=draw.choice((1, 20, 3000))))
        for _ in range(draw.randrange(1, 4))
    ]
    hashes = [hashlib.sha256(each).hexdigest() for each in contents]
    statement = statement | {
        "attachments": [
            {
                "usageType": "https://example.com/usage",
                "display": {"nl": "bijlage"},
                "contentType": "application/octet-stream",
                "length": len(content),
                "sha2": sha2,
            }
            for content, sha2 in zip(contents, hashes, strict=True)
        ]
    }
    parts = [b"Content-Type: application/json\r\n\r\n" + as_text(statement).encode()]
    for content, sha2 in zip(contents, hashes, strict=True):
        head = (
            "Content-Type: application/octet-stream\r\n"
            "Content-Transfer-Encoding: binary\r\n"
            f"X-Experience-API-Hash: {sha2}\r\n\r\n"
        )
        parts.append(head.encode() + content)
    lines = [f"--{BOUNDARY}\r\n".encode() + part + b"\r\n" for part in parts]
    body = b"".join([*lines, f"--{BOUNDARY}--\r\n".encode()])
    return f"multipart/mixed; boundary={BOUNDARY}", body


def of_another_type(draw: Random, body: bytes) -> bytes:
    """A body of which one attachment has a type that is none."""
    return body.replace(TYPE, b"Content-Type: " + draw.choice(ODD_TYPES), 1)


def mutated_json(draw: Random, body: bytes) -> bytes:
    """JSON of which something was changed, taken away, added or renamed."""
    try:
        content = json.loads(body)
    except ValueError:  # it was broken before
        return broken_bytes(draw, body)
    holders = list(_holders(content))
    if not holders:
        return broken_bytes(draw, body)
    holder, place = draw.choice(holders)
    way = draw.randrange(7)
    if isinstance(holder, dict) and way > 3:
        _rename(draw, holder, place, way)
    elif way == 3:
        del holder[place]
    elif way > 3 and isinstance(holder[place], str):
        holder[place] = oddities.twisted(draw, holder[place])
    else:
        holder[place] = oddities.value(draw)
    text = json.dumps(content, ensure_ascii=draw.random() < 0.5)
    if draw.random() < 0.03:  # a name twice, which no dict can hold
        text = text.replace("{", '{"id":"x","id":"x",', 1)
    return text.encode("utf-8", "surrogatepass")


def _rename(draw: Random, holder: Json, place: str, way: int) -> None:
    """Give a property another name, or add one; or twist it where it is a text."""
    if way == 4:
        holder[oddities.text(draw)[:300]] = holder.pop(place)
    elif way == 5:
        name = draw.choice(("objectType", "x", "id", "mbox", "version", "stored"))
        holder[name] = oddities.value(draw)
    elif isinstance(holder[place], str):
        holder[place] = oddities.twisted(draw, holder[place])


def _holders(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a JSON value: what holds it, and under which name or number."""
    if isinstance(value, dict):
        pairs: Any = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    else:
        return
    for place, inner in pairs:
        yield value, place
        yield from _holders(inner)


def some_json(draw: Random) -> bytes:
    """JSON of no particular form."""
    value = [oddities.value(draw) for _ in range(draw.randrange(4))]
    chosen = draw.choice((value, {"a": value}, oddities.value(draw)))
    return json.dumps(chosen).encode("utf-8", "surrogatepass")


def broken_bytes(draw: Random, body: bytes = b"") -> bytes:
    """Bytes that were something once: cut, turned, doubled, in another encoding."""
    way = draw.randrange(8)
    place = draw.randrange(len(body) + 1)
    if way == 0 or not body:
        return bytes(draw.choices(range(256), k=draw.choice((1, 10, 200, 5000))))
    if way == 1:
        return body[:place]
    if way == 2:
        return body[:place] + bytes([draw.randrange(256)]) + body[place + 1 :]
    if way == 3:
        return body + body
    if way == 4:
        return body.decode("latin-1").encode(draw.choice(("utf-16", "utf-32", "utf-7")))
    if way == 5:
        return b"\xef\xbb\xbf" + body
    if way == 6:
        return body.replace(b"\r\n", b"\n")
    return body[:place] + body[draw.randrange(len(body)) :]
