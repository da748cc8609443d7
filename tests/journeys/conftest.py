"""A real Chromium and a real server for journeys.

`server` serves a copy of the demo, one for each module; `new_page` opens a page on it,
in a browser profile of its own, and `page_of` one on which somebody is logged in. The
test fails when any request leaves for another host, a script breaks, the console shows
an error or the content security policy stops something.
"""

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    expect,
    sync_playwright,
)

from tests.journeys.server import Server, Site, shared
from tests.missing import missing
from tools.test import find_browser

HERE = Path(__file__).parent
PASSWORD = "integriteit-demo"
PATIENCE = 30_000  # for a machine that does other things as well
CHROMIUM_ARGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *(
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-quic",
    ),
    # Nothing leaves this machine, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

# Modules that take longest, the longest first: what begins last should be short, for the
# other worker has nothing left to do then.
LONGEST = [
    *("test_pages", "test_scenario", "test_scene_form", "test_course"),
    *(
        "test_whole_trajectory",
        "test_interruptions",
        "test_road_by_keyboard",
        "test_trainer",
        "test_repeats",
    ),
    *("test_long_test", "test_answering", "test_watching", "test_serving"),
    *("test_editor_pages", "test_hr", "test_beside_lessons"),
]

# People at DEMO-001 who have done nothing yet: "nieuw1", "nieuw2" and so on log in.
LAST_NAMES = ["Aarts", "Baeten", "Coppens", "Daems", "Engels", "Flamend", "Goris"]
NEWCOMERS = """
from datetime import date
from lms.accounts.models import User
from lms.accounts.operations import create_account
from lms.organisation.models import Entity, IntegrityRole
from lms.organisation.operations import give_mandate

def make_newcomers(last_names):
    entity = Entity.objects.get(code="DEMO-001")
    role = IntegrityRole.objects.get(slug="vertrouwenspersoon")
    known = User.objects.get(email="cursist@voorbeeld.test")
    for number, last_name in enumerate(last_names, 1):
        person = create_account(
            email=f"nieuw{number}@voorbeeld.test",
            password=None,
            first_name="Nieuw",
            last_name=last_name,
            vo_id=f"JOURNEY-{number}",
        )
        give_mandate(person, entity=entity, role=role, since=date(2024, 1, 1))
    User.objects.filter(vo_id__startswith="JOURNEY").update(password=known.password)
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journeys in the order in which two workers end at about the same time."""
    places = [n for n, item in enumerate(items) if item.path.parent == HERE]
    ordered = sorted((items[place] for place in places), key=place_of)
    for place, item in zip(places, ordered, strict=True):
        items[place] = item


def place_of(item: pytest.Item) -> int:
    name = item.path.stem
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)


CONTEXTS = pytest.StashKey[list[BrowserContext]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A journey that fails says which pages stood open, and what they read."""
    report = yield
    if report.failed and report.when == "call":
        for context in item.stash.get(CONTEXTS, []):
            for page in context.pages:
                report.sections.append((f"page at {page.url}", _read(page)))
    return report


def _read(page: Page) -> str:
    try:
        return page.locator("body").inner_text(timeout=2_000)
    except Error as error:
        return error.message


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that `make test` found (CHROMIUM), else Playwright's own."""
    # Playwright keeps an event loop in this thread; Django would refuse every query in it,
    # of tests after the journeys too.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM") or find_browser(),
                args=CHROMIUM_ARGS,
            )
        except Error as error:
            missing(f"no Chromium starts: {error.message.splitlines()[0]}")
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, loaded once, and newcomers; never served itself, only copied."""
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent  # which the workers share
    with shared(folder / "demo", load=site_with_newcomers) as site:
        yield site


def site_with_newcomers(folder: Path) -> Site:
    site = Site.with_demo(folder)
    site.ask(NEWCOMERS, f"make_newcomers({LAST_NAMES})")
    return site


@pytest.fixture(scope="module")
def server(
    demo_site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The server on a fresh copy of the demo; `kill()` and `restart()` at will."""
    server = Server(demo_site.copy(tmp_path_factory.mktemp("server") / "data"))
    try:
        server.start()
        yield server
    finally:
        server.stop()
        server.remove()


class Guard:
    """Notes what no page of ours may do, whichever page a context shows."""

    def __init__(self, *addresses: str) -> None:
        self.own = (*(f"{address}/" for address in addresses), "data:", "blob:")
        self.seen: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Begin noting. Nothing is intercepted: that would turn the browser's cache off."""
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("response", self._response)
        context.on(
            "weberror", lambda error: self.seen.append(f"script error: {error.error}")
        )

    def _request(self, request: Any) -> None:
        if not request.url.startswith(self.own):
            self.seen.append(f"request to {request.url}")

    def _response(self, response: Any) -> None:
        if response.status >= 500:
            self.seen.append(f"{response.status} at {response.url}")

    def _console(self, message: Any) -> None:
        if message.type != "error" or "/beheer/" in message.location.get("url", ""):
            return
        # Chromium calls an answer of 403 or 404 an error; a page that means it is none.
        if message.page and message.location.get("url") == message.page.url:
            return
        self.seen.append(f"console: {message.text} ({message.location.get('url')})")

    def check(self) -> None:
        """Fail when something was noted."""
        assert not self.seen, "\n".join(self.seen)


@pytest.fixture
def guard(server: Server) -> Iterator[Guard]:
    """What pages did that they may not; checked when the test ends."""
    guard = Guard(server.address)
    yield guard
    guard.check()


@pytest.fixture
def new_page(
    browser: Browser, server: Server, guard: Guard, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """``new_page(java_script_enabled=False, …)``: a page of a fresh browser profile."""
    contexts = request.node.stash.setdefault(CONTEXTS, [])

    def open_page(**options: Any) -> Page:
        context = browser.new_context(
            base_url=server.address,
            locale="nl-BE",
            timezone_id="Europe/Brussels",
            **{"viewport": {"width": 1366, "height": 900}, **options},
        )
        context.set_default_timeout(PATIENCE)
        guard.watch(context)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page of a fresh browser profile, on the server, nobody logged in."""
    return new_page()


@pytest.fixture
def log_in(server: Server) -> Callable[..., None]:
    """``log_in(page, "cursist")``: by the form, as the demo login of that name."""

    def log_in(page: Page, name: str) -> None:
        page.goto("/accounts/login/")
        page.fill("[name=login]", f"{name}@voorbeeld.test")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda url: "/accounts/login/" not in url)

    return log_in


@pytest.fixture(scope="module")
def sessions() -> dict[str, Any]:
    """The cookies of who has logged in already, in this module."""
    return {}


@pytest.fixture
def page_of(
    new_page: Callable[..., Page],
    log_in: Callable[..., None],
    sessions: dict[str, Any],
) -> Callable[..., Page]:
    """``page_of("hr", …)``: a page of a fresh profile on which this login is signed in.

    It has a session of its own with ``fresh=True``, else that of the module.
    """

    def open_page(name: str, *, fresh: bool = False, **options: Any) -> Page:
        if not fresh and name in sessions:
            return new_page(storage_state=sessions[name], **options)
        page = new_page(**options)
        log_in(page, name)
        if not fresh:
            sessions[name] = page.context.storage_state()
        return page

    return open_page
