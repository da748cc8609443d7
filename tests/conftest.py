"""What every test can use. Browser and server of the journeys: tests/journeys."""

import hashlib
import itertools
import os
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connections

from tests.checkers import axe, html_checker, pdf_checker  # noqa: F401 (fixtures)

ROOT = Path(__file__).resolve().parents[1]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys are marked by where they stand; `postgres` tests need PostgreSQL."""
    journeys = Path(__file__).parent / "journeys"
    vendor = connections["default"].vendor
    for item in items:
        if journeys in item.path.parents:
            item.add_marker(pytest.mark.journey)
        if vendor != "postgresql" and item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason="only on PostgreSQL"))
        if commits(item):
            # Emptying the tables afterwards must not take what migrations put there.
            item.add_marker(
                pytest.mark.django_db(transaction=True, serialized_rollback=True),
                append=False,
            )


def commits(item: pytest.Item) -> bool:
    """Whether a test really commits, so that its tables are emptied afterwards."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


@pytest.fixture(autouse=True)
def append_only_tables_can_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """Open the door that append-only tables leave for emptying a test database.

    PostgreSQL empties with TRUNCATE, which asks no trigger; SQLite deletes row by row.
    """
    if not commits(request.node) or connections["default"].vendor != "sqlite":
        yield
        return
    request.getfixturevalue("transactional_db")
    with connections["default"].cursor() as cursor:
        cursor.execute("DELETE FROM append_only_lifted")
    yield
    with connections["default"].cursor() as cursor:
        cursor.execute("INSERT INTO append_only_lifted DEFAULT VALUES")


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """On SQLite the database is a copy of one that was migrated before."""
    return on_sqlite() or bool(request.config.getvalue("reuse_db"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """On SQLite the tests use a file: the threads and processes of the races share it.

    It begins as a copy of the last one with the same migrations, which spares every
    run and every worker the half minute of migrating.
    """
    if not on_sqlite():
        return
    database = tmp_path_factory.mktemp("database") / "test.sqlite3"
    if migrated().exists():
        shutil.copyfile(migrated(), database)
    connections["default"].settings_dict["TEST"]["NAME"] = str(database)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Keep a freshly migrated database for the next run."""
    if not on_sqlite() or migrated().exists():
        return
    migrated().parent.mkdir(exist_ok=True)
    for outdated in migrated().parent.glob("migrated-*.sqlite3"):
        outdated.unlink(missing_ok=True)
    draft = migrated().with_suffix(f".{os.getpid()}")
    with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(draft)])
    draft.replace(migrated())


def on_sqlite() -> bool:
    """Whether this run is on SQLite."""
    return bool(connections["default"].vendor == "sqlite")


@cache
def migrated() -> Path:
    """Where a database with exactly these migrations is kept."""
    told = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    told.update(sys.version.encode())
    for app in ("lms", "courses", "dilemmas", "certification", "cms_site"):
        for migration in sorted((ROOT / app).glob("**/migrations/*.py")):
            told.update(migration.read_bytes())
    return ROOT / "build" / f"migrated-{told.hexdigest()[:16]}.sqlite3"


@pytest.fixture(autouse=True)
def nothing_cached() -> None:
    """What an earlier test left in the cache (where sites begin, what a lesson shows)."""
    for each in caches.all(initialized_only=True):
        each.clear()


@pytest.fixture(scope="session")
def media_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Numbered here: pytest looks at all earlier ones each time it makes one more."""
    root = tmp_path_factory.mktemp("media")
    return (root / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def media_of_its_own(settings: Any, media_folders: Iterator[Path]) -> None:
    """Uploads of a test land in a folder that goes away."""
    settings.MEDIA_ROOT = next(media_folders)
    settings.MEDIA_ROOT.mkdir()
    settings.PRIVATE_ROOT = (
        settings.MEDIA_ROOT.parent / f"{settings.MEDIA_ROOT.name}-private"
    )
