"""What every test can use. Browser and server of the journeys: tests/journeys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from tests.checkers import axe, html_checker, pdf_checker  # noqa: F401 (fixtures)


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
) -> None:
    """On SQLite the tests use a file: the threads and processes of the races share it."""
    database = connections["default"].settings_dict
    if database["ENGINE"].endswith("sqlite3"):
        folder = tmp_path_factory.mktemp("database")
        database["TEST"]["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture(autouse=True)
def media_of_its_own(
    settings: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Uploads of a test land in a folder that goes away."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
