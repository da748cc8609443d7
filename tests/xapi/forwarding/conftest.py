"""A real LRS in a process of its own, and a target that names it."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from lms.common import clock
from lms.xapi.enums import ForwardFrom
from lms.xapi.forwarding import operations, targets
from lms.xapi.forwarding.targets import Agreement
from lms.xapi.models import ForwardingTarget, StoredStatement
from lms.xapi.recording import record
from tests.factories.accounts import UserFactory
from tests.xapi import samples

SCRIPT = Path(__file__).with_name("lrs_server.py")
VARIABLE = "FORWARD_TEST"
SECRET = "zeer-geheim-0815"
AGREEMENT = Agreement("Verwerkersovereenkomst 2026/14", date(2026, 9, 1))
LONG = timedelta(days=2)  # past every pause and every lease


class Remote:
    """The LRS as a test sees it: starts and stops, misbehaves, shows what it has."""

    folder: Path

    def __init__(self) -> None:
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            self.port = free.getsockname()[1]
        self.process = None

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}/xapi/"

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(SCRIPT), str(self.port), str(self.folder)]
        )
        for _ in range(1000):
            try:
                self._ask("/look")
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("The little LRS did not start.")

    def forget(self, folder: Path) -> None:
        """Begin anew, in a folder of its own; starts it when it does not run."""
        self.folder = folder
        if self.process:
            self._ask("/forget", str(folder).encode())
        else:
            self.start()

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def behaves(self, **manners) -> None:
        self._ask("/manners", json.dumps(manners).encode())

    def look(self):
        return json.loads(self._ask("/look"))

    @property
    def ids(self):
        """What it holds, in the order in which it came."""
        return json.loads(self._ask("/ids"))

    @property
    def requests(self):
        return self.look()["requests"]

    def _ask(self, path, data=None):
        url = f"http://127.0.0.1:{self.port}{path}"
        with urllib.request.urlopen(url, data, timeout=10) as answer:
            return answer.read()


@pytest.fixture(scope="session")
def one_remote():
    """Starting it takes longer than most tests."""
    lrs = Remote()
    yield lrs
    lrs.stop()


@pytest.fixture
def remote(one_remote, tmp_path):
    one_remote.forget(tmp_path)
    return one_remote


@pytest.fixture(autouse=True)
def known_secret(settings):
    settings.FORWARD_SECRETS = {VARIABLE: SECRET}


def a_target(endpoint="http://127.0.0.1:9/xapi/", **fields):
    """A target that is off."""
    given = {
        "name": "Analyse",
        "endpoint": endpoint,
        "key": "campus",
        "variable": VARIABLE,
    }
    return ForwardingTarget.objects.create(**given | fields)


def turned_on(target, start=ForwardFrom.WHERE_IT_STOPPED):
    """Turn a target on, without anything being delivered at once."""
    return targets.switch_on(
        target.pk, by=UserFactory(), agreement=AGREEMENT, start=start
    )


@pytest.fixture
def target(db, remote):
    return turned_on(a_target(remote.endpoint))


def recorded(count):
    """Record this many statements; their ids as text, in order."""
    statements = [samples.statement() for _ in range(count)]
    for start in range(0, count, 50):
        with transaction.atomic():
            record(*statements[start : start + 50])
    return [str(one.id) for one in statements]


def everything():
    """The ids of the whole record store, in order."""
    found = StoredStatement.objects.to_forward(0).values_list("statement_id", flat=True)
    return [str(one) for one in found]


def delivered(target, **options):
    """Deliver once, at once; how many."""
    return operations.deliver(target.pk, **options)


def later(target, **options):
    """Deliver once, when every pause and every lease is over; how many."""
    with clock.at(datetime.now(UTC) + LONG):
        return operations.deliver(target.pk, **options)


def fresh(target):
    """The target as it is now, with its lag and its dead letters."""
    return targets.with_lag().get(pk=target.pk)
