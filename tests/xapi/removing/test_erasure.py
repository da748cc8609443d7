"""Statements leave with an actor; nothing of the person is left behind."""

import hashlib
import json
from uuid import uuid4

import pytest
from django.db import transaction

from lms.xapi.enums import DocumentKind, Kind, Store
from lms.xapi.models import (
    ActivityRecord,
    Agent,
    Attachment,
    Credential,
    Document,
    IndexRow,
    StoredStatement,
)
from lms.xapi.operations import lend_credential
from lms.xapi.removing import (
    erase,
    person_of,
    would_erase,
)
from lms.xapi.removing.rewriting import SIGNATURE
from lms.xapi.statements import Account, Version, check, fingerprint
from lms.xapi.statements.indexing import agent_key
from lms.xapi.storing import prepare, write
from tests.xapi import samples

from .left import (
    ATTENDED,
    AUTHORITY,
    NOOR,
    PUBLIC_ID,
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
    person = person_of("tom.peeters@voorbeeld.test")
    assert person == person_of("mailto:tom.peeters@voorbeeld.test")
    assert person == person_of('{"mbox": "mailto:tom.peeters@voorbeeld.test"}')
    assert person.identifiers < person_of("tom.peeters@VOORBEELD.test").identifiers
    stored(said(TOM))
    stored(said({"mbox_sha1sum": person.words[1]}))
    stored(said({"mbox_sha1sum": hashed}))
    stored(said(NOOR, result={"response": "Vraag het aan Tom.Peeters@voorbeeld.test!"}))

    assert erase(person)[:2] == (2, 1)

    text = everything().lower()
    assert "tom.peeters" not in text
    assert person.words[1] not in text
    assert hashed in text


def agent_of(address):
    return {"mbox": f"mailto:{address}"}


def hash_of(address):
    hashed = hashlib.sha1(f"mailto:{address}".encode(), usedforsecurity=False)
    return hashed.hexdigest()


JOSE = "José.Peeters@Voorbeeld.test"


@pytest.mark.parametrize(
    "asked",
    ["josé.peeters@voorbeeld.test", "JOSÉ.PEETERS@VOORBEELD.TEST", JOSE],
)
def test_an_address_spelled_otherwise_goes_with_all_that_it_did(asked):
    once_more = "josé.PEETERS@voorbeeld.test"
    shouted = "JOSÉ.peeters@Voorbeeld.TEST"
    stored(said(agent_of(JOSE) | {"name": "José"}))
    stored(said(agent_of(once_more)), store=Store.REFLECTION)
    stored(said({"mbox_sha1sum": hash_of(JOSE)}))
    stored(said({"mbox_sha1sum": hash_of(shouted)}))
    stored(said(result={"response": f"Vraag {shouted}!"}))
    stored(said(context={"instructor": agent_of(shouted)}))
    document(agent_of(JOSE))
    document({"mbox_sha1sum": hash_of(once_more)})
    expected = would_erase(person_of(asked))

    assert erase(person_of(asked)) == expected == (4, 2, 2, 0)

    for one in StoredStatement.objects.all():
        assert check(json.loads(one.payload)) is None
    text = everything().casefold()
    for trace in ("peeters@", '"josé"', hash_of(JOSE), hash_of(shouted)):
        assert trace not in text.replace("tom.peeters@", "")
    assert_the_index_is_that_of_a_fresh_store()


def test_an_address_with_signs_that_json_escapes_goes_in_any_case():
    stored(said(agent_of('Jan"P@voorbeeld.test')))
    stored(said({"mbox_sha1sum": hash_of('Jan"P@voorbeeld.test')}))

    assert erase(person_of('jan"p@voorbeeld.test'))[:2] == (2, 0)
    assert not Agent.objects.filter(identifier__contains="mbox").exists()


def test_many_spellings_are_no_way_out():
    spelled = [
        "".join(
            letter.upper() if number >> place & 1 else letter
            for place, letter in enumerate("abcdefghi")
        )
        + "@voorbeeld.test"
        for number in range(400)
    ]
    stored(said(result={"response": " ".join(spelled)}))
    stored(said({"mbox_sha1sum": hash_of(spelled[-1])}))

    assert erase(person_of(spelled[0]))[:2] == (1, 1)
    assert "abcdefghi@" not in everything().casefold()


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


def test_bytes_that_a_substatement_has_too_stay_when_a_signature_goes():
    inner = {
        "objectType": "SubStatement",
        "actor": TOM,
        "verb": ATTENDED,
        "object": {"id": samples.COURSE.iri},
        "attachments": [attachment(b"signed")],
    }
    signed = said(
        object=inner,
        context={"instructor": NOOR},
        attachments=[attachment(b"signed", SIGNATURE)],
    )
    stored(signed, content=b"signed")

    erase(person_of(PUBLIC_ID))

    assert "attachments" not in json.loads(StoredStatement.objects.get().payload)
    assert bytes(Attachment.objects.get().content) == b"signed"


CROWD = [
    {"account": {"homePage": "https://example.com", "name": f"member-{number}"}}
    for number in range(60)
]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"actor": {"objectType": "Group", "member": [*CROWD, NOOR]}}, (0, 1)),
        ({"actor": NOOR, "context": {"team": TEAM | {"member": CROWD}}}, (1, 0)),
    ],
)
def test_who_refers_to_a_crowd_stays_found_within_the_bound(more, expected):
    original = stored(said() | more)
    comment = stored(about(original))
    stored(about(comment))
    assert_the_index_is_that_of_a_fresh_store()

    assert erase(person_of(PUBLIC_ID))[:2] == expected

    assert_the_index_is_that_of_a_fresh_store()


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
