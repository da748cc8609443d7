"""The web server of the product alone, with as many workers as wanted."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.journeys.server import ROOT, START_SECONDS, Site, alive, descendants
from tests.lrs.client import Key, Line
from tools.processes import ending_with_parent

KEY = Key("tests", "tests-secret")
MAKE_KEY = """
from lms.xapi.operations import make_credential

def make(name, secret):
    return make_credential(name, key=name, secret=secret).credential.key
"""


class Lrs(Site):
    """The store of a site, served by gunicorn without task worker or tick."""

    def __init__(self, site: Site, *, workers: int = 2) -> None:
        super().__init__(site.folder, site.url)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.count = workers
        self.log = self.folder / "lrs.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {
            "PORT": str(self.port),
            "BASE_URL": f"http://127.0.0.1:{self.port}",
            "GUNICORN_CMD_ARGS": f"--workers {self.count}",
            "PYTHONWARNINGS": "ignore",
        }

    def make_key(self) -> None:
        """Let ``KEY`` do everything on the record store."""
        self.ask(MAKE_KEY, f"make({KEY.name!r}, {KEY.secret!r})")

    def start(self) -> None:
        """Start; returns when the store answers. Raises ``AssertionError`` otherwise."""
        (self.folder / "static").mkdir(exist_ok=True)  # else WhiteNoise warns
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "-c", "tools/gunicorn_conf.py"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=ending_with_parent(signal.SIGTERM),  # noqa: PLW1509
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.line().ask("GET", "/xapi/about").status == http.HTTPStatus.OK:
                    return
            time.sleep(0.05)
        raise AssertionError(f"The store did not start:\n{self.log.read_text()}")

    def stop(self) -> None:
        """Stop in order."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)

    def kill(self) -> None:
        """Take every process away at once, as a power cut does."""
        assert self.process
        pids = [self.process.pid, *self.workers]
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        self.process.wait(10)
        deadline = time.monotonic() + 10
        while alive(pids) and time.monotonic() < deadline:
            time.sleep(0.02)

    @contextlib.contextmanager
    def serving(self) -> Iterator[Lrs]:
        """Served for as long as the context."""
        try:
            self.start()
            yield self
        finally:
            self.stop()

    def line(self, *, version: str = "1.0.3", timeout: float = 60) -> Line:
        """A connection of its own."""
        return Line(self.port, KEY, version=version, timeout=timeout)

    @property
    def workers(self) -> list[int]:
        """The process ids of the workers."""
        assert self.process
        return descendants(self.process.pid)

    @property
    def memory(self) -> int:
        """What the workers hold of the memory, in kB."""
        told = subprocess.run(
            ["ps", "-o", "rss=", "-p", ",".join(map(str, self.workers))],
            check=True,
            capture_output=True,
            text=True,
        )
        return sum(map(int, told.stdout.split()))


def migrated(folder: Path, url: str) -> Site:
    """A site with empty tables."""
    site = Site(folder, url)
    folder.mkdir(exist_ok=True)
    site.manage("migrate", "--verbosity=0")
    return site
