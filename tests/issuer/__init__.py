"""An OpenID provider of our own, in the shape of ACM/IDM: a process of its own.

``process.py`` is the program, ``Issuer`` starts and asks it. It signs with RS256, has
people to choose from, checks PKCE, secret and redirect as a provider does, and misbehaves
on request.
"""

import contextlib
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[2]
CLIENT_ID = "integriteitscampus"
CLIENT_SECRET = "a-secret-for-the-tests"


class Issuer:
    """Started until it answers; ``misbehave`` holds until the next ``behave``."""

    def __init__(self, *redirects: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self.redirects = redirects
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What our product must be told to sign in here."""
        return {
            "OIDC_ISSUER": self.address,
            "OIDC_CLIENT_ID": CLIENT_ID,
            "OIDC_CLIENT_SECRET": CLIENT_SECRET,
        }

    def start(self) -> None:
        """Returns when it answers."""
        arguments = [str(self.port), CLIENT_ID, CLIENT_SECRET, *self.redirects]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.issuer.process", *arguments], cwd=ROOT
        )
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError):
                self.behave()
                return
            time.sleep(0.05)
        raise AssertionError("The issuer did not start.")

    def stop(self) -> None:
        """End it, as when the provider is down."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)

    def misbehave(self, *ways: str) -> None:
        """``wrong_nonce``, ``unknown_key``, ``expired``, ``other_client``, ``slow`` …"""
        self._post("/_behaviour", {"ways": list(ways)})

    def behave(self) -> None:
        """As a provider should, with nothing counted and nobody signed in."""
        self._post("/_behaviour", {"ways": []})

    def asked(self) -> list[dict[str, Any]]:
        """What reached it since it last began to behave, in order."""
        with urllib.request.urlopen(f"{self.address}/_asked", timeout=10) as answer:
            return list(json.load(answer))

    def answer_to(self, address: str, person: str) -> str:
        """Where this person is sent back to, once they chose themselves at ``address``."""
        chosen = urlencode({"person": person})
        request = urllib.request.Request(f"{address}&{chosen}")
        opener = urllib.request.build_opener(_Stay())
        with opener.open(request, timeout=10) as answer:
            return str(answer.headers["Location"])

    def _post(self, path: str, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}{path}", data=data)
        urllib.request.urlopen(request, timeout=10).close()


class _Stay(urllib.request.HTTPRedirectHandler):
    """Reads where a redirect leads and does not go there."""

    def http_error_302(self, _request: Any, answer: Any, *_rest: Any) -> Any:
        return answer


@contextlib.contextmanager
def running(*redirects: str) -> Iterator[Issuer]:
    """An issuer for as long as the context."""
    issuer = Issuer(*redirects)
    try:
        issuer.start()
        yield issuer
    finally:
        issuer.stop()


def parameters_of(address: str) -> dict[str, str]:
    """What stands behind the question mark."""
    return {name: one for name, (one,) in parse_qs(urlsplit(address).query).items()}
