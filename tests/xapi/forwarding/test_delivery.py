"""Whatever an outside LRS does: in the end it holds every statement once, in order."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet

from lms.common import clock
from lms.xapi.append_only import lifted
from lms.xapi.enums import Store
from lms.xapi.forwarding import batches, operations
from lms.xapi.forwarding.leases import Lease
from lms.xapi.models import (
    Attachment,
    DeadLetter,
    ForwardingTarget,
    StatementAttachment,
    StoredStatement,
)
from lms.xapi.recording import record
from lms.xapi.removing import gone
from lms.xapi.statements import Result
from tests.xapi import samples

from .conftest import (
    a_target,
    delivered,
    everything,
    fresh,
    later,
    recorded,
)

pytestmark = pytest.mark.django_db


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
    target = fresh(target)
    assert (target.lag, target.delivered, target.oldest) == (0, 250, None)
    assert target.rate > 0
    assert target.lease is None


def test_the_next_run_goes_on_where_the_last_one_stopped(target, remote):
    first = recorded(3)
    delivered(target)
    second = recorded(2)

    assert fresh(target).lag == 2
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
    assert (fresh(target).refused, fresh(target).lag) == (len(bad), 0)


def test_a_dead_letter_that_is_tried_again(target, remote):
    ids = recorded(5)
    remote.behaves(bad=ids[1:3])
    delivered(target)
    remote.behaves(bad=[ids[2]])

    DeadLetter.objects.update(retry_asked_at=clock.now())
    new = recorded(1)
    delivered(target)

    assert remote.ids == [ids[0], *ids[3:], ids[1], *new]
    arrived, stayed = DeadLetter.objects.order_by("statement__seq")
    assert arrived.delivered_at is not None
    assert (stayed.delivered_at, stayed.retry_asked_at, stayed.tries) == (None, None, 2)
    assert fresh(target).refused == 1


def remove_all():
    with lifted():
        gone.remove(Store.RECORD, gone.known(Store.RECORD))


def test_what_is_removed_while_a_batch_is_made_is_not_sent(target, remote):
    """Between the query that finds attachments and the one that reads their bytes."""
    recorded(1)
    held = Attachment.objects.create(sha2="0", content_type="a/b", content=b"bytes")
    StatementAttachment.objects.create(
        statement=StoredStatement.objects.get(), attachment=held
    )

    def removing(execute, sql, params, many, context):
        if "xapi_attachment" in sql and "LENGTH" not in sql.upper() and not removed:
            removed.append(sql)
            remove_all()
        return execute(sql, params, many, context)

    removed: list[str] = []
    with connection.execute_wrapper(removing):
        assert batches.after(0) == []
    assert removed


def test_what_is_removed_while_it_is_sent_gets_no_dead_letter(target, remote):
    recorded(2)
    lease = Lease.take(target.pk)
    first, second = batches.after(0)
    remove_all()

    lease.buried(first, 400, "no")
    lease.moved([second])

    assert not DeadLetter.objects.exists()
    target.refresh_from_db()
    assert target.cursor == second.seq


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


def test_who_is_off_gets_nothing(remote, db):
    off = a_target(remote.endpoint)
    recorded(1)

    assert delivered(off) == 0
    assert operations.forward_what_waits(clock.now()) == 0
    assert remote.requests == []


def test_one_deliverer_at_a_time(target, remote):
    recorded(1)
    ForwardingTarget.objects.update(
        lease="0b0f5a51-5fa5-4b8e-a3f5-000000000000",
        leased_until=clock.now() + timedelta(minutes=1),
    )

    assert delivered(target) == 0
    assert later(target) == 1
