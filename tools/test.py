"""Run the test suite as `make test` does: on SQLite, on PostgreSQL, in a real browser.

usage: tools/test.py [all|quick|newest|soak]   (all)
  quick  only what needs neither a browser nor PostgreSQL
  newest of these, what is nearest to Python and Django
  soak   only what is marked soak, and the journeys of kills and repeats, on both
         databases
What cannot be had on this machine is skipped, and said in one loud line at the end;
with CI=true that is a failure.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.postgres import cluster, find_binaries  # noqa: E402

BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome-stable", "google-chrome"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
TEST_TOOLS = ("axe.min.js", "vnu.jar", "verapdf.jar")
TWO = ["-n", "2"]
# Journeys of a module share its server, and so stay together; long modules come first.
BY_MODULE = [*TWO, "--dist", "loadfile", "--no-loadscope-reorder"]
ON_SQLITE = ["-m", "not journey and not soak and not postgres", *TWO]
ON_POSTGRES = ["-m", "(rules or postgres) and not journey and not soak", *TWO]
# On another Python and Django: what is nearest to these, so that CI keeps its time.
NEWEST = [
    *ON_SQLITE,
    *("tests/accounts", "tests/common/test_compiled.py", "tests/content"),
    *("tests/learning/test_completing.py", "tests/learning/test_explaining.py"),
    *("tests/learning/test_participating.py", "tests/learning/test_views.py"),
    *("tests/messaging/test_outbox.py", "tests/api/test_door.py"),
    *("tests/courses/test_player.py", "tests/courses/test_beside.py"),
    *("tests/courses/test_quiz_pages.py", "tests/cms_site/test_catalogue.py"),
    *("tests/conformance/test_alternate_syntax.py", "tests/test_restrictions.py"),
]
JOURNEYS = ["-m", "journey and not rules and not soak", *BY_MODULE, "tests/journeys"]
KILLS_AND_REPEATS = ["-m", "journey and rules", *BY_MODULE, "tests/journeys"]
SOAK = ["-m", "soak"]
# Of each: what runs on SQLite, and what on PostgreSQL. Journeys ask little of a database
# that rules and races do not ask; kills and repeats in a browser are left to the soak.
STAGES: dict[str, tuple[dict[str, list[str]], dict[str, list[str]]]] = {
    "all": (
        {"rules and races": ON_SQLITE, "journeys": JOURNEYS},
        {"rules and races": ON_POSTGRES},
    ),
    "soak": (
        {"soak": SOAK, "kills and repeats": KILLS_AND_REPEATS},
        {"soak": SOAK, "kills and repeats": KILLS_AND_REPEATS},
    ),
}


def find_browser() -> str | None:
    """A Chromium or Chrome that starts; ``None`` when there is none."""
    for name in BROWSERS:
        path = shutil.which(name)
        if path and _runs([path, "--version"]):
            return path
    return None


def install(packages: list[str]) -> None:
    """With apt, as root on Debian and Ubuntu; elsewhere nothing happens."""
    if not packages or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing {' '.join(packages)} with apt …", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        subprocess.run(command, env=env, check=False, stdout=subprocess.DEVNULL)


def playwright_browser() -> bool:
    """Have Playwright fetch its own browser; whether it is there now."""
    print("No Chromium here: trying Playwright's own …", flush=True)
    return _runs([sys.executable, "-m", "playwright", "install", "chromium"])


def _runs(command: list[str]) -> bool:
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=600)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


class Run:
    """The stages of one run: what is missing, and what failed."""

    def __init__(self) -> None:
        self.missing: list[str] = []
        self.failed: list[str] = []
        self.env = dict(os.environ)
        self.env.pop("DATABASE_URL", None)

    def look_around(self, *, browser: bool, postgres: bool) -> Path | None:
        """Find or install what the stages need; PostgreSQL's binaries, if any."""
        needs = {
            "chromium": browser and not find_browser(),
            "postgresql": postgres and not find_binaries(),
            "gettext": not shutil.which("msgfmt"),
        }
        install([package for package, needed in needs.items() if needed])
        if not shutil.which("xgettext"):
            self.missing.append("translations (no gettext)")
        if browser:
            self._browser()
            if not all((ROOT / ".tools" / name).exists() for name in TEST_TOOLS):
                self.missing.append("axe, HTML and PDF checks (run: make test-tools)")
        binaries = find_binaries() if postgres else None
        if binaries:
            self.env["PATH"] = f"{binaries}{os.pathsep}{self.env['PATH']}"
        elif postgres:
            self.missing.append("PostgreSQL (not found)")
        return binaries

    def _browser(self) -> None:
        found = find_browser()
        if found:
            self.env["CHROMIUM"] = found
        elif not playwright_browser():
            self.env["NO_BROWSER"] = "1"
            self.missing.append("browser journeys (no Chromium or Chrome)")

    def stage(self, name: str, arguments: list[str], *, url: str = "") -> None:
        """One pytest run; what it leaves on disk goes away. No journeys without browser."""
        if name.startswith("journeys") and "NO_BROWSER" in self.env:
            return
        print(f"\n── {name}", flush=True)
        with TemporaryDirectory(prefix="campus") as folder:
            Path(folder, "static").mkdir()  # else WhiteNoise warns in every test
            env = {**self.env, "DATA_DIR": folder}
            if url:
                env["DATABASE_URL"] = url
            command = [sys.executable, "-m", "pytest", "-q", *arguments]
            if subprocess.run(command, cwd=ROOT, env=env, check=False).returncode:
                self.failed.append(name)

    @contextmanager
    def preparing(self, url: str) -> Iterator[None]:
        """Migrate a database on this server beside the first stage.

        At its start one worker migrates on SQLite and the other waits, so a core is free.
        """
        code = f"from tests.migrated import template_on_postgres as t; t({url!r})"
        with subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, env=self.env
        ) as one:
            yield
            one.terminate()

    def status(self) -> int:
        """Print what failed and what was left out; the exit status."""
        if self.missing:
            print(f"\n!!! NOT TESTED: {'; '.join(self.missing)} !!!")
            if os.environ.get("CI") == "true":
                self.failed.append("something was left out, and CI=true")
        if self.failed:
            print(f"FAILED: {'; '.join(self.failed)}")
        return 1 if self.failed else 0


def main() -> int:
    # Told to stop, it stops what it started: the exception passes through the cluster.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    what = sys.argv[1] if len(sys.argv) > 1 else "all"
    run = Run()
    if what in {"quick", "newest"}:
        run.look_around(browser=False, postgres=False)
        arguments = ON_SQLITE if what == "quick" else NEWEST
        run.stage("everything but the journeys, SQLite", arguments)
        return run.status()

    binaries = run.look_around(browser=True, postgres=True)
    on_sqlite, on_postgres = STAGES["soak" if what == "soak" else "all"]
    with ExitStack() as until_the_end:
        url = until_the_end.enter_context(cluster(binaries)) if binaries else ""
        if url:
            until_the_end.enter_context(run.preparing(url))
        for name, arguments in on_sqlite.items():
            run.stage(f"{name}, SQLite", arguments)
        if url:
            for name, arguments in on_postgres.items():
                run.stage(f"{name}, PostgreSQL", arguments, url=url)
    return run.status()


if __name__ == "__main__":
    sys.exit(main())
