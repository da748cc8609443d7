"""What soaks share: the store of a fresh site, and a place to print figures."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.server import Site, new_database
from tests.lrs.serving import Lrs, migrated


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Print a line of figures, whether or not pytest keeps what tests print."""
    plugins = request.config.pluginmanager
    terminal = plugins.get_plugin("terminalreporter")
    capture = plugins.get_plugin("capturemanager")

    def write(line: str) -> None:
        with capture.global_and_fixture_disabled():
            terminal.ensure_newline()
            terminal.write_line(f"  {line}")

    return write


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with empty tables and a key to its store; only copied."""
    folder = tmp_path_factory.mktemp("lrs") / "empty"
    site = migrated(folder, new_database(template=""))
    Lrs(site).make_key()
    yield site
    site.remove()


@pytest.fixture
def lrs(empty_site: Site, tmp_path: Path) -> Iterator[Lrs]:
    """The store, served by two workers on a database of its own."""
    lrs = Lrs(empty_site.copy(tmp_path / "site"))
    try:
        lrs.start()
        yield lrs
    finally:
        lrs.stop()
        lrs.remove()


def times(usual: int) -> int:
    """How often a soak tries; SOAK_SHARE=0.01 makes it a trial."""
    return max(2, int(usual * float(os.environ.get("SOAK_SHARE", "1"))))
