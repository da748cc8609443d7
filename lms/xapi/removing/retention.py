"""Statements and documents leave a store when their term has ended."""

import time
from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Min, QuerySet

from lms.xapi.append_only import lifted
from lms.xapi.enums import DocumentKind, Store
from lms.xapi.models import Document, ForwardingTarget, StoredStatement
from lms.xapi.querysets import StatementQuerySet
from lms.xapi.storing.places import hold

from . import gone
from .gone import Known

# So many at a time, then a pause in which others write: on SQLite one writes at a time.
BATCH: Final = 200
PAUSE: Final = 0.05
# A profile of an activity is about nobody.
_OF_PEOPLE: Final = (DocumentKind.STATE, DocumentKind.AGENT_PROFILE)


class Removed(NamedTuple):
    """How many left; or how many would, and how many of these wait to be forwarded."""

    statements: int
    documents: int
    undelivered: int = 0


def would_remove(store: Store, before: datetime) -> Removed:
    """What ``remove_before`` would delete, nearly; at most four queries.

    Some voidings stay, others go early.
    """
    old = StoredStatement.objects.in_store(store).filter(stored__lt=before)
    return Removed(old.count(), _documents(store, before).count(), _undelivered(old))


def _undelivered(old: StatementQuerySet) -> int:
    """How many of these an outside LRS that is on has yet to get."""
    furthest_behind = ForwardingTarget.objects.filter(active=True).aggregate(
        place=Min("cursor")
    )["place"]
    if furthest_behind is None:
        return 0
    return old.to_forward(furthest_behind).count()


def remove_before(store: Store, before: datetime, *, pause: float = PAUSE) -> Removed:
    """Delete what came into ``store`` before a moment, oldest first.

    That is: statements stored before it, with all that hangs on them; state and agent
    profiles not written since. A voided statement and its voiding go together, when the
    voided one goes. Each batch is a transaction of its own, so that nobody who writes
    waits for long: stopped halfway, it goes on where it was when it is begun again.
    """
    statements = documents = 0
    for removed in _statements(store, before):
        statements += removed
        time.sleep(pause)
    while removed := _remove_documents(store, before):
        documents += removed
        time.sleep(pause)
    return Removed(statements, documents)


def batches_before(store: Store, before: datetime) -> Iterator[int]:
    """The same as ``remove_before``, a batch each time somebody asks for the next.

    For who keeps a log in the transaction of each batch. How many each took away.
    """
    yield from _statements(store, before)
    while removed := _remove_documents(store, before):
        yield removed


def _statements(store: Store, before: datetime) -> Iterator[int]:
    after = -1
    while True:
        with lifted():
            hold(store)
            batch = gone.known(store, most=BATCH, stored__lt=before, seq__gt=after)
            going = _going(store, batch, before)
            gone.remove(store, going)
        if not batch:
            return
        after = batch[-1].seq
        yield len(going)


def _going(store: Store, batch: list[Known], before: datetime) -> list[Known]:
    """Those of a batch that go now, with what voids them, however young."""
    voided = [target for statement in batch if (target := statement.voids)]
    staying = set(
        StoredStatement.objects.in_store(store)
        .filter(statement_id__in=voided, stored__gte=before)
        .values_list("statement_id", flat=True)
    )
    going = {
        statement.pk: statement
        for statement in batch
        if statement.voids not in staying or statement.voids is None
    }
    going |= {voider.pk: voider for voider in gone.voiding(store, going.values())}
    return list(going.values())


def _documents(store: Store, before: datetime) -> QuerySet[Document]:
    return Document.objects.filter(
        store=store, kind__in=_OF_PEOPLE, updated_at__lt=before
    )


@transaction.atomic
def _remove_documents(store: Store, before: datetime) -> int:
    # Whoever stores a statement now counts on the agents that it found known.
    hold(store)
    batch = dict(
        _documents(store, before).order_by("pk")[:BATCH].values_list("pk", "agent_key")
    )
    Document.objects.filter(pk__in=batch).delete()
    gone.forget_agents(store, {key for key in batch.values() if key})
    return len(batch)
