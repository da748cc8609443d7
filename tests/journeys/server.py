"""The real server for journeys: gunicorn, worker and tick, on a database of its own."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tools.processes import ending_with_parent

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
numbers = itertools.count(1)


class Site:
    """A database and a data folder: the demo, loaded once, and copies of it."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url  # of PostgreSQL; empty: SQLite in the folder

    @classmethod
    def with_demo(cls, folder: Path) -> Site:
        """Migrate a fresh site and load the demo content."""
        site = cls(folder, new_database(template=""))
        site.manage("migrate", "--verbosity=0")
        site.manage("demo")
        return site

    def copy(self, folder: Path) -> Site:
        """The same site again, to be changed at will. Nothing may run on this one."""
        shutil.copytree(self.folder, folder)
        name = urlsplit(self.url).path.lstrip("/")
        return Site(folder, new_database(template=name))

    def remove(self) -> None:
        """Drop what would stay: a database on PostgreSQL, else the folder."""
        if self.url:
            _execute(f'DROP DATABASE "{urlsplit(self.url).path[1:]}" WITH (FORCE)')
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def environment(self) -> dict[str, str]:
        env = {**os.environ, "DATA_DIR": str(self.folder)}
        env["DJANGO_SETTINGS_MODULE"] = "lms.settings.dev"
        env.pop("DATABASE_URL", None)
        if self.url:
            env["DATABASE_URL"] = self.url
        return env

    def manage(self, *arguments: str) -> str:
        """Run a management command on this site; what it printed.

        Raises ``AssertionError`` with its output when it fails.
        """
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{arguments}:\n{done.stdout}{done.stderr}"
        return done.stdout

    def ask(self, imports: str, expression: str) -> Any:
        """The value of a Python expression on this site, by way of JSON.

        ``ask("from lms.xapi.models import StoredStatement as S", "S.objects.count()")``
        """
        code = f"{imports}\nimport json\nprint('\\n' + json.dumps({expression}))"
        output = self.manage("shell", "--no-imports", "-c", code)
        return json.loads(output.splitlines()[-1])


class Server(Site):
    """A site that is being served; ``address`` stays the same when it restarts."""

    def __init__(self, site: Site) -> None:
        super().__init__(site.folder, site.url)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = self.folder / "serve.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start as `make demo` does, on the prepared site; returns when it is healthy."""
        env = self.environment | {"PORT": str(self.port), "BASE_URL": self.address}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "tools/serve.py", "demo", "--prepared"],
                cwd=ROOT,
                env=env,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=ending_with_parent(signal.SIGTERM),  # noqa: PLW1509
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if self._healthy():
                return
            time.sleep(0.1)
        raise AssertionError(f"The server did not start:\n{self.log.read_text()}")

    def _healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=10):
                return True
        except (OSError, urllib.error.URLError):
            return False

    def stop(self) -> None:
        """Stop in order, as Ctrl-C does."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)

    def kill(self) -> None:
        """Take every process away at once, as a power cut does."""
        assert self.process
        pids = [self.process.pid, *descendants(self.process.pid)]
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        self.process.wait(10)
        deadline = time.monotonic() + 10
        while alive(pids) and time.monotonic() < deadline:
            time.sleep(0.05)

    def restart(self) -> None:
        """Start again, in order or after ``kill``."""
        self.stop()
        self.start()


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


def new_database(*, template: str) -> str:
    """Make a database where the run's PostgreSQL is; its URL. Empty on SQLite."""
    base = os.environ.get("DATABASE_URL", "")
    if not base.startswith("postgres"):
        return ""
    name = f"journey_{os.getpid()}_{next(numbers)}"
    _execute(
        f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else "")
    )
    return urlunsplit(urlsplit(base)._replace(path=f"/{name}"))


def _execute(statement: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(statement)
