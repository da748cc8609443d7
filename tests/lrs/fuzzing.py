"""Requests of all kinds, from a seed: half mutated from valid ones, half random.

``request_of(seed, number)`` makes the same request every time, so what goes wrong can
be repeated alone. One in eight is valid, so that there is something to find, to void
and to be in conflict with. Bodies are in ``fuzzing_bodies``, odd values in ``oddities``.
"""

from __future__ import annotations

from random import Random
from typing import Any

from tests.lrs import oddities
from tests.lrs.client import Key
from tests.lrs.fuzzing_bodies import (
    Said,
    broken_bytes,
    mutated_json,
    of_another_type,
    some_json,
    with_attachments,
)
from tests.lrs.requests import Request
from tests.lrs.saying import Json, as_text

RESOURCES = (
    "statements",
    "activities",
    "agents",
    "activities/state",
    "activities/profile",
    "agents/profile",
    "about",
)
EDITIONS = (("/xapi/", "1.0.3"), ("/xapi/2.0/", "2.0.0"))
METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE")
ODD_METHODS = ("PATCH", "OPTIONS", "TRACE", "get", "PROPFIND", "X" * 30)
NAMES = (
    *("statementId", "voidedStatementId", "agent", "verb", "activity", "registration"),
    *("related_activities", "related_agents", "since", "until", "limit", "format"),
    *(
        "attachments",
        "ascending",
        "activityId",
        "stateId",
        "profileId",
        "more",
        "method",
    ),
)
HEADERS = (
    *("Authorization", "X-Experience-API-Version", "If-Match", "If-None-Match"),
    *("Accept-Language", "Content-Type", "Content-Encoding", "Accept"),
    *("Accept-Encoding", "Expect-Nothing", "X-Forwarded-For", "Cookie", "Referer"),
    *("If-Modified-Since", "Range", "X-Experience-API-Hash"),
    *("X-HTTP-Method-Override", "Content-Transfer-Encoding"),
)


def request_of(seed: int, number: int, key: Key) -> Request:
    """The request with this number; always the same."""
    draw = Random(f"{seed}:{number}")  # noqa: S311 (a draw, no secret)
    maker = Maker(draw, key)
    turn = number % 8
    if turn == 0:
        return maker.valid()
    return maker.mutated() if turn < 5 else maker.random()


class Maker:
    """Makes one request."""

    def __init__(self, draw: Random, key: Key) -> None:
        self.draw = draw
        self.key = key
        self.base, self.version = draw.choice(EDITIONS)
        self.said = Said(draw, self.version)

    def valid(self) -> Request:
        """A request as the specification has it."""
        kinds = (
            *[self._post] * 4,
            *[self._put] * 2,
            self._with_attachments,
            *[self._find] * 4,
            *[self._document] * 4,
            self._thing,
            self._alternate,
        )
        request = self.draw.choice(kinds)()
        request.valid = True
        return request

    def mutated(self) -> Request:
        """A valid request with one to three things that are not as they were."""
        request = self.valid()
        request.valid = False
        ways = (
            *[self._twist_body] * 4,
            *[self._twist_parameters] * 3,
            *[self._twist_headers] * 2,
            self._twist_line,
        )
        for _ in range(self.draw.choice((1, 1, 1, 2, 3))):
            self.draw.choice(ways)(request)
        return request

    def random(self) -> Request:
        """A request of parts that have nothing to do with each other."""
        draw = self.draw
        request = self._request(
            draw.choice((*METHODS, *METHODS, *ODD_METHODS)), draw.choice(RESOURCES)
        )
        if draw.random() < 0.1:
            request.path = self.base + oddities.text(draw)[:2000]
        for _ in range(draw.randrange(5)):
            request.parameters.append((draw.choice(NAMES), self._value()))
        for _ in range(draw.randrange(3)):
            request.headers[draw.choice(HEADERS)] = oddities.text(draw)[:4000]
        if draw.random() < 0.7:
            request.body = draw.choice((some_json, broken_bytes))(draw)
            request.headers["Content-Type"] = draw.choice(oddities.TYPES)
        self._twist_line(request, often=0.1)
        return request

    def _request(self, method: str, resource: str, **parameters: Any) -> Request:
        return Request(
            method,
            self.base + resource,
            [
                (name, value if isinstance(value, str) else as_text(value))
                for name, value in parameters.items()
            ],
            {
                "Authorization": self.key.header,
                "X-Experience-API-Version": self.version,
            },
        )

    def _with_json(self, request: Request, content: Any) -> Request:
        request.body = as_text(content).encode()
        request.headers["Content-Type"] = "application/json"
        return request

    def _post(self) -> Request:
        content = self.said.statement()
        if self.draw.random() < 0.3:
            content = [self.said.statement() for _ in range(self.draw.randrange(1, 6))]
        return self._with_json(self._request("POST", "statements"), content)

    def _put(self) -> Request:
        one = self.said.statement()
        return self._with_json(
            self._request("PUT", "statements", statementId=one["id"]), one
        )

    def _with_attachments(self) -> Request:
        request = self._request("POST", "statements")
        kind, request.body = with_attachments(self.draw, self.said.statement())
        request.headers["Content-Type"] = kind
        return request

    def _find(self) -> Request:
        draw, said = self.draw, self.said
        if draw.random() < 0.2:
            name = draw.choice(("statementId", "voidedStatementId"))
            return self._request("GET", "statements", **{name: said.id()})
        possible: Json = {
            "agent": said.agent(),
            "verb": said.verb(),
            "activity": said.activity(),
            "registration": said.registration(),
            "since": said.moment(),
            "until": said.moment(),
            "limit": str(draw.randrange(20)),
            "related_activities": draw.choice(("true", "false")),
            "related_agents": draw.choice(("true", "false")),
            "ascending": draw.choice(("true", "false")),
            "attachments": draw.choice(("true", "false")),
            "format": draw.choice(("exact", "ids", "canonical")),
        }
        names = draw.sample(list(possible), draw.randrange(5))
        method = draw.choice(("GET", "GET", "HEAD"))
        return self._request(method, "statements", **{n: possible[n] for n in names})

    def _document(self) -> Request:
        draw, said = self.draw, self.said
        resource = draw.choice(RESOURCES[3:6])
        named: Json = {}
        if resource != "agents/profile":
            named["activityId"] = said.activity()
        if resource != "activities/profile":
            named["agent"] = said.agent()
        name = "stateId" if resource == "activities/state" else "profileId"
        method = draw.choice(("GET", "HEAD", "PUT", "POST", "DELETE"))
        if method not in {"GET", "HEAD"} or draw.random() < 0.7:
            named[name] = f"document-{draw.randrange(8)}"
        elif draw.random() < 0.5:
            named["since"] = said.moment()
        request = self._request(method, resource, **named)
        if method in {"PUT", "POST"}:
            self._with_json(request, {said.word(): draw.randrange(9), "n": [1, None]})
            request.headers["If-None-Match" if draw.random() < 0.5 else "If-Match"] = (
                "*"
            )
        return request

    def _thing(self) -> Request:
        if self.draw.random() < 0.5:
            return self._request("GET", "activities", activityId=self.said.activity())
        if self.draw.random() < 0.8:
            return self._request("GET", "agents", agent=self.said.agent())
        return self._request("GET", "about")

    def _alternate(self) -> Request:
        """The alternate request syntax, which 2.0 refuses."""
        inner = self.draw.choice((self._put, self._find, self._document))()
        form = [*inner.parameters, *inner.headers.items()]
        if inner.body:
            form.append(("content", inner.body.decode()))
        outer = Request("POST", inner.path, [("method", inner.method)])
        outer.headers["Content-Type"] = "application/x-www-form-urlencoded"
        outer.body = Request("", "", form).query
        return outer

    def _value(self) -> str:
        said = self.said
        good = (
            *(said.id, said.verb, said.activity, said.registration, said.moment),
            lambda: as_text(said.agent()),
        )
        if self.draw.random() < 0.4:
            return str(self.draw.choice(good)())
        return oddities.text(self.draw)[:6000]

    def _twist_body(self, request: Request) -> None:
        draw = self.draw
        kind = request.headers.get("Content-Type", "")
        if request.body and kind == "application/json" and draw.random() < 0.8:
            request.body = mutated_json(draw, request.body)
        elif kind.startswith("multipart/") and draw.random() < 0.5:
            request.body = of_another_type(draw, request.body)
        elif request.body:
            request.body = broken_bytes(draw, request.body)
        elif draw.random() < 0.5:
            request.body = some_json(draw)
            request.headers["Content-Type"] = "application/json"
        else:
            self._twist_parameters(request)

    def _twist_parameters(self, request: Request) -> None:
        draw, pairs = self.draw, request.parameters
        way = draw.randrange(6)
        if pairs and way < 3:
            place = draw.randrange(len(pairs))
            name, value = pairs[place]
            value = oddities.twisted(draw, value) if way else self._value()
            pairs[place] = (name, value)
        elif pairs and way == 3:
            pairs.append(draw.choice(pairs))
        elif pairs and way == 4:
            pairs.pop(draw.randrange(len(pairs)))
        else:
            name = draw.choice((*NAMES, oddities.text(draw)[:200]))
            pairs.append((name, self._value()))

    def _twist_headers(self, request: Request) -> None:
        draw = self.draw
        way = draw.randrange(5)
        if way == 0 and request.headers:
            request.headers.pop(draw.choice(list(request.headers)))
        elif way == 1:
            request.headers["X-Experience-API-Version"] = draw.choice(oddities.VERSIONS)
        elif way == 2:
            request.headers["Content-Type"] = draw.choice(oddities.TYPES)
        elif way == 3:
            name = draw.choice(("If-Match", "If-None-Match"))
            request.headers[name] = draw.choice(oddities.ETAGS)
        else:
            request.headers[draw.choice(HEADERS)] = oddities.text(draw)[:4000]

    def _twist_line(self, request: Request, *, often: float = 1) -> None:
        draw = self.draw
        if draw.random() > often:
            return
        way = draw.randrange(6)
        if way == 0:
            request.method = draw.choice((*METHODS, *ODD_METHODS))
        elif way == 1:
            request.path = self.base + draw.choice(
                (*RESOURCES, "", "statements/", "Statements", "../admin", "%00", "é")
            )
        elif way == 2:
            request.raw_query = oddities.raw(draw)
        elif way == 3:
            request.chunked = True
        elif way == 4:
            other = {"/xapi/": "/xapi/2.0/", "/xapi/2.0/": "/xapi/"}[self.base]
            request.path = request.path.replace(self.base, other, 1)
        elif request.sends_body and draw.random() < 0.3:
            request.claims = draw.choice((1, 100))
