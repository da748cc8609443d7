"""Requests of all kinds (tests/lrs/fuzzing.py), straight to the application.

``make soak`` sends a hundred thousand of them over HTTP, on both databases.
"""

import io
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from lms.wsgi import application
from lms.xapi.operations import make_credential
from tests.lrs.fuzzing import request_of
from tests.lrs.requests import Request
from tests.lrs.serving import KEY

pytestmark = pytest.mark.django_db

SEED, REQUESTS = 4, 500


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The application keeps the connection of the test, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def environ(request: Request) -> dict[str, object]:
    """The request as a server hands it over (PEP 3333)."""
    path = unquote_to_bytes(request.target).decode("latin-1")
    found = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": request.query.decode("latin-1"),
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": io.StringIO(),
    }
    for name, value in request.headers.items():
        key = name.upper().replace("-", "_")
        # A server lets no NUL pass, nor a line end.
        clean = re.sub(r"[\x00\r\n]", " ", value).strip()
        text = clean.encode("utf-8", "replace").decode("latin-1")
        found[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = text
    if request.chunked:
        found["HTTP_TRANSFER_ENCODING"] = "chunked"
        found["wsgi.input_terminated"] = True
    elif request.sends_body:
        found["CONTENT_LENGTH"] = str(len(request.body) + request.claims)
    return found


def ask(request: Request) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the answer."""
    told: list[Any] = []
    response = application(environ(request), lambda *answered: told.extend(answered))
    try:
        body = b"".join(response)
    finally:
        response.close()
    return int(told[0].split()[0]), dict(told[1]), body


def test_whatever_is_asked_the_answer_is_no_error_of_ours(one_connection):
    make_credential("fuzz", key=KEY.name, secret=KEY.secret)
    accepted = 0
    for number in range(REQUESTS):
        request = request_of(SEED, number, KEY)
        status, headers, body = ask(request)
        again = f"tests.lrs.wire show {SEED} {number}: {status} {body[:200]!r}"
        assert status < 500, again
        length = int(headers.get("Content-Length", len(body)))
        assert request.method == "HEAD" or length == len(body), again
        if request.path.startswith("/xapi/") and "/../" not in request.path:
            assert "X-Experience-API-Version" in headers, again
            if status >= 400 and body:
                assert json.loads(body)["error"], again
        accepted += request.valid and status < 300
    assert accepted > REQUESTS / 20
