"""Dumping and restoring the database, each engine in its own way."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

DUMP_NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
PATIENCE_SECONDS = 60


class BackupError(Exception):
    """A backup cannot be made, or not be restored; the message says why."""


def dump(target: Path) -> None:
    """Write the database as it stands at one moment, whoever writes meanwhile.

    SQLite: ``VACUUM INTO``, one read transaction; a plain copy of a database in use is
    broken (design.md). PostgreSQL: ``pg_dump``, one snapshot. Raises ``BackupError``.
    """
    if connection.vendor == "sqlite":
        with _sqlite(Path(str(connection.settings_dict["NAME"]))) as source:
            source.execute("VACUUM INTO ?", [str(target)])
        check_sqlite(target)
    else:
        _run(["pg_dump", "--format=custom", "--compress=0", f"--file={target}"])


def restore(source: Path) -> None:
    """Make the database what a dump says, all of it or nothing.

    SQLite's backup API writes through the database's own locks and log, so it is safe
    even beside a server that forgot to stop. Raises ``BackupError``.
    """
    if connection.vendor == "sqlite":
        check_sqlite(source)
        target = Path(str(connection.settings_dict["NAME"]))
        target.parent.mkdir(parents=True, exist_ok=True)
        connection.close()
        with _sqlite(source) as copy, _sqlite(target) as database:
            copy.backup(database)
            database.execute("PRAGMA journal_mode=WAL")
        check_sqlite(target)
    else:
        connection.close()
        options = ("--clean", "--if-exists", "--no-owner", "--no-privileges")
        _run(
            ["pg_restore", *options, "--single-transaction", "--exit-on-error"], source
        )


def is_empty() -> bool:
    """Whether the database holds no table yet."""
    return not connection.introspection.table_names()


def check_sqlite(path: Path) -> None:
    """Raise ``BackupError`` unless SQLite finds the file whole."""
    with _sqlite(path) as database:
        verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise BackupError(f"{path.name} is damaged: {verdict}")


@contextmanager
def _sqlite(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, timeout=PATIENCE_SECONDS)) as database:
            yield database
    except sqlite3.Error as error:
        raise BackupError(f"SQLite says of {path.name}: {error}") from error


def _run(command: list[str], source: Path | None = None) -> None:
    """Run one of PostgreSQL's programs on our database."""
    program = shutil.which(command[0])
    if not program:
        raise BackupError(
            f"{command[0]} is not on the PATH; it comes with PostgreSQL's client."
        )
    # Django knows how its settings become psql's options; these programs share them.
    arguments, extra = DatabaseClient.settings_to_cmd_args_env(
        connection.settings_dict, []
    )
    options = arguments[1:]
    if name := connection.settings_dict["NAME"]:  # psql takes it as its last argument
        options[-1] = f"--dbname={name}"
    environment = {**os.environ, **(extra or {})}
    full = [program, *command[1:], *options]
    done = subprocess.run(  # noqa: S603 (no shell, fixed programs)
        [*full, str(source)] if source else full,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        reason = (done.stderr.strip() or "no reason given").splitlines()[0]
        raise BackupError(f"{command[0]} failed: {reason}")
