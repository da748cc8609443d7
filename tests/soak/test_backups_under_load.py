"""Backups while eight writers write: each is whole, and each restores.

The writers add, in one transaction, two rows that belong together, after writing the file
that every twentieth pair names. A backup that is consistent at one moment holds both or neither,
and every file that a row names.
"""

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.journeys.server import Site, new_database

pytestmark = pytest.mark.soak

WRITERS = 8
SECONDS = 20
BACKUPS = 5
PAIRS_PER_FILE = 20


def connect(site: Site) -> Any:
    """A connection to the database of a site, with transactions of its own."""
    if site.url:
        return psycopg.connect(site.url, autocommit=True)
    return sqlite3.connect(
        site.folder / "db.sqlite3",
        timeout=30,
        isolation_level=None,
        check_same_thread=False,
    )


def rows(site: Site, query: str) -> list[tuple[Any, ...]]:
    with closing(connect(site)) as database:
        return database.execute(query).fetchall()


def write(site: Site, writer: int, stop: threading.Event) -> None:
    """Add pairs until told to stop."""
    begin = "BEGIN" if site.url else "BEGIN IMMEDIATE"
    folder = site.folder / "media" / f"writer-{writer}"
    folder.mkdir(parents=True)
    with closing(connect(site)) as database:
        number = 0
        while not stop.is_set():
            number += 1
            name = f"{writer}-{number}"
            if number % PAIRS_PER_FILE == 0:
                (folder / name).write_text(name * 500)
            database.execute(begin)
            database.execute(f"INSERT INTO soak_first VALUES ('{name}')")  # noqa: S608
            database.execute(f"INSERT INTO soak_second VALUES ('{name}')")  # noqa: S608
            database.execute("COMMIT")


def failures(action: Callable[[], None], errors: list[BaseException]) -> None:
    try:
        action()
    except BaseException as error:  # noqa: BLE001 (a thread's error belongs to the test)
        errors.append(error)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "live", new_database(template=""))
    site.folder.mkdir()
    site.manage("migrate", "--verbosity=0")
    with closing(connect(site)) as database:
        for table in ("soak_first", "soak_second"):
            database.execute(f"CREATE TABLE {table} (name varchar(40) PRIMARY KEY)")
    yield site
    site.remove()


def test_every_backup_under_load_restores_to_one_moment(site, tmp_path):
    stop, errors = threading.Event(), []
    writers = [
        threading.Thread(
            target=failures, args=(lambda n=n: write(site, n, stop), errors)
        )
        for n in range(WRITERS)
    ]
    archives, counts = [], []
    started = time.monotonic()
    for thread in writers:
        thread.start()
    try:
        for number in range(BACKUPS):
            archives.append(tmp_path / f"{number}.tar.gz")
            site.manage("backup", str(archives[-1]))
        time.sleep(max(0.0, started + SECONDS - time.monotonic()))
    finally:
        stop.set()
        for thread in writers:
            thread.join()
    assert not errors

    for archive in archives:
        copy = Site(tmp_path / archive.stem, new_database(template=""))
        copy.folder.mkdir()
        copy.manage("restore", str(archive))
        counts.append(check(copy))
        copy.remove()

    assert counts == sorted(counts)
    assert 0 < counts[0] < counts[-1]


def check(copy: Site) -> int:
    """A restored site holds pairs and their files; how many."""
    first = {name for (name,) in rows(copy, "SELECT name FROM soak_first")}
    second = {name for (name,) in rows(copy, "SELECT name FROM soak_second")}
    assert first == second
    for writer, number in (name.split("-") for name in first):
        if int(number) % PAIRS_PER_FILE == 0:
            name = f"{writer}-{number}"
            path = copy.folder / "media" / f"writer-{writer}" / name
            assert path.read_text() == name * 500
    copy.manage("migrate", "--check", "--verbosity=0")
    if not copy.url:
        assert rows(copy, "PRAGMA integrity_check") == [("ok",)]
    return len(first)
