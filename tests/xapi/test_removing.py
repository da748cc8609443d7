"""Statements leave by date, and with an actor; nothing of them is left behind."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from lms.common import clock
from lms.xapi.append_only import lifted
from lms.xapi.enums import DocumentKind, Kind, Store
from lms.xapi.models import (
    ActivityRecord,
    Agent,
    Attachment,
    Credential,
    Document,
    IndexRow,
    PendingVoid,
    StatementAttachment,
    StatementTarget,
    StoredStatement,
)
from lms.xapi.operations import lend_credential
from lms.xapi.removing import (
    erase,
    gone,
    person_of,
    retain,
    would_erase,
    would_remove,
)
from lms.xapi.removing.rewriting import SIGNATURE
from lms.xapi.statements import Account, Version, check, fingerprint
from lms.xapi.statements.indexing import agent_key, findings
from lms.xapi.storing import Part, index, prepare, write
from lms.xapi.vocabulary import VOIDED_IRI

from . import samples
from .test_recording import at_the_same_time

pytestmark = [pytest.mark.django_db, pytest.mark.rules]

OLD = datetime(2020, 3, 1, 12, tzinfo=UTC)
TERM = datetime(2021, 1, 1, tzinfo=UTC)
NEW = datetime(2024, 3, 1, 12, tzinfo=UTC)
AUTHORITY = {"account": {"homePage": samples.HOME, "name": "lrs:demo"}}
PUBLIC_ID = "2f4c6a1e-9d0b-4c53-8a43-0a8f1e7d5b11"
NOOR = {"account": {"homePage": samples.HOME, "name": PUBLIC_ID}, "name": "Noor"}
TOM = {"mbox": "mailto:tom.peeters@voorbeeld.test", "name": "Tom"}
ATTENDED = {"id": "http://adlnet.gov/expapi/verbs/attended"}


def said(actor: Any = TOM, **more: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "actor": actor,
        "verb": ATTENDED,
        "object": {"id": samples.COURSE.iri},
    } | more


def voiding(target: dict[str, Any], actor: Any = TOM) -> dict[str, Any]:
    return about(target, actor) | {"verb": {"id": VOIDED_IRI}}


def about(target: dict[str, Any], actor: Any = TOM) -> dict[str, Any]:
    return said(actor, object={"objectType": "StatementRef", "id": target["id"]})


def stored(
    *statements: dict[str, Any],
    at: datetime = NEW,
    store: Store = Store.RECORD,
    content: bytes = b"",
) -> dict[str, Any]:
    """Store statements, with the bytes of their one attachment; answers the first."""
    parts = (
        {sha256(content).hexdigest(): Part("text/plain", content)} if content else {}
    )
    with clock.at(at), transaction.atomic():
        for statement in statements:
            check(statement)
        write(
            [prepare(statement, authority=AUTHORITY) for statement in statements],
            store,
            parts=parts,
        )
    return statements[0]


def attachment(content: bytes, usage: str = "http://example.com/usage") -> dict:
    return {
        "usageType": usage,
        "display": {"nl": "Bijlage"},
        "contentType": "text/plain",
        "length": len(content),
        "sha2": sha256(content).hexdigest(),
    }


def document(agent: Any = NOOR, kind: Any = DocumentKind.STATE, at: Any = NEW) -> None:
    Document.objects.create(
        store=Store.RECORD,
        kind=kind,
        key=uuid4(),
        document_id="bookmark",
        activity_key=None if kind == DocumentKind.AGENT_PROFILE else uuid4(),
        agent_key=agent_key(agent) if agent else None,
        content_type="application/json",
        content=b"{}",
        etag="1",
        updated_at=at,
    )


def ids() -> set[str]:
    return {
        str(pk) for pk in StoredStatement.objects.values_list("statement_id", flat=True)
    }


def assert_the_index_is_that_of_a_fresh_store() -> None:
    """Every row of the index says what its source says, and none is missing."""
    expected = set()
    by_id = {one.statement_id: one for one in StoredStatement.objects.all()}
    pairs = [(one.store, one.seq, one) for one in by_id.values()]
    for target in StatementTarget.objects.all():
        if source := by_id.get(target.target):
            pairs.append((target.store, target.seq, source))  # noqa: PERF401
    for store, seq, source in pairs:
        content = json.loads(source.payload)
        for kind, key in index.keys(findings(content)):
            expected.add((store, kind, key, seq, source.seq))
    there = IndexRow.objects.values_list("store", "kind", "key", "seq", "source")
    assert set(there) == expected


def everything() -> str:
    """All that stands in the tables of the LRS, as text."""
    rows = []
    with connection.cursor() as cursor:
        for model in apps.get_app_config("xapi").get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608
            for row in cursor.fetchall():
                rows += [
                    bytes(value).decode(errors="replace")
                    if isinstance(value, (bytes, memoryview))
                    else str(value)
                    for value in row
                ]
    return "\n".join(rows)


# By date


def test_what_is_older_goes_with_all_that_hangs_on_it():
    old = said(NOOR, attachments=[attachment(b"old")])
    stored(old, at=OLD, content=b"old")
    comment = stored(about(old), at=OLD)
    young = stored(said(), at=NEW)

    assert would_remove(Store.RECORD, TERM).statements == 2
    assert retain(Store.RECORD, TERM, pause=0).statements == 2

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

    retain(Store.RECORD, TERM, pause=0)

    assert ids() == {young["id"]}


def test_one_that_stays_is_no_longer_found_by_what_went():
    old = stored(said(NOOR), at=OLD)
    young = stored(about(old), at=NEW)

    retain(Store.RECORD, TERM, pause=0)

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

    retain(Store.RECORD, TERM, pause=0)

    assert Attachment.objects.count() == StatementAttachment.objects.count() == 1


def test_a_voiding_goes_with_what_it_voided_however_young():
    old = stored(said(), at=OLD)
    stored(voiding(old), at=NEW)

    assert retain(Store.RECORD, TERM, pause=0).statements == 2

    assert not StoredStatement.objects.exists()
    assert not IndexRow.objects.exists()


def test_a_voiding_that_came_first_stays_as_long_as_what_it_voided():
    target = said()
    void = stored(voiding(target), at=OLD)
    stored(target, at=NEW)

    assert retain(Store.RECORD, TERM, pause=0).statements == 0

    assert ids() == {target["id"], void["id"]}
    assert StoredStatement.objects.get(statement_id=target["id"]).voided


def test_a_voiding_of_what_never_came_goes():
    stored(voiding(said()), at=OLD)

    retain(Store.RECORD, TERM, pause=0)

    assert not PendingVoid.objects.exists()
    assert not StoredStatement.objects.exists()


def test_the_other_store_has_a_term_of_its_own():
    stored(said(), at=OLD, store=Store.REFLECTION)

    retain(Store.RECORD, TERM, pause=0)
    assert StoredStatement.objects.count() == 1

    retain(Store.REFLECTION, TERM, pause=0)
    assert not StoredStatement.objects.exists()


def test_documents_of_people_go_and_those_of_activities_stay():
    document(at=OLD)
    document(kind=DocumentKind.AGENT_PROFILE, at=OLD)
    document(agent=None, kind=DocumentKind.ACTIVITY_PROFILE, at=OLD)
    document(at=NEW)

    assert would_remove(Store.RECORD, TERM).documents == 2
    assert retain(Store.RECORD, TERM, pause=0).documents == 2
    assert Document.objects.count() == 2


def test_more_than_a_batch(monkeypatch):
    monkeypatch.setattr("lms.xapi.removing.retention.BATCH", 3)
    target = said()
    stored(*[said() for _ in range(7)], voiding(target), at=OLD)
    stored(target, at=NEW)

    assert retain(Store.RECORD, TERM, pause=0).statements == 7
    assert StoredStatement.objects.count() == 2


def test_the_door_is_shut_again():
    stored(said(), at=OLD)
    retain(Store.RECORD, TERM, pause=0)
    stored(said())

    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE xapi_storedstatement SET payload = '{}'")


# With an actor


def test_what_an_actor_did_goes():
    stored(said(NOOR, attachments=[attachment(b"hers")]), content=b"hers")
    stored(said({"objectType": "Group", "member": [NOOR]}))
    stored(said(NOOR), store=Store.REFLECTION)
    kept = stored(said())
    document(NOOR)
    document(NOOR, DocumentKind.AGENT_PROFILE)
    document(TOM)
    lend_credential(
        actor=Account(home_page=samples.HOME, name=PUBLIC_ID),
        registration=uuid4(),
        activity_iri=samples.COURSE.iri,
    )
    expected = would_erase(person_of(PUBLIC_ID))

    assert erase(person_of(PUBLIC_ID)) == expected == (3, 0, 2, 1)

    assert ids() == {kept["id"]}
    assert Document.objects.count() == 1
    assert not Attachment.objects.exists()
    assert not Credential.objects.exists()
    assert PUBLIC_ID not in everything()
    assert "Noor" not in everything()
    assert_the_index_is_that_of_a_fresh_store()


TEAM = {"objectType": "Group", "name": "Team", "member": [NOOR, TOM]}


@pytest.mark.parametrize(
    "more",
    [
        {"object": NOOR | {"objectType": "Agent"}},
        {"object": TEAM},
        {"actor": TEAM},
        {"context": {"instructor": NOOR}},
        {"context": {"team": TEAM}},
        {
            "object": {
                "objectType": "SubStatement",
                "actor": NOOR,
                "verb": ATTENDED,
                "object": {"id": samples.COURSE.iri},
            }
        },
        {"result": {"response": f"Samen met {PUBLIC_ID}."}},
        {"result": {"extensions": {"http://example.com/met": [{"a": PUBLIC_ID}]}}},
        {"result": {"extensions": {f"http://example.com/{PUBLIC_ID}": 1}}},
        {"context": {"instructor": TOM, "extensions": {"http://example.com/x": NOOR}}},
        {"object": {"id": f"http://example.com/portfolio/{PUBLIC_ID}"}},
        {
            "object": {
                "id": samples.COURSE.iri,
                "definition": {"name": {"nl": f"Dossier {PUBLIC_ID}"}},
            }
        },
    ],
)
def test_what_others_said_stays_without_the_person(more):
    original = stored(said() | more)
    stored(about(original))

    assert erase(person_of(PUBLIC_ID))[:2] == (0, 1)

    kept = StoredStatement.objects.get(statement_id=original["id"])
    content = json.loads(kept.payload)
    assert check(content) is None
    assert fingerprint(content) == kept.fingerprint
    assert content["stored"]
    assert content["verb"] == ATTENDED
    assert PUBLIC_ID not in everything()
    assert "Noor" not in everything()
    assert_the_index_is_that_of_a_fresh_store()


def test_an_address_goes_with_its_hash_and_in_any_case():
    hashed = "4d3a6b0d8d0f0a7a9d1b0b3d3e0a0a0a0a0a0a0a"
    person = person_of("tom.peeters@VOORBEELD.test")
    assert person == person_of("mailto:tom.peeters@voorbeeld.test")
    assert person == person_of('{"mbox": "mailto:tom.peeters@voorbeeld.test"}')
    stored(said(TOM))
    stored(said({"mbox_sha1sum": person.words[1]}))
    stored(said({"mbox_sha1sum": hashed}))
    stored(said(NOOR, result={"response": "Vraag het aan Tom.Peeters@voorbeeld.test!"}))

    assert erase(person)[:2] == (2, 1)

    text = everything().lower()
    assert "tom.peeters" not in text
    assert person.words[1] not in text
    assert hashed in text


def test_a_voiding_by_the_person_keeps_what_it_voided_voided():
    target = stored(said(TOM))
    void = stored(voiding(target, NOOR))

    erase(person_of(PUBLIC_ID))

    assert ids() == {target["id"], void["id"]}
    assert StoredStatement.objects.get(statement_id=target["id"]).voided
    assert PUBLIC_ID not in everything()


def test_a_voiding_of_what_the_person_did_goes_with_it():
    target = stored(said(NOOR))
    stored(voiding(target, TOM))

    assert erase(person_of(PUBLIC_ID)).statements == 2
    assert not IndexRow.objects.exists()


def test_a_signature_over_the_person_goes():
    signed = said(
        context={"instructor": NOOR},
        attachments=[attachment(b"signed", SIGNATURE)],
    )
    stored(signed, content=b"signed")

    erase(person_of(PUBLIC_ID))

    assert "attachments" not in json.loads(StoredStatement.objects.get().payload)
    assert not Attachment.objects.exists()


def test_who_has_another_name_or_home_page_stays():
    stored(said({"account": {"homePage": "https://other.example", "name": PUBLIC_ID}}))
    stored(said({"account": {"homePage": samples.HOME, "name": PUBLIC_ID + "0"}}))
    names = everything().count(PUBLIC_ID + "0")

    erase(person_of(PUBLIC_ID))

    assert StoredStatement.objects.count() == 2
    assert everything().count(PUBLIC_ID + "0") == names


def test_a_name_that_is_a_word_is_only_looked_for_where_agents_stand():
    stored(said(result={"response": "completed"}))
    stored(said({"account": {"homePage": samples.HOME, "name": "completed"}}))

    assert erase(person_of("completed"))[:2] == (1, 0)


def test_who_is_named_where_the_index_does_not_look_is_found():
    anna = {"account": {"homePage": samples.HOME, "name": "anna"}}
    there = {"contextAgents": [{"objectType": "contextAgent", "agent": anna}]}
    with transaction.atomic():
        write(
            [prepare(said(context=there), authority=AUTHORITY, version=Version.TWO)],
            Store.RECORD,
        )
    stored(said(result={"response": "Vraag het aan anna."}))

    assert erase(person_of("anna"))[:2] == (0, 1)
    assert '"anna"' not in everything()


def test_what_looks_like_an_agent_and_is_none_is_left():
    odd = {"mbox": 1, "account": {"name": PUBLIC_ID}, "openid": ["x"]}
    stored(said(NOOR, result={"extensions": {"http://example.com/x": odd}}))
    stored(said(result={"extensions": {"http://example.com/x": odd}}))

    assert erase(person_of(PUBLIC_ID))[:2] == (1, 1)
    assert PUBLIC_ID not in everything()


@pytest.mark.parametrize(
    "who",
    [
        *("", "   ", "{", "{}", '{"name": "Noor"}', '{"mbox": 1}'),
        '{"mbox": "mailto:a@b.example", "openid": "https://b.example"}',
        '{"account": {"name": "x"}}',
        *("integriteitscampus", "lrs:demo"),
    ],
)
def test_it_must_be_clear_who_is_meant(who):
    with pytest.raises(ValueError, match=r"\w"):
        person_of(who)


def test_nobody_is_found_by_a_word_in_a_definition_that_stays():
    stored(said(object={"id": samples.COURSE.iri, "definition": {"name": {"nl": "X"}}}))

    erase(person_of(PUBLIC_ID))

    assert ActivityRecord.objects.get().definition == {"name": {"nl": "X"}}


def test_a_second_time_there_is_nothing_left():
    stored(said(NOOR), about(said(), NOOR))
    stored(said(context={"instructor": NOOR}))
    erase(person_of(PUBLIC_ID))

    assert erase(person_of(PUBLIC_ID)) == (0, 0, 0, 0)
    assert not IndexRow.objects.filter(
        kind=Kind.RELATED_AGENT, key=agent_key(NOOR)
    ).exists()


# By command


def test_commands_say_first_and_do_with_yes(capsys):
    stored(said(NOOR), at=OLD)

    call_command("lrs_retain", "--before", "2021-01-01")
    call_command("lrs_erase_actor", PUBLIC_ID)
    text = capsys.readouterr().out
    assert StoredStatement.objects.count() == 1
    assert "Would delete from the record store: 1 statements" in text
    assert "Nothing is erased" in text

    call_command("lrs_erase_actor", PUBLIC_ID, "--yes")
    assert not StoredStatement.objects.exists()
    assert "forwarded" in capsys.readouterr().out
    stored(said(NOOR), at=OLD)
    call_command("lrs_retain", "--before", "2021-01-01", "--yes")
    assert not StoredStatement.objects.exists()


def test_commands_refuse_what_cannot_be_meant():
    with pytest.raises(CommandError, match="to come"):
        call_command("lrs_retain", "--before", "9999-01-01", "--yes")
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
        retain(Store.RECORD, TERM, pause=0.001)

    assert at_the_same_time(refer, remove) == []

    retain(Store.RECORD, TERM, pause=0)
    assert_the_index_is_that_of_a_fresh_store()
    assert not IndexRow.objects.filter(key=agent_key(NOOR)).exists()
