"""The real server for journeys: gunicorn, worker and tick, on a database of its own."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.served import ROOT, Served

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


class Server(Site, Served):
    """A site that is being served, as `make demo` does; nothing needs preparing."""

    command = (sys.executable, "tools/serve.py", "demo", "--prepared")

    def __init__(self, site: Site) -> None:
        Site.__init__(self, site.folder, site.url)
        Served.__init__(self)
        self.log = self.folder / "serve.log"


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
