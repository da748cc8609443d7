"""The real server for journeys: gunicorn, worker and tick, on a database of its own."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.migrated import alone, copy_on_sqlite, template_on_postgres
from tests.served import ROOT, Served

numbers = itertools.count(1)
ANSWER = "answer: "
# Between two questions it holds nothing: no connection that a power cut would spare, and
# nothing that it remembers of before.
ANSWERING = f"""
import json, sys, traceback
from django.core.cache import caches
from django.db import connections
for line in sys.stdin:
    imports, expression = json.loads(line)
    names = {{"__name__": "asked"}}
    for cache in caches.all():
        cache.clear()
    try:
        exec(imports, names)
        told = {{"value": eval(expression, names)}}
    except Exception:
        told = {{"error": traceback.format_exc()}}
    connections.close_all()
    print("\\n{ANSWER}" + json.dumps(told), flush=True)
"""


class Site:
    """A database and a data folder: the demo, loaded once, and copies of it."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url  # of PostgreSQL; empty: SQLite in the folder

    @classmethod
    def with_demo(cls, folder: Path) -> Site:
        """Load the demo content into a migrated site."""
        base = on_postgres()
        if not base:
            copy_on_sqlite(folder / "db.sqlite3")
        template = template_on_postgres(base) if base else ""
        site = cls(folder, new_database(template=template))
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


@contextmanager
def shared(folder: Path, *, load: Callable[[Path], Site]) -> Iterator[Site]:
    """One site for all workers of a run: who comes first loads it, the last removes it."""
    lock, told = folder.with_suffix(".lock"), folder.with_suffix(".json")
    with alone(lock):
        if told.exists():
            held = json.loads(told.read_text())
        else:
            shutil.rmtree(folder, ignore_errors=True)  # of one that failed
            folder.mkdir()
            held = {"url": load(folder).url, "users": 0}
        told.write_text(json.dumps(held | {"users": held["users"] + 1}))
    site = Site(folder, held["url"])
    yield site
    with alone(lock):
        held = json.loads(told.read_text())
        told.write_text(json.dumps(held | {"users": held["users"] - 1}))
        if held["users"] == 1:
            site.remove()
            told.unlink()


class Server(Site, Served):
    """A site that is being served, as `make demo` does; nothing needs preparing."""

    command = (sys.executable, "tools/serve.py", "demo", "--prepared")

    def __init__(self, site: Site) -> None:
        Site.__init__(self, site.folder, site.url)
        Served.__init__(self)
        self.log = self.folder / "serve.log"
        self.asked: subprocess.Popen[str] | None = None

    def ask(self, imports: str, expression: str) -> Any:
        """As of any site, by a process that stays: starting Django is the slow part."""
        if self.asked is None:
            self.asked = subprocess.Popen(
                [sys.executable, "manage.py", "shell", "--no-imports", "-c", ANSWERING],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        assert self.asked.stdin
        assert self.asked.stdout
        self.asked.stdin.write(json.dumps([imports, expression]) + "\n")
        self.asked.stdin.flush()
        said = ""
        for line in self.asked.stdout:
            said += line
            if line.startswith(ANSWER):
                told = json.loads(line.removeprefix(ANSWER))
                assert "error" not in told, f"{expression}:\n{told['error']}"
                return told["value"]
        raise AssertionError(f"{expression}:\n{said}")

    def remove(self) -> None:
        """Drop what would stay, and let go of who answers."""
        if self.asked:
            self.asked.communicate()
        super().remove()


def on_postgres() -> str:
    """The URL of the run's PostgreSQL. Empty on SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith("postgres") else ""


def new_database(*, template: str) -> str:
    """Make a database where the run's PostgreSQL is; its URL. Empty on SQLite."""
    base = on_postgres()
    if not base:
        return ""
    name = f"journey_{os.getpid()}_{next(numbers)}"
    _execute(
        f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else "")
    )
    return urlunsplit(urlsplit(base)._replace(path=f"/{name}"))


def _execute(statement: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(statement)
