"""Guessing codes over HTTP, from one network: nothing is found, and who guesses waits.

The server as in production, with two workers that count together, behind one proxy. What
a visitor claims in ``X-Forwarded-For`` changes at every guess; what the proxy adds stays.
"""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from itertools import count, cycle
from pathlib import Path

import pytest

from certification import throttle
from tests.bench.many import new_codes
from tests.journeys.server import Site, new_database, on_postgres
from tests.migrated import copy_on_sqlite, template_on_postgres
from tests.served import Served
from tests.soak.conftest import times

pytestmark = pytest.mark.soak

GUESSES = 10_000
GUESSERS = 8
SECONDS = 900
ENDINGS = ("/", ".json", ".json", ".json", ".pdf", ".svg")
GUESSER, VISITOR = "203.0.113.9", "192.0.2.7"
ONE_CODE = """
from tests.factories.certification import a_certificate
from tests.factories.site import a_site

def one_code():
    a_site()
    return a_certificate().code
"""


class Product(Site, Served):
    """The web server of the product with the settings of production, behind a proxy."""

    def __init__(self, site: Site) -> None:
        Site.__init__(self, site.folder, site.url)
        Served.__init__(self)
        self.log = self.folder / "serve.log"

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {
            "DJANGO_SETTINGS_MODULE": "tests.soak.settings",
            "DATABASE_URL": self.url or f"sqlite:///{self.folder / 'db.sqlite3'}",
            "SECRET_KEY": "a-key-for-this-test-alone-0123456789-0123456789-0123",
            "ALLOWED_HOSTS": "127.0.0.1",
            "BASE_URL": self.address,
            "TRUSTED_PROXIES": "1",
            "PYTHONWARNINGS": "ignore",
        }


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Product, str]]:
    """Served, with one certificate; its code."""
    base, folder = on_postgres(), tmp_path_factory.mktemp("guessed")
    template = template_on_postgres(base) if base else ""
    site = Site(folder, new_database(template=template))
    if not base:
        copy_on_sqlite(folder / "db.sqlite3")
    code = site.ask(ONE_CODE, "one_code()")
    product = Product(site)
    (folder / "static").mkdir(exist_ok=True)  # else WhiteNoise warns
    with product.serving():
        yield product, code
    product.remove()


class Line:
    """A connection through the proxy, which adds where it comes from."""

    def __init__(self, product: Product) -> None:
        self.connection = http.client.HTTPConnection(
            "127.0.0.1", product.port, timeout=60
        )

    def ask(self, code: str, ending: str = "/", *, of: str, claims: str = "") -> int:
        """The status of the answer; who waits is told how long."""
        forwarded = f"{claims}, {of}" if claims else of
        path = f"/certificaten/{code}{ending}"
        self.connection.request("GET", path, headers={"X-Forwarded-For": forwarded})
        answer = self.connection.getresponse()
        answer.read()
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            assert answer.headers["Retry-After"] == str(throttle.SECONDS)
        return answer.status


class Guessing:
    """So many guesses from one address, by several at once."""

    def __init__(self, product: Product, guesses: int) -> None:
        self.product = product
        self.codes = list(new_codes(guesses))
        self.number = count()
        self.answers: Counter[int] = Counter()
        self.deadline = time.monotonic() + SECONDS
        self.threads = [threading.Thread(target=self._guess) for _ in range(GUESSERS)]

    def _guess(self) -> None:
        line, endings, found = Line(self.product), cycle(ENDINGS), Counter[int]()
        for place in self.number:
            if place >= len(self.codes) or time.monotonic() > self.deadline:
                break
            claims = f"198.51.100.{place % 250}"
            status = line.ask(
                self.codes[place], next(endings), of=GUESSER, claims=claims
            )
            found[status] += 1
        self.answers.update(found)

    @property
    def is_busy(self) -> bool:
        """Whether somebody still guesses."""
        return any(thread.is_alive() for thread in self.threads)


def test_ten_thousand_guesses_find_nothing_and_wait_while_others_are_answered(
    product, report
):
    served, code = product
    guessing = Guessing(served, times(GUESSES))
    begin = time.monotonic()
    for thread in guessing.threads:
        thread.start()
    visitor, waited = Line(served), []
    while guessing.is_busy:
        asked = time.monotonic()
        assert visitor.ask(code, of=VISITOR) == HTTPStatus.OK
        waited.append(time.monotonic() - asked)
        assert visitor.ask(code, ".json", of=GUESSER) == HTTPStatus.OK
        time.sleep(0.5)
    passed = time.monotonic() - begin

    answers = guessing.answers
    assert sum(answers.values()) == len(guessing.codes)
    assert set(answers) == {HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS}
    # Files count without a lock: of two who miss at the same moment one can be lost.
    assert answers[HTTPStatus.NOT_FOUND] <= 3 * throttle.MISSES
    (mistyped,) = new_codes(1)
    assert visitor.ask(mistyped, of=VISITOR) == HTTPStatus.NOT_FOUND
    assert Path(served.log).read_text(encoding="utf-8") == ""
    report(
        f"{len(guessing.codes)} guesses: {answers[HTTPStatus.NOT_FOUND]} answered, "
        f"{answers[HTTPStatus.TOO_MANY_REQUESTS]} told to wait, in {passed:.0f} s; "
        f"{len(waited)} genuine checks meanwhile, the slowest took {max(waited):.2f} s"
    )


def test_a_whole_network_of_ipv6_waits_and_its_neighbour_does_not(product):
    served, code = product
    line = Line(served)
    answers = Counter(
        line.ask(guess, ".json", of=f"2001:db8:1:2:{place:x}::{place:x}")
        for place, guess in enumerate(new_codes(2 * throttle.MISSES))
    )

    assert answers == {
        HTTPStatus.NOT_FOUND: throttle.MISSES,
        HTTPStatus.TOO_MANY_REQUESTS: throttle.MISSES,
    }
    (guess,) = new_codes(1)
    assert line.ask(guess, of="2001:db8:1:3::1") == HTTPStatus.NOT_FOUND
    assert line.ask(code, of="2001:db8:1:2:ffff::1") == HTTPStatus.OK
