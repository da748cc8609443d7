"""Statements and documents leave by date; nothing of them is left behind."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from lms.common import clock
from lms.xapi.append_only import lifted
from lms.xapi.enums import DocumentKind, Store
from lms.xapi.models import (
    Agent,
    Attachment,
    Document,
    IndexRow,
    PendingVoid,
    StatementAttachment,
    StatementTarget,
    StoredStatement,
)
from lms.xapi.removing import (
    gone,
    remove_before,
    would_remove,
)
from lms.xapi.statements.indexing import agent_key
from lms.xapi.storing import prepare, write
from tests.threads import at_the_same_time

from .left import (
    AUTHORITY,
    NEW,
    NOOR,
    OLD,
    PUBLIC_ID,
    TERM,
    TOM,
    about,
    assert_the_index_is_that_of_a_fresh_store,
    attachment,
    document,
    everything,
    ids,
    said,
    stored,
    voiding,
)

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


def test_what_is_older_goes_with_all_that_hangs_on_it():
    old = said(NOOR, attachments=[attachment(b"old")])
    stored(old, at=OLD, content=b"old")
    comment = stored(about(old), at=OLD)
    young = stored(said(), at=NEW)

    assert would_remove(Store.RECORD, TERM).statements == 2
    assert remove_before(Store.RECORD, TERM, pause=0).statements == 2

    assert ids() == {young["id"]}
    assert comment["id"] not in ids()
    assert not Attachment.objects.exists()
    assert not StatementTarget.objects.exists()
    assert_the_index_is_that_of_a_fresh_store()
    agents = set(Agent.objects.values_list("key", flat=True))
    assert agents == {agent_key(TOM), agent_key(AUTHORITY)}
    assert PUBLIC_ID not in everything()


def test_the_first_moment_that_stays_stays():
    stored(said(), at=TERM - timedelta(seconds=1))
    young = stored(said(), at=TERM + timedelta(seconds=1))

    remove_before(Store.RECORD, TERM, pause=0)

    assert ids() == {young["id"]}


def test_one_that_stays_is_no_longer_found_by_what_went():
    old = stored(said(NOOR), at=OLD)
    young = stored(about(old), at=NEW)

    remove_before(Store.RECORD, TERM, pause=0)

    assert ids() == {young["id"]}
    assert not IndexRow.objects.filter(key=agent_key(NOOR)).exists()
    assert_the_index_is_that_of_a_fresh_store()


def test_the_middle_of_a_chain_goes():
    first = stored(said(NOOR), at=NEW)
    middle = said(TOM, object={"objectType": "StatementRef", "id": first["id"]})
    with clock.at(NEW), transaction.atomic():
        write([prepare(middle, authority=AUTHORITY)], Store.RECORD)
    last = stored(about(middle), at=NEW)
    (known,) = gone.known(Store.RECORD, statement_id=middle["id"])

    with lifted():
        gone.remove(Store.RECORD, [known])

    assert ids() == {first["id"], last["id"]}
    assert_the_index_is_that_of_a_fresh_store()


def test_bytes_that_another_has_too_stay():
    for at in (OLD, NEW):
        stored(said(attachments=[attachment(b"same")]), at=at, content=b"same")

    remove_before(Store.RECORD, TERM, pause=0)

    assert Attachment.objects.count() == StatementAttachment.objects.count() == 1


def test_a_voiding_goes_with_what_it_voided_however_young():
    old = stored(said(), at=OLD)
    stored(voiding(old), at=NEW)

    assert remove_before(Store.RECORD, TERM, pause=0).statements == 2

    assert not StoredStatement.objects.exists()
    assert not IndexRow.objects.exists()


def test_a_voiding_that_came_first_stays_as_long_as_what_it_voided():
    target = said()
    void = stored(voiding(target), at=OLD)
    stored(target, at=NEW)

    assert remove_before(Store.RECORD, TERM, pause=0).statements == 0

    assert ids() == {target["id"], void["id"]}
    assert StoredStatement.objects.get(statement_id=target["id"]).voided


def test_a_voiding_of_what_never_came_goes():
    stored(voiding(said()), at=OLD)

    remove_before(Store.RECORD, TERM, pause=0)

    assert not PendingVoid.objects.exists()
    assert not StoredStatement.objects.exists()


def test_the_other_store_has_a_term_of_its_own():
    stored(said(), at=OLD, store=Store.REFLECTION)

    remove_before(Store.RECORD, TERM, pause=0)
    assert StoredStatement.objects.count() == 1

    remove_before(Store.REFLECTION, TERM, pause=0)
    assert not StoredStatement.objects.exists()


def test_documents_of_people_go_and_those_of_activities_stay():
    document(at=OLD)
    document(kind=DocumentKind.AGENT_PROFILE, at=OLD)
    document(agent=None, kind=DocumentKind.ACTIVITY_PROFILE, at=OLD)
    document(at=NEW)

    assert would_remove(Store.RECORD, TERM).documents == 2
    assert remove_before(Store.RECORD, TERM, pause=0).documents == 2
    assert Document.objects.count() == 2


def test_more_than_a_batch(monkeypatch):
    monkeypatch.setattr("lms.xapi.removing.retention.BATCH", 3)
    target = said()
    stored(*[said() for _ in range(7)], voiding(target), at=OLD)
    stored(target, at=NEW)

    assert remove_before(Store.RECORD, TERM, pause=0).statements == 7
    assert StoredStatement.objects.count() == 2


def test_the_door_is_shut_again():
    stored(said(), at=OLD)
    remove_before(Store.RECORD, TERM, pause=0)
    stored(said())

    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE xapi_storedstatement SET payload = '{}'")


# By command


def test_commands_say_first_and_do_with_yes(capsys):
    stored(said(NOOR), at=OLD)

    call_command("lrs_remove", "--before", "2021-01-01")
    call_command("lrs_erase_actor", PUBLIC_ID)
    text = capsys.readouterr().out
    assert StoredStatement.objects.count() == 1
    assert "Would delete from the record store: 1 statements" in text
    assert "Nothing is erased" in text

    call_command("lrs_erase_actor", PUBLIC_ID, "--yes")
    assert not StoredStatement.objects.exists()
    assert "forwarded" in capsys.readouterr().out
    stored(said(NOOR), at=OLD)
    call_command("lrs_remove", "--before", "2021-01-01", "--yes")
    assert not StoredStatement.objects.exists()


def test_commands_refuse_what_cannot_be_meant():
    with pytest.raises(CommandError, match="to come"):
        call_command("lrs_remove", "--before", "9999-01-01", "--yes")
    with pytest.raises(CommandError, match="who"):
        call_command("lrs_erase_actor", "  ")


# While others write


@pytest.mark.django_db(transaction=True)
def test_who_refers_meanwhile_to_what_goes_leaves_no_trace(monkeypatch):
    monkeypatch.setattr("lms.xapi.removing.retention.BATCH", 5)
    old = [said(NOOR) for _ in range(40)]
    stored(*old, at=OLD)

    def refer():
        for target in reversed(old):
            stored(about(target), voiding(target), at=NEW)

    def remove():
        remove_before(Store.RECORD, TERM, pause=0.001)

    assert at_the_same_time(refer, remove) == []

    remove_before(Store.RECORD, TERM, pause=0)
    assert_the_index_is_that_of_a_fresh_store()
    assert not IndexRow.objects.filter(key=agent_key(NOOR)).exists()
