"""Whatever an outside LRS does: in the end it holds every statement once, in order."""

import hashlib
import json
import random
from datetime import timedelta

import pytest
from django.db.models import QuerySet

from lms.common import clock
from lms.xapi.append_only import lifted
from lms.xapi.enums import Store, Trouble
from lms.xapi.forwarding import batches, operations, targets
from lms.xapi.forwarding.client import OutsideLRS
from lms.xapi.models import (
    Attachment,
    DeadLetter,
    ForwardingTarget,
    StatementAttachment,
    StoredStatement,
)
from lms.xapi.recording import record
from lms.xapi.statements import Result
from lms.xapi.statements.versions import Version
from tests.xapi import samples

from .conftest import (
    LONG,
    SECRET,
    a_target,
    delivered,
    everything,
    later,
    recorded,
    turned_on,
)

pytestmark = pytest.mark.django_db


def standing(target):
    return targets.with_standing().get(pk=target.pk)


def test_every_statement_arrives_once_in_order_as_it_was_stored(target, remote):
    ids = recorded(250)

    assert delivered(target) == 250

    assert remote.ids == ids
    sent = remote.requests
    assert [len(json.loads(one["text"])) for one in sent] == [100, 100, 50]
    stored = StoredStatement.objects.order_by("seq").values_list("payload", flat=True)
    assert sent[0]["text"] == "[" + ",".join(stored[:100]) + "]"
    assert {one["version"] for one in sent} == {"1.0.3"}
    assert len({one["peer"] for one in sent}) == 1, "one lasting connection"
    target = standing(target)
    assert (target.lag, target.delivered, target.oldest) == (0, 250, None)
    assert target.rate > 0
    assert target.lease is None


def test_the_next_run_goes_on_where_the_last_one_stopped(target, remote):
    first = recorded(3)
    delivered(target)
    second = recorded(2)

    assert standing(target).lag == 2
    assert delivered(target) == 2
    assert delivered(target) == 0

    assert remote.ids == first + second
    assert len(remote.requests) == 2


def test_the_reflection_store_never_leaves(target, remote):
    ids = recorded(1)
    record(samples.statement(), store=Store.REFLECTION)
    ids += recorded(1)

    delivered(target)

    assert remote.ids == ids


def test_a_batch_is_at_most_a_megabyte_and_what_is_larger_goes_alone(target, remote):
    sizes = [600_000, 600_000, 1_500_000, 10, 10]
    statements = [samples.statement(result=Result(response="é" * n)) for n in sizes]
    for one in statements:
        record(one)

    delivered(target)

    assert remote.ids == [str(one.id) for one in statements]
    counts = [len(json.loads(one["text"])) for one in remote.requests]
    assert counts == [1, 1, 1, 2]
    assert remote.requests[-1]["size"] < batches.MOST_BYTES


@pytest.mark.parametrize("count", [2, 100])
def test_a_batch_costs_the_same_however_many_statements(
    target, remote, django_assert_num_queries, count
):
    recorded(count)

    # Take and read the lease; dead letters; sizes, sizes of attachments, attachments,
    # texts; the cursor; whether more waits; give back.
    with django_assert_num_queries(10):
        delivered(target)

    assert len(remote.ids) == count


def test_attachments_go_along_once(target, remote):
    content = b"%PDF\r\n--x--\r\n"
    sha2 = hashlib.sha256(content).hexdigest()
    recorded(2)
    held = Attachment.objects.create(
        sha2=sha2, content_type="application/pdf", content=content
    )
    for row in StoredStatement.objects.all():
        StatementAttachment.objects.create(statement=row, attachment=held)

    delivered(target)

    assert remote.ids == everything()
    assert remote.look()["parts"] == {sha2: content.decode()}
    assert [one["type"] for one in remote.requests] == ["multipart/mixed"]


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

    assert delivered(target, seconds=1) == 0

    target = standing(target)
    assert target.trouble == trouble
    assert (target.failures, target.cursor, target.lag) == (1, 0, 120)
    assert target.next_try_at > clock.now() - timedelta(seconds=5)
    assert remote.ids == []

    remote.behaves(always=None)
    assert later(target) == 120

    assert remote.ids == ids
    target = standing(target)
    assert (target.failures, target.trouble, target.next_try_at) == (0, "", None)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("known", [409, 200])
def test_a_bad_day(target, remote, seed, known):
    """One fault after the other, while statements keep coming."""
    lot = random.Random(seed)  # noqa: S311
    faults = [None, "reset", "store and reset", "garbage", "hang"]
    faults += [{"status": status} for status in (200, 302, 401, 404, 429, 500)]
    ids = []
    day = 0
    for day in range(12):
        ids += recorded(lot.randrange(120))
        remote.behaves(known=known, faults=lot.choices(faults, k=lot.randrange(6)))
        if lot.random() < 0.3:
            remote.stop()
        with clock.at(clock.now() + day * LONG):
            delivered(target, seconds=0.5)
        if not remote.process:
            remote.start()
        assert remote.ids == ids[: len(remote.ids)]

    remote.behaves(faults=[])
    with clock.at(clock.now() + (day + 1) * LONG):
        delivered(target)

    assert remote.ids == ids
    assert (standing(target).lag, standing(target).refused) == (0, 0)


def test_a_target_that_is_not_there_comes_back(target, remote):
    ids = recorded(3)
    remote.stop()

    delivered(target)

    assert standing(target).trouble == Trouble.UNREACHABLE
    remote.start()
    later(target)
    assert remote.ids == ids


def test_a_restart_between_two_batches_is_no_failure(target, remote):
    """The server closes an idle connection: a fresh one takes its place."""
    ids = recorded(150)
    remote.behaves(faults=[None, "reset"])

    assert delivered(target) == 150

    assert remote.ids == ids
    assert standing(target).failures == 0


@pytest.mark.parametrize("known", [409, 200])
def test_an_answer_that_got_lost_brings_nothing_twice(target, remote, known):
    ids = recorded(130)
    remote.behaves(known=known, faults=["store and reset"])

    delivered(target)
    assert remote.ids == ids[:100]
    assert standing(target).lag == 130
    ids += recorded(5)
    later(target)

    assert remote.ids == ids
    target = standing(target)
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


@pytest.mark.parametrize("places", [[0], [57], [99], [0, 1, 50, 98, 99]])
def test_bad_statements_become_dead_letters_and_the_rest_goes_on(
    target, remote, places
):
    ids = recorded(130)
    bad = [ids[place] for place in places]
    remote.behaves(bad=bad)

    assert delivered(target) == 130 - len(bad)

    assert remote.ids == [one for one in ids if one not in bad]
    letters = DeadLetter.objects.order_by("statement__seq")
    assert [str(one.statement.statement_id) for one in letters] == bad
    assert {one.status for one in letters} == {400}
    assert all("I do not like" in one.answer for one in letters)
    assert (standing(target).refused, standing(target).lag) == (len(bad), 0)


def test_a_dead_letter_that_is_tried_again(target, remote):
    ids = recorded(5)
    remote.behaves(bad=ids[1:3])
    delivered(target)
    remote.behaves(bad=[ids[2]])

    DeadLetter.objects.update(retry_asked_at=clock.now())
    fresh = recorded(1)
    delivered(target)

    assert remote.ids == [ids[0], *ids[3:], ids[1], *fresh]
    arrived, stayed = DeadLetter.objects.order_by("statement__seq")
    assert arrived.delivered_at is not None
    assert (stayed.delivered_at, stayed.retry_asked_at, stayed.tries) == (None, None, 2)
    assert standing(target).refused == 1


def test_a_target_that_refuses_everything_is_left_alone(target, remote):
    ids = recorded(100)
    remote.behaves(always={"status": 400, "body": "Where is your header?"})

    delivered(target)

    target = standing(target)
    assert target.trouble == Trouble.REFUSES_ALL
    assert "Where is your header?" in target.trouble_detail
    assert target.refused == operations.MOST_REFUSALS

    remote.behaves(always=None)
    targets.try_letters_again(DeadLetter.objects.all(), target.pk)
    later(target)
    assert sorted(remote.ids) == sorted(ids)
    assert standing(target).refused == 0


def test_a_voiding_comes_after_what_it_voids(target, remote):
    """Voided statements go too, in their place."""
    ids = recorded(3)
    StoredStatement.objects.filter(statement_id=ids[0]).void()

    delivered(target)

    assert remote.ids == ids


def test_a_statement_of_2_0_does_not_go_to_a_store_of_1_0_3(target, remote):
    ids = recorded(4)
    newer = QuerySet(StoredStatement).filter(statement_id__in=ids[1:3])
    with lifted():
        newer.update(version="2.0.0")

    delivered(target)

    assert remote.ids == [ids[0], ids[3]]
    letters = DeadLetter.objects.order_by("statement__seq")
    assert [(one.status, str(one.statement.statement_id)) for one in letters] == [
        (None, ids[1]),
        (None, ids[2]),
    ]

    ForwardingTarget.objects.update(version="2.0.0")
    letters.update(retry_asked_at=clock.now())
    delivered(target)
    assert remote.ids == [ids[0], ids[3], ids[1], ids[2]]
    assert remote.requests[-1]["version"] == "2.0.0"


def test_retry_after_is_honoured(target, remote):
    recorded(1)
    remote.behaves(
        always={"status": 429, "headers": {"Retry-After": "7200"}},
    )
    before = clock.now()

    delivered(target)

    wait = standing(target).next_try_at - before
    assert timedelta(hours=2) <= wait < timedelta(hours=2, minutes=1)


def test_pauses_grow_up_to_a_ceiling_and_are_drawn_by_lot(target, remote):
    recorded(1)
    remote.behaves(always={"status": 500})
    pauses = []
    for day in range(14):
        with clock.at(clock.now() + timedelta(days=day)):
            now = clock.now()
            delivered(target)
            pauses.append((standing(target).next_try_at - now).total_seconds())

    assert standing(target).failures == 14
    assert all(p <= min(3600, 30 * 2**n) for n, p in enumerate(pauses))
    assert max(pauses) > 300
    assert len(set(pauses)) == 14


def test_without_its_secret_nothing_is_sent(target, remote, settings):
    recorded(1)
    settings.FORWARD_SECRETS = {}

    delivered(target)

    target = standing(target)
    assert (target.trouble, target.trouble_detail) == ("no secret", "FORWARD_TEST")
    assert remote.requests == []


def test_who_is_off_gets_nothing(remote, db):
    off = a_target(remote.endpoint)
    recorded(1)

    assert delivered(off) == 0
    assert operations.forward_what_waits(clock.now()) == 0
    assert remote.requests == []


def test_tick_serves_everybody_who_is_due_though_one_is_dead(target, remote, db):
    dead = turned_on(a_target(name="Dood"))
    ids = recorded(3)

    assert operations.forward_what_waits(clock.now()) == 3

    assert remote.ids == ids
    assert standing(dead).trouble == Trouble.UNREACHABLE


def test_one_deliverer_at_a_time(target, remote):
    recorded(1)
    ForwardingTarget.objects.update(
        lease="0b0f5a51-5fa5-4b8e-a3f5-000000000000",
        leased_until=clock.now() + timedelta(minutes=1),
    )

    assert delivered(target) == 0
    assert later(target) == 1


def test_time_that_is_over_ends_a_run(target, remote):
    recorded(150)

    assert delivered(target, until=0) == 0
    assert delivered(target) == 150
