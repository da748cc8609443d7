"""What leaves a store while others write: nobody is refused, and nothing is lost."""

import threading
import time
from uuid import uuid4

import pytest
from django.db import transaction

from lms.xapi.append_only import lifted
from lms.xapi.enums import Store
from lms.xapi.models import Agent, Attachment, StatementAttachment, StoredStatement
from lms.xapi.removing import erase, gone, person_of, retention
from lms.xapi.statements.indexing import agent_key, identifier_of
from lms.xapi.storing import places
from tests.threads import at_the_same_time

from .left import (
    NOOR,
    OLD,
    PUBLIC_ID,
    TERM,
    attachment,
    document,
    ids,
    said,
    stored,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rules]

# Others get so long to run into what is not committed yet.
A_WHILE = 0.7


def one_within_the_other(first, second):
    """``second`` begins when ``first`` has done all but commit; answers the errors."""
    done = threading.Event()

    def slowly():
        with transaction.atomic():
            first()
            done.set()
            time.sleep(A_WHILE)

    def meanwhile():
        assert done.wait(10)
        second()

    return at_the_same_time(slowly, meanwhile)


def remove_all():
    with lifted():
        places.hold(Store.RECORD)
        gone.remove(Store.RECORD, gone.known(Store.RECORD))


@pytest.mark.parametrize("remover_is_first", [True, False])
def test_bytes_that_the_other_store_gets_meanwhile_stay(remover_is_first):
    contents = [b"same", b"also", b"third"]
    for content in contents:
        stored(said(NOOR, attachments=[attachment(content)]), content=content)
    kept = [said(attachments=[attachment(content)]) for content in contents]

    def write():
        for one, content in zip(kept, contents, strict=True):
            stored(one, store=Store.REFLECTION, content=content)

    jobs = (remove_all, write) if remover_is_first else (write, remove_all)
    assert one_within_the_other(*jobs) == []

    assert ids() == {one["id"] for one in kept}
    assert Attachment.objects.count() == StatementAttachment.objects.count() == 3


def test_a_store_is_held_before_anything_was_stored_in_it():
    late = []

    def hold():
        places.hold(Store.RECORD)
        late.append(time.monotonic() + A_WHILE)

    def write():
        stored(said(NOOR))
        late.append(time.monotonic())

    assert one_within_the_other(hold, write) == []
    earliest, came = late
    assert came >= earliest


def test_bytes_that_two_stores_get_and_lose_all_the_time():
    content = b"same"

    def write(store):
        for _ in range(25):
            stored(
                said(NOOR, attachments=[attachment(content)]),
                store=store,
                content=content,
            )

    def remove():
        for _ in range(25):
            remove_all()

    def erase_one():
        for _ in range(5):
            erase(person_of(PUBLIC_ID))

    errors = at_the_same_time(
        lambda: write(Store.RECORD), lambda: write(Store.REFLECTION), remove, erase_one
    )

    assert errors == []
    assert StatementAttachment.objects.count() == StoredStatement.objects.count()
    erase(person_of(PUBLIC_ID))
    assert not Attachment.objects.exists()


def test_an_agent_of_whom_somebody_speaks_meanwhile_stays_with_the_names():
    stored(said())  # the store has been written to before
    Agent.objects.create(
        store=Store.RECORD,
        key=agent_key(NOOR),
        identifier=identifier_of(NOOR),
        names=["Noor", "Noortje"],
    )
    document(NOOR, at=OLD)
    fresh = said(NOOR, id=str(uuid4()))

    errors = one_within_the_other(
        lambda: stored(fresh),
        lambda: retention._remove_documents(Store.RECORD, TERM),
    )

    assert errors == []
    assert Agent.objects.names(Store.RECORD, agent_key(NOOR)) == ["Noor", "Noortje"]
