"""The web server of the product alone, with as many workers as wanted."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.journeys.server import Site
from tests.lrs.client import Key, Line
from tests.served import Served

KEY = Key("tests", "tests-secret")
MAKE_KEY = """
from lms.xapi.operations import make_credential

def make(name, secret):
    return make_credential(name, key=name, secret=secret).credential.key
"""


class Lrs(Site, Served):
    """The store of a site, served by gunicorn without task worker or tick."""

    health = "/xapi/about"

    def __init__(self, site: Site, *, workers: int = 2) -> None:
        Site.__init__(self, site.folder, site.url)
        Served.__init__(self)
        self.count = workers
        self.log = self.folder / "lrs.log"

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {
            "GUNICORN_CMD_ARGS": f"--workers {self.count}",
            "PYTHONWARNINGS": "ignore",
        }

    def make_key(self) -> None:
        """Let ``KEY`` do everything on the record store."""
        self.ask(MAKE_KEY, f"make({KEY.name!r}, {KEY.secret!r})")

    def start(self) -> None:
        """Returns when the store answers. Raises ``AssertionError`` otherwise."""
        (self.folder / "static").mkdir(exist_ok=True)  # else WhiteNoise warns
        super().start()

    def line(self, *, version: str = "1.0.3", timeout: float = 60) -> Line:
        """A connection of its own."""
        return Line(self.port, KEY, version=version, timeout=timeout)

    @property
    def memory(self) -> int:
        """What the workers hold of the memory, in kB."""
        told = subprocess.run(
            ["ps", "-o", "rss=", "-p", ",".join(map(str, self.workers))],
            check=True,
            capture_output=True,
            text=True,
        )
        return sum(map(int, told.stdout.split()))


def migrated(folder: Path, url: str) -> Site:
    """A site with empty tables."""
    site = Site(folder, url)
    folder.mkdir(exist_ok=True)
    site.manage("migrate", "--verbosity=0")
    return site
