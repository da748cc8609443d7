"""What an answer means, and how long to wait after it; the client against a bad certificate."""

import ssl
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import uuid4

import pytest

from lms.xapi.enums import Trouble
from lms.xapi.forwarding.answers import LONGEST_WAIT, Verdict, judge, wait_asked
from lms.xapi.forwarding.client import Answer, NoAnswer, OutsideLRS
from lms.xapi.statements.versions import Version
from tests.missing import missing

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        (None, 0),
        ("", 0),
        ("120", 120),
        ("-5", 0),
        ("Tue, 01 Sep 2026 12:10:00 GMT", 600),
        ("Tue, 01 Sep 2026 11:00:00 GMT", 0),
        ("soon", 0),
        ("9" * 40, LONGEST_WAIT.total_seconds()),
        ("9" * 9, LONGEST_WAIT.total_seconds()),
    ],
)
def test_how_long_a_server_asks_to_wait(asked, wait):
    assert wait_asked(asked, NOW) == timedelta(seconds=wait)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (204, Verdict.STORED),
        (201, Verdict.FAILED),
        (302, Verdict.FAILED),
        (400, Verdict.REFUSED),
        (401, Verdict.FAILED),
        (409, Verdict.KNOWN),
        (413, Verdict.REFUSED),
        (422, Verdict.REFUSED),
        (429, Verdict.FAILED),
        (599, Verdict.FAILED),
    ],
)
def test_what_a_status_means(status, verdict):
    assert judge(Answer(status, "", None), [uuid4()]).verdict is verdict


def test_a_200_counts_with_the_ids_that_were_sent():
    one, other = uuid4(), uuid4()

    def verdict(text):
        return judge(Answer(200, text, None), [one, other]).verdict

    assert verdict(f'["{str(one).upper()}", "{other}"]') is Verdict.STORED
    for text in ("", "null", "{}", "3", "[[]]", f'["{one}"]', "[" * 100_000, "[null]"):
        assert verdict(text) is Verdict.FAILED


@pytest.fixture
def self_signed(tmp_path):
    """The port of a server whose certificate nobody vouches for, and what it was asked."""
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    try:
        subprocess.run(
            [*command, "-keyout", key, "-out", certificate, *subject],
            check=True,
            capture_output=True,
        )
    except FileNotFoundError:
        missing("openssl is not installed")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(self.path)

    class Server(HTTPServer):
        def handle_error(self, *args):
            """A handshake that fails is what this server is for."""

    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()


def test_key_and_secret_reach_nobody_whose_certificate_is_not_trusted(self_signed):
    port, asked = self_signed
    lrs = OutsideLRS(
        f"https://127.0.0.1:{port}/", version=Version.TWO, key="a", secret="b"
    )

    with pytest.raises(NoAnswer) as failure:
        lrs.post_statements(b"[]", "application/json")

    assert failure.value.trouble == Trouble.INSECURE
    assert asked == []


@pytest.mark.parametrize(
    "endpoint", ["http://127.0.0.1:99999/", "http://nowhere.invalid/", "http://[::/"]
)
def test_an_address_that_leads_nowhere(endpoint):
    lrs = OutsideLRS(endpoint, version=Version.ONE, key="a", secret="b")

    with pytest.raises(NoAnswer):
        lrs.post_statements(b"[]", "application/json")
