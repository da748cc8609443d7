"""Deliverers that die or race: a target still holds each statement once, in order."""

import os
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from lms.common import clock
from lms.xapi.forwarding import operations, targets
from lms.xapi.forwarding.leases import LEASE
from lms.xapi.models import DeadLetter, ForwardingTarget
from tests.factories.accounts import UserFactory
from tests.threads import at_the_same_time

from .conftest import SECRET, delivered, later, recorded

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rules]

ROOT = Path(__file__).resolve().parents[3]
DELIVER = """
import django, sys
django.setup()
from lms.xapi.forwarding.operations import deliver
deliver(int(sys.argv[1]))
"""


def database_url():
    """The database of this test, for a process that is none."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def a_deliverer(target):
    """A process that delivers to a target."""
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "lms.settings.test",
        "DATABASE_URL": database_url(),
        "FORWARD_TEST": SECRET,
    }
    command = [sys.executable, "-c", DELIVER, str(target.pk)]
    return subprocess.Popen(command, env=env, cwd=ROOT, stderr=subprocess.DEVNULL)


def until(true):
    """Wait for something to be so."""
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_deliverer_that_is_killed_while_it_waits_for_an_answer(target, remote):
    ids = recorded(150)
    remote.behaves(faults=[None, "store and hang"])
    process = a_deliverer(target)
    until(lambda: len(remote.ids) == 150)
    process.kill()
    process.wait()

    assert delivered(target) == 0, "the lease of the dead one still holds"
    with clock.at(clock.now() + LEASE + timedelta(seconds=1)):
        assert delivered(target) == 50

    assert remote.ids == ids


def test_deliverers_that_are_killed_at_any_moment(target, remote):
    ids = recorded(2000)
    remote.behaves(pace=0.02)
    for number in range(3):
        ForwardingTarget.objects.update(lease=None, leased_until=None)
        before = len(remote.ids)
        process = a_deliverer(target)
        until(lambda: len(remote.ids) > before)  # noqa: B023 (called at once)
        time.sleep(0.03 * number)
        process.kill()
        process.wait()

    held = remote.ids  # once: what was under way may arrive yet
    assert held == ids[: len(held)] != ids
    remote.behaves(pace=0)
    later(target)

    assert remote.ids == ids
    assert not DeadLetter.objects.exists()


def test_two_deliverers_at_once(target, remote):
    ids = recorded(1000)
    counts = []

    def run():
        counts.append(operations.deliver(target.pk))

    assert at_the_same_time(*[run] * 4) == []

    assert sorted(counts) == [0, 0, 0, 1000]
    assert remote.ids == ids


def test_turning_off_stops_a_deliverer_that_is_under_way(target, remote):
    ids = recorded(300)
    remote.behaves(faults=[None, {"status": 204, "wait": 1}])
    thread = threading.Thread(
        target=lambda: (operations.deliver(target.pk), connection.close())
    )
    thread.start()
    until(lambda: len(remote.requests) == 2)

    targets.switch_off(target.pk, by=UserFactory())
    thread.join()

    off = ForwardingTarget.objects.get(pk=target.pk)
    assert (off.cursor, off.lease, off.trouble) == (100, None, "")
    assert len(remote.requests) == 2
    assert remote.ids == ids[:100]
