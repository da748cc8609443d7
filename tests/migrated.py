"""A database with all migrations: made once, and copied by whoever needs one.

Migrating takes half a minute. So one process does it, whoever asks meanwhile waits, and
later ones (the other worker, the journeys, the next run) begin with a copy.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build"
APPS = ("lms", "courses", "dilemmas", "certification", "cms_site")
# A fifth of the time would go to looking for garbage among the many states of the models.
MIGRATING = """
import gc, django
from django.core.management import call_command
django.setup()
gc.disable()
call_command("migrate", verbosity=0)
"""
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


def copy_on_sqlite(database: Path) -> None:
    """Let a file be a migrated database on SQLite."""
    kept = KEPT / f"migrated-{VERSION}-{fingerprint()}.sqlite3"
    with alone(KEPT / "migrated.lock"):
        if not kept.exists():
            for outdated in KEPT.glob(f"migrated-{VERSION}-*.sqlite3*"):
                outdated.unlink()
            draft = kept.with_suffix(".sqlite3-draft")
            _migrate(f"sqlite:///{draft}")
            draft.replace(kept)
    shutil.copyfile(kept, database)


def template_on_postgres(url: str) -> str:
    """The name of a migrated database on the server of this URL, to make others after."""
    name = f"migrated_{fingerprint()}"
    draft = f"{name}_draft"
    with (
        alone(KEPT / "migrated-on-postgres.lock"),
        psycopg.connect(url, autocommit=True) as connection,
    ):
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if not connection.execute(known, [name]).fetchone():
            connection.execute(f'DROP DATABASE IF EXISTS "{draft}"')
            connection.execute(f'CREATE DATABASE "{draft}"')
            _migrate(urlunsplit(urlsplit(url)._replace(path=f"/{draft}")))
            connection.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
    return name


@cache
def fingerprint() -> str:
    """Tells databases with other migrations, or of another Python and Django, apart."""
    told = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    told.update(sys.version.encode())
    for app in APPS:
        for migration in sorted((ROOT / app).glob("**/migrations/*.py")):
            told.update(migration.read_bytes())
    return told.hexdigest()[:16]


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Whoever else wants this lock waits; a process that dies gives it up."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _migrate(url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MIGRATING],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "lms.settings.test",
        },
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"migrate:\n{done.stdout}{done.stderr}"
