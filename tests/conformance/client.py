"""A client of the LRS that speaks one edition, as the specification has it."""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client

from lms.xapi.operations import make_credential
from lms.xapi.statements.versions import Version

_CLIENT = Client()  # it keeps no cookies here
_JSON = (bool, dict, float, int, list, type(None))


def basic(key: str, secret: str) -> str:
    """The value of an Authorization header."""
    return f"Basic {base64.b64encode(f'{key}:{secret}'.encode()).decode()}"


def encoded(parameters: dict[str, Any]) -> str:
    """Parameters of a query string or a form; what JSON knows goes as JSON."""
    return urlencode(
        {
            name: json.dumps(value) if isinstance(value, _JSON) else str(value)
            for name, value in parameters.items()
        }
    )


@dataclass(frozen=True)
class Lrs:
    """Sends requests below ``base`` with a credential and the header of ``version``."""

    version: Version
    base: str
    headers: dict[str, str] = field(default_factory=dict)

    def send(
        self,
        method: str,
        path: str,
        parameters: dict[str, Any] | None = None,
        body: Any = b"",
        *,
        content_type: str = "application/json",
        query: str = "",
        **headers: str | None,
    ) -> HttpResponse:
        """A request; ``If_Match`` is the header If-Match, ``None`` leaves one out."""
        if not isinstance(body, bytes):
            body = json.dumps(body).encode()
        query = query or encoded(parameters or {})
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {n: v for n, v in (self.headers | given).items() if v is not None}
        return _CLIENT.generic(
            method,
            f"{self.base}{path}{'?' if query else ''}{query}",
            body,
            content_type=content_type,
            headers=sent,
            CONTENT_TYPE=content_type,  # for an empty body too
        )

    def get(self, path: str, /, **parameters: Any) -> HttpResponse:
        return self.send("GET", path, parameters)

    def form(
        self, path: str, method: str, fields: dict[str, Any], **headers: str | None
    ) -> HttpResponse:
        """The alternate request syntax of xAPI 1.0.3 (part three, 1.3)."""
        return self.send(
            "POST",
            path,
            query=urlencode({"method": method}),
            body=encoded(fields).encode(),
            content_type="application/x-www-form-urlencoded",
            **headers,
        )


BASES = {Version.ONE: "/xapi/", Version.TWO: "/xapi/2.0/"}


def lrs_of(version: Version, **options: Any) -> Lrs:
    """A client with a credential of its own; ``options`` of ``make_credential``."""
    made = make_credential("conformance", **options)
    return Lrs(
        version,
        BASES[version],
        {
            "Authorization": basic(made.credential.key, made.secret),
            "X-Experience-API-Version": version.value,
        },
    )


def etag_of(content: bytes) -> str:
    """A quoted SHA-1 of the contents in lower case (part three, 3.1)."""
    return f'"{hashlib.sha1(content, usedforsecurity=False).hexdigest()}"'


def refused(response: HttpResponse, status: int) -> str:
    """The sentence with which a request was refused, with this status."""
    assert response.status_code == status, response.content
    assert response["X-Experience-API-Version"] in list(Version)
    return json.loads(response.content)["error"]
