"""What every test can use. Browser and server of the journeys: tests/journeys."""

import gc
import itertools
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connections

from cms_site.demo.indexing import unsearched
from tests.checkers import axe, html_checker, pdf_checker  # noqa: F401 (fixtures)
from tests.migrated import copy_on_sqlite, template_on_postgres


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


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was loaded and collected is no garbage, and tests leave little: look seldom.

    Looking through it all again and again took a sixth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


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


@pytest.fixture(scope="session", autouse=True)
def index_left_alone() -> Iterator[ExitStack]:
    """What is saved is not in the search index: keeping it makes saving slow."""
    with ExitStack() as left_alone:
        left_alone.enter_context(unsearched())
        yield left_alone


@pytest.fixture
def indexed(index_left_alone: ExitStack) -> Iterator[None]:
    """For who searches pages: they are found as on a site."""
    index_left_alone.close()
    yield
    index_left_alone.enter_context(unsearched())


@pytest.fixture(autouse=True)
def connection_stays_open() -> Iterator[None]:
    """Nothing in a test may hang up the connection that its transaction is on.

    A response that is closed by hand does: Django then ends the request. What SQLite still
    reads keeps such a connection alive, and the database locked for all tests after it.
    """
    yield
    hung_up = connections["default"].closed_in_transaction
    assert not hung_up, "the connection was closed within the transaction of the test"


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """On SQLite the database is a copy of one that was migrated before."""
    return on_sqlite() or bool(request.config.getvalue("reuse_db"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The tests begin with a copy of a migrated database.

    On SQLite it is a file: the threads and processes of the races share it.
    """
    settings = connections["default"].settings_dict
    if on_sqlite():
        database = tmp_path_factory.mktemp("database") / "test.sqlite3"
        copy_on_sqlite(database)
        settings["TEST"]["NAME"] = str(database)
    else:
        settings["TEST"]["TEMPLATE"] = template_on_postgres(os.environ["DATABASE_URL"])


def on_sqlite() -> bool:
    """Whether this run is on SQLite."""
    return bool(connections["default"].vendor == "sqlite")


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
