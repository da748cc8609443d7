"""An outside LRS that fails: it is left alone for a while, and misses nothing."""

import random
from datetime import timedelta

import pytest

from lms.common import clock
from lms.xapi.enums import Trouble
from lms.xapi.forwarding import operations, targets
from lms.xapi.forwarding.client import OutsideLRS
from lms.xapi.models import (
    DeadLetter,
    StoredStatement,
)
from lms.xapi.statements.versions import Version

from .conftest import (
    LONG,
    SECRET,
    a_target,
    delivered,
    fresh,
    later,
    recorded,
    turned_on,
)

pytestmark = pytest.mark.django_db


FAULTS = {
    "refused access": ({"status": 401, "body": "no"}, Trouble.NO_ACCESS),
    "forbidden": ({"status": 403}, Trouble.NO_ACCESS),
    "not there": ({"status": 404}, Trouble.NOT_THERE),
    "too many": ({"status": 429}, Trouble.BUSY),
    "500": ({"status": 500, "body": "oops \x00"}, Trouble.BROKEN),
    "503": ({"status": 503}, Trouble.BUSY),
    "reset": ("reset", Trouble.UNREACHABLE),
    "hang": ("hang", Trouble.TIMEOUT),
    "drip": ("drip", Trouble.TIMEOUT),
    "garbage": ("garbage", Trouble.GARBAGE),
    "log-in page": ({"status": 200, "body": "<html>Log in</html>"}, Trouble.GARBAGE),
    "other ids": ({"status": 200, "body": "[1]"}, Trouble.GARBAGE),
    "elsewhere": (
        {"status": 307, "headers": {"Location": "http://127.0.0.1:9/xapi/statements"}},
        Trouble.GARBAGE,
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_after_a_failure_it_waits_and_then_goes_on(target, remote, fault):
    manners, trouble = FAULTS[fault]
    ids = recorded(120)
    remote.behaves(always=manners)

    seconds = 0.3 if trouble is Trouble.TIMEOUT else 20
    assert delivered(target, seconds=seconds) == 0

    target = fresh(target)
    assert target.trouble == trouble
    assert (target.failures, target.cursor, target.lag) == (1, 0, 120)
    assert target.next_try_at > clock.now() - timedelta(seconds=5)
    assert remote.ids == []

    remote.behaves(always=None)
    assert later(target) == 120

    assert remote.ids == ids
    target = fresh(target)
    assert (target.failures, target.trouble, target.next_try_at) == (0, "", None)


@pytest.mark.parametrize(("known", "seed"), [(409, 0), (409, 1), (200, 2)])
def test_a_bad_day(target, remote, seed, known):
    """One fault after the other, while statements keep coming."""
    lot = random.Random(seed)  # noqa: S311
    faults = [None, "reset", "store and reset", "garbage", "hang"]
    faults += [{"status": status} for status in (200, 302, 401, 404, 429, 500)]
    ids = []
    day = 0
    for day in range(10):
        ids += recorded(lot.randrange(120))
        remote.behaves(known=known, faults=lot.choices(faults, k=lot.randrange(6)))
        if lot.random() < 0.3:
            remote.stop()
        with clock.at(clock.now() + day * LONG):
            delivered(target, seconds=0.3)
        if not remote.process:
            remote.start()
        assert remote.ids == ids[: len(remote.ids)]

    remote.behaves(faults=[])
    with clock.at(clock.now() + (day + 1) * LONG):
        delivered(target)

    assert remote.ids == ids
    assert (fresh(target).lag, fresh(target).refused) == (0, 0)


def test_a_target_that_is_not_there_comes_back(target, remote):
    ids = recorded(3)
    remote.stop()

    delivered(target)

    assert fresh(target).trouble == Trouble.UNREACHABLE
    remote.start()
    later(target)
    assert remote.ids == ids


def test_a_restart_between_two_batches_is_no_failure(target, remote):
    """The server closes an idle connection: a fresh one takes its place."""
    ids = recorded(150)
    remote.behaves(faults=[None, "reset"])

    assert delivered(target) == 150

    assert remote.ids == ids
    assert fresh(target).failures == 0


@pytest.mark.parametrize("known", [409, 200])
def test_an_answer_that_got_lost_brings_nothing_twice(target, remote, known):
    ids = recorded(130)
    remote.behaves(known=known, faults=["store and reset"])

    delivered(target)
    assert remote.ids == ids[:100]
    assert fresh(target).lag == 130
    ids += recorded(5)
    later(target)

    assert remote.ids == ids
    target = fresh(target)
    assert (target.lag, target.refused, target.delivered) == (0, 0, 135)
    assert len(remote.requests) <= 105


def test_what_is_known_in_the_middle_is_found_by_halves(target, remote):
    ids = recorded(100)
    row = StoredStatement.objects.get(statement_id=ids[70])
    lrs = OutsideLRS(remote.endpoint, version=Version.ONE, key="campus", secret=SECRET)
    lrs.post_statements(f"[{row.payload}]".encode(), "application/json")
    lrs.close()

    assert delivered(target) == 100

    assert remote.ids == [ids[70], *ids[:70], *ids[71:]]
    assert len(remote.requests) < 20


def test_a_target_that_refuses_everything_is_left_alone(target, remote):
    ids = recorded(100)
    remote.behaves(always={"status": 400, "body": "Where is your header?"})

    delivered(target)

    target = fresh(target)
    assert target.trouble == Trouble.REFUSES_ALL
    assert "Where is your header?" in target.trouble_detail
    assert target.refused == operations.MOST_REFUSALS

    remote.behaves(always=None)
    targets.try_letters_again(DeadLetter.objects.all(), target.pk)
    later(target)
    assert sorted(remote.ids) == sorted(ids)
    assert fresh(target).refused == 0


def test_retry_after_is_honoured(target, remote):
    recorded(1)
    remote.behaves(
        always={"status": 429, "headers": {"Retry-After": "7200"}},
    )
    before = clock.now()

    delivered(target)

    wait = fresh(target).next_try_at - before
    assert timedelta(hours=2) <= wait < timedelta(hours=2, minutes=1)


def test_pauses_grow_up_to_a_ceiling_and_are_drawn_by_lot(target, remote):
    recorded(1)
    remote.behaves(always={"status": 500})
    pauses = []
    for day in range(14):
        with clock.at(clock.now() + timedelta(days=day)):
            now = clock.now()
            delivered(target)
            pauses.append((fresh(target).next_try_at - now).total_seconds())

    assert fresh(target).failures == 14
    assert all(p <= min(3600, 30 * 2**n) for n, p in enumerate(pauses))
    assert max(pauses) > 300
    assert len(set(pauses)) == 14


def test_without_its_secret_nothing_is_sent(target, remote, settings):
    recorded(1)
    settings.FORWARD_SECRETS = {}

    delivered(target)

    target = fresh(target)
    assert (target.trouble, target.trouble_detail) == ("no secret", "FORWARD_TEST")
    assert remote.requests == []


def test_tick_serves_everybody_who_is_due_though_one_is_dead(target, remote, db):
    dead = turned_on(a_target(name="Dood"))
    ids = recorded(3)

    assert operations.forward_what_waits(clock.now()) == 3

    assert remote.ids == ids
    assert fresh(dead).trouble == Trouble.UNREACHABLE


def test_time_that_is_over_ends_a_run(target, remote):
    recorded(150)

    assert delivered(target, until=0) == 0
    assert delivered(target) == 150
