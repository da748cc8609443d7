"""A server in processes of its own, as journeys, soaks and benches want it."""

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

from tools.processes import ending_with_parent

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60
STOP_SECONDS = 60


class Served:
    """Started until it answers, stopped in order, or killed; the port stays the same.

    Whoever is served says with which ``environment``, ``command`` and page of
    ``health``, and into which ``log`` it writes.
    """

    command = (sys.executable, "-m", "gunicorn", "-c", "tools/gunicorn_conf.py")
    health = "/healthz"
    log: Path | None = None
    environment: dict[str, str]

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it answers. Raises ``AssertionError`` when it does not start."""
        where = {"PORT": str(self.port), "BASE_URL": self.address}
        with self.log.open("ab") if self.log else contextlib.nullcontext() as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment | where,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=ending_with_parent(signal.SIGTERM),  # noqa: PLW1509
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if self._answers():
                return
            time.sleep(0.05)
        said = self.log.read_text() if self.log else ""
        raise AssertionError(f"The server did not start.\n{said}")

    def _answers(self) -> bool:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(line):
            try:
                line.request("GET", self.health)
                return line.getresponse().status == http.HTTPStatus.OK
            except (OSError, http.client.HTTPException):
                return False

    def stop(self) -> None:
        """Stop in order, as Ctrl-C does."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(STOP_SECONDS)

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

    def restart(self) -> None:
        """Start again, in order or after ``kill``."""
        self.stop()
        self.start()

    @contextlib.contextmanager
    def serving(self) -> Iterator[None]:
        """Served for as long as the context."""
        try:
            self.start()
            yield
        finally:
            self.stop()

    @property
    def workers(self) -> list[int]:
        """The ids of the processes that it started, and that these started."""
        assert self.process
        return descendants(self.process.pid)


def _processes() -> dict[int, tuple[int, str]]:
    """Every process of the machine: its parent, and its state."""
    table = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,stat="],
        check=True,
        capture_output=True,
        text=True,
    )
    rows = (line.split() for line in table.stdout.splitlines())
    return {int(pid): (int(parent), state) for pid, parent, state in rows}


def alive(pids: list[int]) -> list[int]:
    """Those of these processes that still run (the dead may wait for their burial)."""
    processes = _processes()
    return [p for p in pids if p in processes and processes[p][1][0] != "Z"]


def descendants(pid: int) -> list[int]:
    """The processes that a process started, and that these started."""
    children: dict[int, list[int]] = {}
    for child, (parent, _) in _processes().items():
        children.setdefault(parent, []).append(child)

    def below(parent: int) -> Iterator[int]:
        for child in children.get(parent, []):
            yield child
            yield from below(child)

    return list(below(pid))
