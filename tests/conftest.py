"""What every test can use. Browser and server of the journeys: tests/journeys."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.checkers import axe, html_checker, pdf_checker  # noqa: F401 (fixtures)

BUILD = Path(__file__).resolve().parents[1] / "build"


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
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
    *,
    django_db_keepdb: bool,
) -> None:
    """On SQLite the tests use a file: the threads and processes of the races share it.

    With ``--reuse-db`` it stays in build/, and the next run migrates only what is new.
    """
    database = connections["default"].settings_dict
    if not database["ENGINE"].endswith("sqlite3"):
        return
    folder = BUILD if django_db_keepdb else tmp_path_factory.mktemp("database")
    folder.mkdir(exist_ok=True)
    database["TEST"]["NAME"] = str(folder / f"test-{worker_id}.sqlite3")


@pytest.fixture(autouse=True)
def media_of_its_own(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Uploads of a test land in a folder that goes away."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
